"""Saving the rows of a grid: what is good becomes drafts, everything else stays in the grid and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from talent.categories.models import CategoryVersion
from talent.categories.service import Problem
from talent.collect.access import Desk
from talent.collect.gridtext import Row
from talent.records.enums import Source
from talent.records.models import Change
from talent.records.service import Proposal, propose_many

#: Without these nobody can be found again, so that not even a draft is kept.
NEEDED_FOR_DRAFT = frozenset({"identity.id_type", "identity.id_number", "identity.full_name"})

Kind = Literal["saved", "there", "refused", "waiting", "elsewhere", "doubled"]


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `there`: the unit has this person already, and nothing was written over."""

    kind: Kind
    problems: tuple[Problem, ...] = ()
    change: Change | None = None


class _Stood(RuntimeError):
    """Rows about people who stand in the unit already, by their place."""

    def __init__(self, places: Mapping[int, Change]) -> None:
        super().__init__(len(places))
        self.places = places


def document_of(row: Row) -> dict[str, Any]:
    """The document of one row: text by field, the first row of groups that repeat."""
    found: dict[str, Any] = {}
    for path, text in row.items():
        if not text:
            continue
        group, *number, key = path.split(".")
        if number:
            found.setdefault(group, [{}])[0][key] = text
        else:
            found.setdefault(group, {})[key] = text
    return found


def save_rows(*, desk: Desk, version: CategoryVersion, rows: Sequence[Row]) -> list[Outcome]:
    """Save each good row as a draft of somebody new to the unit; one outcome a row, in order.

    A grid shows a part of the fields: whoever stands in the unit already is changed in the form, where all
    of them are, and never here.
    """
    left, found = dict(enumerate(rows)), dict[int, Outcome]()
    while left:
        try:
            found |= _save(desk, version, left)
            break
        except _Stood as stood:
            found |= {place: Outcome("there", change=change) for place, change in stood.places.items()}
            left = {place: row for place, row in left.items() if place not in stood.places}
    return [found[place] for place in range(len(rows))]


@transaction.atomic
def _save(desk: Desk, version: CategoryVersion, rows: Mapping[int, Row]) -> dict[int, Outcome]:
    """Save all or, where somebody stood there, none. Raises _Stood."""
    proposals = propose_many(
        version=version,
        unit=desk.organisation,
        raws=[document_of(row) for row in rows.values()],
        by=desk.user,
        source=Source.UNIT,
    )
    pairs = list(zip(rows, proposals, strict=True))
    stood = {place: each.change for place, each in pairs if each.change is not None and _stood(each)}
    if stood:
        raise _Stood(stood)
    return {place: _outcome(each) for place, each in pairs}


def _stood(proposal: Proposal) -> bool:
    """A fresh change is written once, and its record has nothing in force."""
    change = proposal.change
    if change is None or proposal.kind not in ("changed", "same"):
        return False
    return proposal.kind == "same" or change.lock > 1 or change.record.approved_id is not None


def _outcome(proposal: Proposal) -> Outcome:
    match proposal.kind:
        case "new" | "changed" | "same":
            return Outcome("saved", change=proposal.change)
        case "refused":
            return Outcome("refused", _in_the_way(proposal))
        case kind:
            return Outcome(kind, change=proposal.change)


def _in_the_way(proposal: Proposal) -> tuple[Problem, ...]:
    """Only what keeps a draft from being saved; what is still missing may be filled in later."""
    cleaned = proposal.cleaned
    return tuple(
        each for each in cleaned.problems if each in cleaned.invalid or each.path in NEEDED_FOR_DRAFT
    )
