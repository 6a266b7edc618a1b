"""Conditions over the values of published versions: parts above ask the one evaluator about a document.

A criterion stands outside every definition: it sees the whole document and the unit, no row of its own, and
nothing that is sealed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.checking.conditions import faults_of
from talent.categories.codes.lists import tables_for
from talent.categories.codes.tables import CodeTable, Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.editor.spots import Spot
from talent.categories.formulas.evaluating import Scope
from talent.categories.formulas.formula import Formula, formula
from talent.categories.formulas.functions import CODED
from talent.categories.formulas.nodes import UNIT, Call, Reference, walk
from talent.categories.formulas.parsing import NotAFormula
from talent.categories.formulas.vetting import TRUTH, Place
from talent.categories.formulas.wording import in_words
from talent.categories.unitfacts import UnitFacts


@dataclass(frozen=True)
class Criterion:
    """A condition that was vetted when it was written. Raises NotAFormula for a text that is none."""

    text: str

    @cached_property
    def _formula(self) -> Formula:
        return formula(self.text)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Paths of the fields that it looks at, and keys of the groups whose rows it counts."""
        return frozenset(self._formula.mentions(""))

    @cached_property
    def groups(self) -> frozenset[str]:
        """What of a document it has to be given."""
        return frozenset(each.partition(".")[0] for each in self.mentioned)

    @cached_property
    def asks_unit(self) -> bool:
        return any(isinstance(each, Reference) and each.group == UNIT for each in walk(self._formula.node))

    @cached_property
    def asks_lists(self) -> bool:
        return any(isinstance(each, Call) and each.name in CODED for each in walk(self._formula.node))

    def fits(self, definition: Definition) -> bool:
        """Whether the definition has everything that it looks at, and in the open."""
        return not any(True for _path in strange(self, definition))

    def holds(
        self, data: Mapping[str, Any], *, definition: Definition, unit: UnitFacts, tables: Tables
    ) -> bool:
        """Whether the open part of a document meets it."""

        def list_of(path: str) -> CodeTable | None:
            known = definition.by_path.get(path)
            return tables.get(known.code_list) if known else None

        facts = asdict(unit) if self.asks_unit else {}
        return self._formula.work_out(Scope(data, unit=facts, lists=list_of)) is True

    def lists(self, definition: Definition) -> frozenset[str]:
        """Keys of the code lists that it looks into."""
        if not self.asks_lists:
            return frozenset()
        known = (definition.by_path.get(path) for path in self.mentioned)
        return frozenset(each.code_list for each in known if each and each.code_list)


def strange(criterion: Criterion, definition: Definition) -> Iterator[str]:
    """What it looks at that is not there, or sealed."""
    for path in sorted(criterion.mentioned):
        known = definition.by_path.get(path)
        if not _has(definition, path) or (known is not None and known.is_sensitive):
            yield path


def _has(definition: Definition, path: str) -> bool:
    return path in definition.by_path or path in definition.by_key


def criterion_faults(
    text: str, definitions: Sequence[Definition], *, tables: Tables | None = None
) -> list[str]:
    """What is wrong with a condition over documents of all these definitions, in sentences.

    `tables`: the lists of the definitions, where they were read already.
    """
    if not definitions:
        return [_("没有已发布的类别，条件无从判断。")]
    try:
        criterion = Criterion(text)
        apart = list(_apart(criterion, definitions))
    except NotAFormula as no:
        return [str(no)]
    if apart:
        return apart
    return list(faults_of(text, TRUTH, _place(definitions, tables)))


def _apart(criterion: Criterion, definitions: Sequence[Definition]) -> Iterator[str]:
    shared = shared_definition(definitions)
    for path in sorted(criterion.mentioned):
        known = [each.by_path[path] for each in definitions if path in each.by_path]
        if any(each.is_sensitive for each in known):
            yield _("“%(label)s”加密保存，条件不能看它，请换一个字段。") % {"label": known[0].label}
        elif path not in shared.by_path and path not in shared.by_key:
            lacking = [each.label for each in definitions if not _has(each, path)]
            if lacking and len(lacking) < len(definitions):
                given = {"path": path, "categories": "、".join(lacking)}
                yield (
                    _("“%(path)s”不是所选各类别都有的：%(categories)s没有。请少选类别，或换一个字段。")
                    % given
                )
            elif not lacking:
                yield _("“%(path)s”在所选各类别里填法不同，不能一起判断：请分成几条规则。") % {"path": path}


def criterion_in_words(
    text: str, definitions: Sequence[Definition], language: str, *, tables: Tables | None = None
) -> str:
    """The condition as a sentence; the text itself where it cannot be read."""
    try:
        return in_words(formula(text).node, _place(definitions, tables), language)
    except NotAFormula:
        return text


def _place(definitions: Sequence[Definition], tables: Tables | None) -> Place:
    shared = shared_definition(definitions)
    return Place(shared.by_key, tables_for(shared.code_lists) if tables is None else tables)


def criterion_spot(definitions: Sequence[Definition]) -> Spot:
    """The place of a condition over all these definitions, for whoever chooses it by fields."""
    shared = shared_definition(definitions)
    return Spot(shared, tables_for(shared.code_lists), "", None, "required_if")


def shared_definition(definitions: Sequence[Definition]) -> Definition:
    """What all of some definitions have alike, without what is sealed."""
    first, *others = definitions
    groups = (_shared_group(group, others) for group in first.groups)
    return replace(first, groups=tuple(each for each in groups if each and each.fields), rules=())


def _shared_group(group: Group, others: Collection[Definition]) -> Group | None:
    theirs = [other.by_key.get(group.key) for other in others]
    if any(each is None or each.repeat != group.repeat for each in theirs):
        return None
    alike = (
        known
        for known in group.fields
        if all(_alike(known, each.by_key.get(known.key)) for each in (group, *filter(None, theirs)))
    )
    return replace(group, fields=tuple(alike), shown_if="")


def _alike(one: Field, other: Field | None) -> bool:
    if other is None or one.is_sensitive or other.is_sensitive:
        return False
    return (one.type, one.code_list, one.options) == (other.type, other.code_list, other.options)
