"""Whether what is declared may be public with the people that there are.

The closed form of `admission` trusts the number of classes that a dimension has by its list. A list of nine
of which two are in use is hit like one of two: declared .24, in truth .39. So at each draft it is asked once
more, with the classes that hold at least a hundredth of the shown people of their dimension. It reads the
drawn figures and no true count, since who drafts learns the answer; what it has read stands as if it had been
published (`read_for`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError, Strain, strain
from reports.stats.declared import Break
from reports.stats.gate import CellState
from reports.stats.lattice import Dimension, TableSpec, cell_id
from reports.stats.resolved import REGION, Resolved

#: A class with less than one of so many has next to nobody where figures are small.
_SHARE = 100
#: Of fewer shown people nearly every class is hidden outside the region. From here on to a thousand, where a
#: hundredth is hidden, what is shown at all counts as a class that has people. The recommended tables come to
#: .31 or .32 with 300 to 9,000 people.
_FEWEST = 100
#: Above what may be declared (`admission.WORST_HIT`), since people never spread as evenly as a list: the
#: recommended tables come to .31 where only four to seven classes of most dimensions are in use. Ten
#: dimensions of three classes in use come to .33, of two to .39. The best estimate of any figure keeps a
#: standard error of at least 1.2 persons.
WORST_WITH_PEOPLE = 0.32
#: Where fewer than so many people are shown. What stands from releases of fewer still hides whole classes:
#: the recommended tables of a register that grows from some hundred people came to .324 at its third release.
#: Ten dimensions of which two classes are in use are refused here too, at .386.
_FEW, WORST_WITH_FEW = 1_000, 0.35
#: So many dimensions are named in a refusal.
_MOST_NAMED = 3


@dataclass(frozen=True)
class Thin:
    """A break of which fewer classes are populated than it has by its list."""

    label: str
    populated: int
    listed: int


def check_populated(resolved: Resolved, states: Mapping[str, CellState]) -> None:
    """Raise LatticeError where the figures that these states show would be hit too well together."""
    thin: dict[str, Thin] = {}
    tables = []
    for table in resolved.declared.tables:
        found = resolved.spec(table)
        dimensions = [with_people(each, resolved, states) for each in found.dimensions]
        tables.append(replace(found, dimensions=tuple(dimensions)))
        for listed, there in zip(found.dimensions, dimensions, strict=True):
            if there.classes < listed.classes or there.parts < listed.parts:
                thin[listed.key] = Thin(listed.label, there.classes, listed.classes)
    if thin:
        _check(tables, thin, most=_most(states))


def read_for(resolved: Resolved) -> frozenset[str]:
    """The cells from whose figures the answer follows: of the region the whole, and those by one break."""
    breaks = {each for table in resolved.declared.tables for each in table.breaks}
    classes = {cell_id(REGION, {each.key: found.code}) for each in breaks for found in resolved.classes(each)}
    return frozenset(classes | {cell_id(REGION, {})})


def _most(states: Mapping[str, CellState]) -> float:
    return WORST_WITH_PEOPLE if _shown(states, {}) >= _FEW else WORST_WITH_FEW


def _check(tables: Sequence[TableSpec], thin: Mapping[str, Thin], *, most: float) -> None:
    for each in strain(tables):
        if each.worst > most:
            refusal = _refusal(each, list(thin.values()), most)
            raise LatticeError(refusal, dimensions=list(thin), tables=each.tables)


def with_people(dimension: Dimension, resolved: Resolved, states: Mapping[str, CellState]) -> Dimension:
    """The dimension as if the classes that are not populated were none."""
    grouped = bool(dimension.grouping)
    codes = [each.code for each in resolved.classes(Break(dimension.key, grouped))]
    counts = {code: _shown(states, {dimension.key: code}) for code in codes}
    whole = sum(counts.values())
    if whole < _FEWEST:
        return dimension
    there = {code for code, count in counts.items() if count * _SHARE >= whole}
    parts = dimension.parts and min(_parts(dimension, resolved, there), default=dimension.parts)
    return replace(dimension, classes=len(there), parts=parts)


def _parts(dimension: Dimension, resolved: Resolved, there: set[str]) -> Iterator[int]:
    """How many populated classes each group has that brings several together and is not empty."""
    for group in resolved.declared.by_key[dimension.key].groups:
        if len(group.codes) > 1 and (populated := there.intersection(group.codes)):
            yield len(populated)


def _shown(states: Mapping[str, CellState], classes: Mapping[str, str]) -> int:
    """What the region's cell of these classes shows; nothing shown, or no such cell, is none."""
    state = states.get(cell_id(REGION, classes))
    return (state.shown.value or 0) if state else 0


def _refusal(strained: Strain, thin: Sequence[Thin], most: float) -> str:
    named = "；".join(
        _("“%(label)s”%(listed)d 个取值中只有 %(populated)d 个各占百分之一以上")
        % {"label": each.label, "listed": each.listed, "populated": each.populated}
        for each in sorted(thin, key=lambda each: each.populated)[:_MOST_NAMED]
    )
    said = _(
        "按实际有人的取值合并推算，命中真实人数的概率过高"
        "（最高 %(worst).2f，限 %(most).2f；最高的是%(table)s）：%(named)s。"
        "请减少用到这些维度的统计表；没有分过组的，把人少的取值合成一组；或换一个取值分布得匀一些的维度，"
        "再起草。"
    )
    return said % {
        "worst": strained.worst,
        "most": most,
        "table": strained.label,
        "named": named,
    }
