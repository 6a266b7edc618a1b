"""What a draft changes against the version in force, and one version against another."""

from dataclasses import dataclass

from talent.categories.editor.comparing import compare
from talent.categories.editor.drafting import Draft, draft_of
from talent.categories.editor.halftyped import Complaint
from talent.categories.editor.revisions import Card, cards_of, with_stops
from talent.categories.models import Category, CategoryVersion
from talent.categories.versions import definition_of


@dataclass(frozen=True)
class Changes:
    """`complaints`: what keeps the draft from being published; `first`: there is nothing to compare with."""

    cards: list[Card]
    complaints: tuple[Complaint, ...] = ()
    first: bool = False


def changes_of(category: Category) -> Changes:
    """What an unsaved or saved draft would change if it were published now."""
    return changes_of_draft(draft_of(category), category.current)


def changes_of_draft(draft: Draft, current: CategoryVersion | None) -> Changes:
    """The same of a draft that was read already."""
    before = definition_of(current) if current else None
    cards = with_stops(cards_of(compare(before, draft.definition)), draft.complaints)
    return Changes(cards, draft.complaints, before is None)


def changes_between(before: CategoryVersion | None, after: CategoryVersion) -> Changes:
    """What a version changed against an earlier one; against none, all that it has."""
    known = definition_of(before) if before else None
    return Changes(cards_of(compare(known, definition_of(after))), first=before is None)


def changes_from(saved: Category, typed: Category) -> Changes:
    """What somebody typed against what somebody else has saved meanwhile."""
    draft = draft_of(typed)
    cards = cards_of(compare(draft_of(saved).definition, draft.definition))
    return Changes(with_stops(cards, draft.complaints), draft.complaints)
