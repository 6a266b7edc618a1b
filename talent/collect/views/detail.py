"""The page of a change that is read, not edited: waiting, decided, or seen by a reviewer of the unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talent.categories.service import printed
from talent.collect.access import Desk
from talent.collect.opening import open_change
from talent.collect.papers import change_url
from talent.collect.reading import Reading, reading_of
from talent.collect.wording import category_name, language
from talent.orgs.enums import Level
from talent.records.enums import FINAL, OPEN, ChangeState
from talent.records.models import Change


def show_change(request: HttpRequest, desk: Desk, change: Change) -> HttpResponse:
    """Every value in full, where the change waits, what reviewers said, and what can be done next."""
    context = {
        "desk": desk,
        "change": change,
        "title": category_name(change.category),
        "reading": read_change(desk, change),
        "remarks": change.remarks.select_related("by"),
        "route": [Level(each).label for each in change.route],
        "at": str(change.level and Level(change.level).label),
        "withdraw": change_url("withdraw", change)
        if desk.fills and change.state == ChangeState.WAITING
        else "",
        "amend": desk.fills and change.state in FINAL and not _is_open(desk, change),
    }
    return render(request, "collect/change.html", context)


def read_change(desk: Desk, change: Change) -> Reading:
    """The values of a change as text, opened for the account of this desk."""
    return reading_of(printed(change.version, open_change(change, by=desk.user), language()))


def _is_open(desk: Desk, change: Change) -> bool:
    """Whether a later change of the same record is already under way."""
    return desk.changes().filter(record=change.record_id, state__in=OPEN).exists()
