"""The page of a change that is read, not edited: waiting, decided, or seen by a reviewer of the unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talent.categories.service import named_place, printed
from talent.collect.access import Desk
from talent.collect.further import further
from talent.collect.newest import is_here, successor_of
from talent.collect.opening import open_change
from talent.collect.papers import change_url
from talent.collect.reading import Reading, reading_of
from talent.collect.stuck import stuck
from talent.collect.wording import category_name, language
from talent.orgs.enums import Level
from talent.records.enums import EDITABLE, FINAL, OPEN, ChangeState
from talent.records.models import Change
from talent.records.service import exchanges_of, told_doubt, unit_facts


def show_change(
    request: HttpRequest, desk: Desk, change: Change, *, problem: str = "", answer: str = ""
) -> HttpResponse:
    """Every value in full, where the change waits, what reviewers said, and what can be done next.

    `answer`: what was typed as the answer to a question, with the `problem` that keeps it from being sent.
    """
    newer = open_change_of(desk, change) or successor_of(desk, change)
    context = {
        "desk": desk,
        "change": change,
        "title": category_name(change.category),
        "reading": read_change(desk, change),
        "remarks": [
            (each, named_place(change.version, each.path)) for each in change.remarks.select_related("by")
        ],
        "route": [Level(each).label for each in change.route],
        "stuck": stuck(change),
        "at": str(change.level and Level(change.level).label),
        "withdraw": change_url("withdraw", change)
        if desk.fills and change.state == ChangeState.WAITING
        else "",
        "leave": change_url("leave", change) if desk.fills and change.state == ChangeState.ACCEPTED else "",
        "exchanges": exchanges_of(change) if change.submitted_at else None,
        "answer_href": change_url("answer", change) if desk.fills else "",
        "problem": problem,
        "problems": [("#answer", problem)],
        "typed": answer,
        "invites": desk.fills and change.record.held,
        "amend": desk.fills and change.state in FINAL and newer is None and is_here(desk, change),
        "newest": change_url("change", newer) if change.state in FINAL and newer is not None else "",
        **_doubted(change),
    }
    status = 422 if problem else 200
    return render(request, "collect/change.html", context | further(desk, change), status=status)


def _doubted(change: Change) -> dict[str, Any]:
    """The mark upon what is in force, and the way to its correction."""
    told = told_doubt(change)
    under_way = told["doubt"] and told["doubt"].correction.state in EDITABLE
    return told | {"correct": change_url("change", told["doubt"].correction) if under_way else ""}


def read_change(desk: Desk, change: Change) -> Reading:
    """The values of a change as text, opened for the account of this desk."""
    document = open_change(change, by=desk.user)
    return reading_of(printed(change.version, document, language(), unit=unit_facts(change.unit)))


def open_change_of(desk: Desk, change: Change | None) -> Change | None:
    """The change of the same record that is already under way."""
    if change is None:
        return None
    under_way = desk.changes().filter(record=change.record_id, state__in=OPEN)
    return under_way.only("full_name", "state", "unit_id").first()
