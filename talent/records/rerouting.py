"""Waiting changes of a unit that moved go to the office that answers for it now, at the level they are at."""

from collections.abc import Iterable

from django.db import transaction

from talent.orgs.enums import Level
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.refusal import NotAllowed
from talent.records.routing import ORDER, Desks


def reroute(change_ids: Iterable[int]) -> None:
    """Give waiting changes the offices of their units as they stand now; levels that were passed stay passed.

    What is left of the route is worked out anew, so that no office is asked twice for one change. Where no
    office stands at all, a change keeps the one it has; so does a forwarded one, while that office works.
    """
    desks = Desks()
    waiting = list(
        Change._plain.filter(pk__in=list(change_ids)).select_related("unit", "waiting_office").only(*_READ)
    )
    for change in waiting:
        if _stays(change):
            continue
        try:
            change.route = _route(change, desks)
            change.waiting_office, change.forwarded = desks.office(change), False
        except NotAllowed:
            continue
    Change._plain.bulk_update(waiting, ["route", "waiting_office", "forwarded"], batch_size=500)


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
_READ = ("pk", "category_id", "state", "route", "step", "waiting_office", "forwarded", "unit")


def _stays(change: Change) -> bool:
    """An office decided that it goes there: only the end of that office undoes it."""
    office = change.waiting_office
    return change.forwarded and office is not None and office.is_active


def _route(change: Change, desks: Desks) -> list[str]:
    present = change.route[change.step]
    later = ORDER[ORDER.index(Level(present)) :]
    ahead = [each for each in desks.route(change) if each in later]
    return [*change.route[: change.step], *(ahead or [present])]
