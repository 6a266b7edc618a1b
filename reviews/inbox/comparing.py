"""What a reviewer looks at: the change against the approved state, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from reviews.inbox.answered import Answered
from reviews.inbox.checked import Checked
from reviews.inbox.history import ROW
from talent.categories.service import (
    Choice,
    Differing,
    Failure,
    Moved,
    Tables,
    definition_of,
    difference,
    not_asked,
    tables_of,
)
from talent.records.models import Change
from talent.records.service import carried, unit_facts

#: So many values name a row that a reviewer has to tell from others.
_IN_NAME = 3


@dataclass(frozen=True)
class Line:
    """One field; `remark` is what the reviewer has typed beside it so far, `checks` what was found at it.

    `said`: what the last sending-back said of it, with what became of that.
    """

    differing: Differing
    remark: str = ""
    checks: tuple[Checked, ...] = ()
    said: tuple[Answered, ...] = ()

    @property
    def row(self) -> int | None:
        """The number of the row of a repeating group, counted from 1."""
        return None if self.differing.row is None else self.differing.row + 1

    @property
    def stands(self) -> bool:
        """Whether there is something to remark upon: of a removed row there is not."""
        return self.differing.row_kind != "removed"

    @property
    def is_changed(self) -> bool:
        return self.differing.kind != "same"

    @property
    def is_shown(self) -> bool:
        """Whether a reviewer reads it at once: it changed, it was sent back, or a warning is about it."""
        return self.is_changed or bool(self.said) or any(each.is_open for each in self.checks)


@dataclass(frozen=True)
class Block:
    """The fields of a single group, or one row of a repeating one."""

    lines: tuple[Line, ...]

    @property
    def row(self) -> int | None:
        """Its number from 1, where it stands now, or where it stood if it was removed."""
        return self.lines[0].row

    @property
    def kind(self) -> str:
        """What became of the row as a whole; "changed" also says that some of its fields did."""
        kind = self.lines[0].differing.row_kind
        return "changed" if kind == "same" and any(line.is_changed for line in self.lines) else kind

    @property
    def was(self) -> int | None:
        """The number of the row before, where it is another one now."""
        before = self.lines[0].differing.row_before
        return before + 1 if before is not None and before + 1 != self.row else None

    @property
    def name(self) -> str:
        """Its first values, by which it is told from the other rows."""
        values = (each.differing.after or each.differing.before for each in self.lines)
        return " · ".join([value for value in values if value][:_IN_NAME])

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_changed)

    @property
    def same(self) -> "Block | None":
        """The same block with what nobody need read at once alone, so that it can be folded away."""
        lines = tuple(line for line in self.lines if not line.is_shown)
        return Block(lines) if lines else None

    @property
    def is_shown(self) -> bool:
        return self.kind == "moved" or any(line.is_shown for line in self.lines)


@dataclass(frozen=True)
class Section:
    """Fields of one group: what is read at once, and what stays as it was approved."""

    key: str
    label: str
    blocks: tuple[Block, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.changed)

    @property
    def same(self) -> tuple[Line, ...]:
        return tuple(line for block in self.unchanged for line in block.lines)

    @property
    def unchanged(self) -> tuple[Block, ...]:
        """The blocks without what is read at once."""
        return tuple(same for block in self.blocks if (same := block.same) is not None)

    @property
    def shown(self) -> tuple[Block, ...]:
        """The blocks in which anything is read at once."""
        return tuple(block for block in self.blocks if block.is_shown)


@dataclass(frozen=True)
class Comparison:
    """`first`: nothing was approved before, so there is nothing to compare with.

    `left_out`: values of the approved change that have no place in the version of this one.
    """

    first: bool
    sections: tuple[Section, ...]
    empty: tuple[Choice, ...]
    left_out: tuple[Failure, ...] = ()

    @property
    def changes(self) -> int:
        return sum(len(section.changed) for section in self.sections)

    @property
    def unchanged(self) -> int:
        return sum(len(section.same) for section in self.sections)

    @property
    def moved(self) -> int:
        """How many rows stand elsewhere among the others."""
        return sum(block.kind == "moved" for section in self.sections for block in section.blocks)


def compare(
    change: Change,
    typed: Mapping[str, str],
    *,
    checks: Sequence[Checked] = (),
    answered: Sequence[Answered] = (),
    tables: Tables | None = None,
) -> Comparison:
    """The whole document of a change, sensitive values in full, against the approved one of its record.

    What was approved under another version is moved to that of the change first. `checks`: what was found,
    and `answered`: what the last sending-back said, both put beside their fields. `empty`: fields without a
    value before and after that are asked for, which a remark may ask for.
    """
    approved = change.record.approved
    return compare_with(change, approved, typed, checks=checks, answered=answered, tables=tables)


def compare_with(
    change: Change,
    approved: Change | None,
    typed: Mapping[str, str],
    *,
    checks: Sequence[Checked] = (),
    answered: Sequence[Answered] = (),
    tables: Tables | None = None,
) -> Comparison:
    """The same against any change of the record."""
    tables = tables_of(change.version) if tables is None else tables
    before, document = _moved(change, approved), change.document()
    found = difference(change.version, before.document, document, tables=tables, follow_rows=True)
    beside = _Beside(typed, checks, answered)
    lines = [beside.line(each) for each in found]
    filled = {line.differing.path for line in lines}
    filled |= not_asked(change.version, document, unit=unit_facts(change.unit), tables=tables)
    empty = tuple(choice for choice in _fields(change) if choice.value not in filled)
    sections = tuple(
        _section(key, list(of_group)) for key, of_group in groupby(lines, lambda line: _group(line))
    )
    return Comparison(approved is None, sections, empty, before.failures)


class _Beside:
    """What stands beside fields, by their paths."""

    def __init__(
        self, typed: Mapping[str, str], checks: Sequence[Checked], answered: Sequence[Answered]
    ) -> None:
        self.typed, self.checks, self.said = typed, _by_path(checks), _by_path(answered)

    def line(self, differing: Differing) -> Line:
        """A removed row has the path of where it stood: what was said there is of another row."""
        if differing.row_kind == "removed":
            return Line(differing)
        path = differing.path
        return Line(
            differing,
            self.typed.get(path, ""),
            tuple(self.checks.get(path, ())),
            tuple(self.said.get(path, ())),
        )


def _by_path[T: (Checked, Answered)](found: Sequence[T]) -> dict[str, list[T]]:
    by_path: dict[str, list[T]] = {}
    for each in found:
        by_path.setdefault(each.path, []).append(each)
    return by_path


def _section(key: str, lines: list[Line]) -> Section:
    """Rows follow each other; a removed one and the one that stands at its place now are two."""
    blocks = groupby(lines, lambda line: (line.row, line.differing.row_kind))
    return Section(
        key, lines[0].differing.group_label, tuple(Block(tuple(of_row)) for _key, of_row in blocks)
    )


def _group(line: Line) -> str:
    return line.differing.path.partition(".")[0]


def _before(change: Change) -> Moved:
    """The approved state of the record under the version of the change; empty before the first approval."""
    return _moved(change, change.record.approved)


def _moved(change: Change, approved: Change | None) -> Moved:
    return carried(approved, to=change.version) if approved else Moved({})


def _fields(change: Change) -> list[Choice]:
    """Places for remarks where nothing may stand: single fields, and repeating groups as a whole."""
    language = get_language() or ""
    found = []
    for group in definition_of(change.version).groups:
        label = group.named(language)
        if group.repeat:
            found.append(Choice(group.key, label))
        else:
            found += [Choice(each.path, f"{label} · {each.named(language)}") for each in group.fields]
    return found


def names_field(change: Change, path: str) -> bool:
    """Whether a remark may stand at a path: a field of the version, or a repeating group.

    In a repeating group the row is one that stands there, before or after, or the next one.
    """
    group, *rest = path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None:
        return False
    if not known.repeat:
        return len(rest) == 1 and rest[0] in known.by_key
    if not rest:
        return True
    if len(rest) != 2 or rest[1] not in known.by_key:
        return False
    return ROW.fullmatch(rest[0]) is not None and int(rest[0]) <= _rows(change, group)


def _rows(change: Change, group: str) -> int:
    documents = [change.document(), _before(change).document]
    return max(len(document.get(group) or ()) for document in documents)
