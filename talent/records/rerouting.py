"""Waiting changes go to the office that answers now: when their unit moved, or their office cannot decide.

A changed rule alone moves nothing: what waits keeps the levels that it was sent with. Where it is routed anew
anyway, levels that rules ask for by then are added; none that it had is taken away.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from talent.orgs.enums import Level
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change
from talent.records.questioning import lapse
from talent.records.refusal import NotAllowed
from talent.records.routing import ORDER, Desks


def reroute(change_ids: Iterable[int]) -> int:
    """Give waiting changes the offices of their units as they stand now; levels that were passed stay passed.
    Returns how many wait elsewhere than before.

    What is left of the route is worked out anew, so that no office is asked twice for one change. Where no
    office stands at all, a change keeps the one it has; so does a forwarded one, while that office works.
    Another office has a term of its own, and what was asked before needs no answer there.
    """
    desks = Desks()
    rows = Change._plain.filter(pk__in=list(change_ids)).select_related("unit", "waiting_office")
    waiting = list(rows.only(*_READ))
    moved: list[Change] = []
    desks.gather_routes(waiting)
    for change in waiting:
        if _stays(change):
            continue
        before, term = change.waiting_office_id, (change.deadline, change.waiting_since)
        try:
            change.route = _route(change, desks)
            desks.wait_from(change, change.step)
            change.forwarded = False
        except NotAllowed:
            continue
        if change.waiting_office_id == before:
            change.deadline, change.waiting_since = term
        else:
            moved.append(change)
    _close_questions(moved)
    Change._plain.bulk_update(waiting, _WRITTEN, batch_size=500)
    desks.tell()
    return len(moved)


def _close_questions(moved: Sequence[Change]) -> None:
    """What the earlier office asked needs no answer any more: the new one has a whole term, and asks itself.

    An answer that was given stays, and goes along.
    """
    lapse(moved)
    for change in moved:
        if change.asked == Asked.OPEN:
            change.asked = ""


def reroute_area(code: int) -> None:
    """All waiting changes of the units of a region, to the offices that answer now; the same done twice."""
    after = 0
    while True:
        with transaction.atomic():
            found = Change._plain.filter(state=ChangeState.WAITING, unit__managing_region=code, pk__gt=after)
            held = found.select_for_update(of=("self",), no_key=True).order_by("pk")
            ids = list(held.values_list("pk", flat=True)[:_CHUNK])
            reroute(ids)
        if len(ids) < _CHUNK:
            return
        after = ids[-1]


_CHUNK = 2000
_WRITTEN = (
    "route",
    "step",
    "waiting_office",
    "deadline",
    "waiting_since",
    "passed_over",
    "forwarded",
    "asked",
)
_READ = ("pk", "category_id", "version_id", "state", "unit", *_WRITTEN)


def _stays(change: Change) -> bool:
    """An office decided that it goes there: only the end of that office undoes it."""
    office = change.waiting_office
    return change.forwarded and office is not None and office.is_active


def _route(change: Change, desks: Desks) -> list[str]:
    present = change.route[change.step]
    later = ORDER[ORDER.index(Level(present)) :]
    ahead = [each for each in desks.route(change, also=change.route[change.step :]) if each in later]
    return [*change.route[: change.step], *(ahead or [present])]
