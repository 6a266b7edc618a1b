"""Moves documents between published versions: reads versions and code lists once for a batch."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from talent.categories.codes.lists import tables_for
from talent.categories.codes.tables import Tables
from talent.categories.definition import read_schema
from talent.categories.models import Category, CategoryVersion
from talent.categories.moves.completeness import completeness_stays
from talent.categories.moves.effects import Effects, effects_of
from talent.categories.moves.lineages import Published, UnionField, union_of
from talent.categories.moves.moving import Moved, NotInvertible, inverse, move_through
from talent.categories.moves.routes import Plan, plan_of
from talent.categories.moves.sql import Expression, in_one_statement
from talent.categories.moves.stated import read_move
from talent.categories.versions import compile_among, definition_of, moves_of, published_versions


class Mover:
    """From any version of a category to one of them.

    `draft`: plans further on from the version in force, for a definition that is not published yet.
    """

    def __init__(self, to: CategoryVersion, *, draft: Plan | None = None) -> None:
        self.to = to
        self.draft = draft
        self._plans: dict[int, tuple[Plan, ...]] = {}

    @cached_property
    def versions(self) -> list[CategoryVersion]:
        """All versions of the category, oldest first."""
        return published_versions(self.to.category_id)

    @cached_property
    def fields(self) -> list[UnionField]:
        """Every field that any version has, as `union_over` has them."""
        return union_over(self.versions)

    @cached_property
    def tables(self) -> Tables:
        """The code lists of all versions."""
        lists = frozenset[str]().union(*(definition_of(each).code_lists for each in self.versions))
        return tables_for(lists | (self.draft.new.code_lists if self.draft else frozenset()))

    def plans(self, version_id: int) -> tuple[Plan, ...]:
        """The way from a version; empty for the version itself. A later version goes back where moves can.

        Raises NotInvertible.
        """
        if version_id not in self._plans:
            self._plans[version_id] = self._found(version_id)
        return self._plans[version_id]

    def move(self, document: Mapping[str, Any], version_id: int) -> Moved:
        """A document of any version under this one. Back to an earlier version, where a move cannot be
        undone, it stays as it stands: what that version does not know is not asked for.
        """
        if version_id == self.to.pk and self.draft is None:
            return Moved(dict(document))
        try:
            plans = self.plans(version_id)
        except NotInvertible:
            return Moved(dict(document))
        return move_through(plans, document, self.tables)

    def effects(
        self, before: Mapping[str, Any], after: Mapping[str, Any], version_id: int, language: str
    ) -> Effects:
        """What became of a document of any version on its way here; nothing on a way that is none."""
        try:
            plans = self.plans(version_id)
        except NotInvertible:
            return Effects()
        return effects_of(plans, before, after, tables=self.tables, language=language)

    def in_sql(self, version_id: int, column: str) -> Expression | None:
        """The same for the open part of many documents, in a column; None where they go one by one."""
        return in_one_statement(self.plans(version_id), column)

    def keeps_completeness(self, version_id: int) -> bool:
        """Whether documents of a version are as complete after the move as before, whatever they hold."""
        return all(completeness_stays(each) for each in self.plans(version_id))

    def _found(self, version_id: int) -> tuple[Plan, ...]:
        places = {each.pk: place for place, each in enumerate(self.versions)}
        first, last = places[version_id], places[self.to.pk]
        if first > last:
            return tuple(self._back(place) for place in range(first, last, -1))
        ahead = tuple(self._ahead(place) for place in range(first + 1, last + 1))
        return (*ahead, self.draft) if self.draft else ahead

    def _ahead(self, place: int) -> Plan:
        before, after = self.versions[place - 1], self.versions[place]
        return plan_of(moves_of(after), definition_of(before), definition_of(after))

    def _back(self, place: int) -> Plan:
        before, after = self.versions[place - 1], self.versions[place]
        return plan_of(inverse(moves_of(after)), definition_of(after), definition_of(before))


def union_over(versions: Iterable[CategoryVersion]) -> list[UnionField]:
    """The fields over versions given oldest first."""
    return union_of(Published(each.number, definition_of(each), moves_of(each)) for each in versions)


def draft_mover(category: Category) -> Mover:
    """The way of every record to what stands in a published category. Raises NotCompiled."""
    versions = published_versions(category.pk)
    compiled = compile_among(category, versions)
    current, schema = versions[-1], compiled.schema
    if current.pk != category.current_id:
        raise ValueError(category.key)
    # The version in force again: its moves lead to it, not on from it.
    stated = () if schema == current.schema else schema.get("moves", ())
    moves = [read_move(each) for each in stated]
    mover = Mover(current, draft=plan_of(moves, definition_of(current), read_schema(schema)))
    mover.versions, mover.tables = versions, compiled.tables
    return mover


def origins_of(version: CategoryVersion) -> dict[str, str]:
    """For each path of a version the name under which statistics keep its codes through all renames."""
    known = _origins.get((version.pk, version.digest))
    if known is None:
        until = [each for each in published_versions(version.category_id) if each.number <= version.number]
        standing = (each for each in union_over(until) if each.in_force)
        known = {each.path: each.origins[version.number] for each in standing}
        _origins[version.pk, version.digest] = known
    return known


_origins: dict[tuple[int, str], dict[str, str]] = {}
