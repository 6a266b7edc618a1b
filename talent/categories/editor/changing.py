"""What a draft changes against the version in force, and one version against another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from talent.categories.codes.lists import tables_for
from talent.categories.codes.needed import lists_read_by
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition
from talent.categories.editor.comparing import Comparison, compare
from talent.categories.editor.drafting import Draft, draft_of
from talent.categories.editor.fates import Step, Way, back
from talent.categories.editor.refusals import Refusal, refusals
from talent.categories.editor.revisions import Card, cards_of, speakers_of, with_stops
from talent.categories.editor.ruledetails import UNIT_TYPES
from talent.categories.models import Category, CategoryVersion, CodeList
from talent.categories.versions import definition_of, moves_of


@dataclass(frozen=True)
class Changes:
    """`complaints`: what keeps the draft from being published; `first`: there is nothing to compare with."""

    cards: list[Card]
    complaints: tuple[Refusal, ...] = ()
    first: bool = False


def changes_of(category: Category) -> Changes:
    """What an unsaved or saved draft would change if it were published now."""
    return changes_of_draft(draft_of(category), category)


def changes_of_draft(draft: Draft, category: Category, *, since: CategoryVersion | None = None) -> Changes:
    """The same of a draft of it that was read already. `since`: an earlier version to compare it with."""
    current = category.current
    first = since or current
    before = definition_of(first) if first else None
    steps = [*_between(first, current), *([Step(definition_of(current), draft.moves)] if current else ())]
    cards = _cards(before, draft.definition, steps, draft.known)
    return _stopped(cards, draft, category, first=before is None)


def changes_between(before: CategoryVersion | None, after: CategoryVersion) -> Changes:
    """What a version changed against another one; against none, all that it has."""
    known = definition_of(before) if before else None
    return Changes(_cards(known, definition_of(after), list(_between(before, after))), first=before is None)


def changes_from(saved: Category, typed: Category) -> Changes:
    """What somebody typed against what somebody else has saved meanwhile."""
    base, draft = draft_of(saved), draft_of(typed)
    moves = tuple(each for each in draft.moves if each not in base.moves)
    steps = [Step(base.definition, moves)]
    cards = _cards(base.definition, draft.definition, steps, base.known | draft.known)
    return _stopped(cards, draft, typed)


def _stopped(cards: Sequence[Card], draft: Draft, category: Category, *, first: bool = False) -> Changes:
    """With what keeps the draft from being published: placed in the category, and beside what it is about."""
    placed = tuple(refusals(category, draft.complaints)) if draft.complaints else ()
    return Changes(with_stops(cards, draft.complaints), placed, first)


def _between(one: CategoryVersion | None, other: CategoryVersion | None) -> Iterator[Step]:
    """The steps from a version to another; to an earlier one as far as they can be taken back."""
    if one is None or other is None or one.number == other.number:
        return
    low, high = sorted((one.number, other.number))
    whole = CategoryVersion.objects.filter(category=one.category_id, number__range=(low, high))
    found = list(whole.order_by("number"))
    pairs = list(pairwise(found))
    if one.number < other.number:
        yield from (Step(definition_of(old), moves_of(new)) for old, new in pairs)
    else:
        yield from (Step(definition_of(new), back(moves_of(new))) for old, new in reversed(pairs))


def _cards(
    before: Definition | None, after: Definition, steps: Sequence[Step], known: Tables | None = None
) -> list[Card]:
    """`known`: lists that were read already; the others are read where there is something to say."""
    comparison, tables = compare(before, after, Way(before, steps)), known or {}
    if not comparison:
        return []
    wanted = {key for each in (before, after) if each for key in lists_read_by(each)}
    wanted |= {UNIT_TYPES} if comparison.rules else set()
    if missing := wanted - tables.keys():
        tables = tables | tables_for(missing)
    lists = _named(comparison)
    names = {each.key: str(each) for each in CodeList.objects.filter(key__in=lists)} if lists else {}
    return cards_of(comparison, speakers_of(before, after, tables=tables, lists=names))


def _named(comparison: Comparison) -> set[str]:
    """The lists that cards speak of by name."""
    fields = [each for group in comparison.groups for each in group.fields]
    added = {each.field.code_list for each in fields if each.kind == "added"}
    changed = (each for known in fields for each in known.changes if each.name == "code_list")
    return {*added, *(key for each in changed for key in (each.before, each.after))} - {""}
