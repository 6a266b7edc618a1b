"""Waiting changes go to the office that answers now: when their unit moved, or their office cannot decide.

A changed rule alone moves nothing: what waits keeps the levels that it was sent with. Where it is routed anew
anyway, levels that rules ask for by then are added; none that it had is taken away.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import RegionNode, organisations_within, reach_of, region_nodes
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change
from talent.records.questioning import lapse
from talent.records.refusal import NotAllowed
from talent.records.routing import ORDER, Desks


def reroute(change_ids: Iterable[int]) -> int:
    """Give waiting changes the offices of their units as they stand now; levels that were passed stay passed.
    Returns how many wait elsewhere than before.

    What is left of the route is worked out anew, so that no office is asked twice for one change. Where no
    office stands at all, a change keeps the one it has; so does a forwarded one, while somebody reviews at
    that office and it answers for the unit. Another office has a term of its own, and what was asked before
    needs no answer there.
    """
    desks = Desks()
    rows = Change._plain.filter(pk__in=list(change_ids)).select_related("unit", "waiting_office")
    waiting = list(rows.only(*_READ))
    moved: list[Change] = []
    desks.gather_routes(waiting)
    staying = _staying(waiting)
    for change in waiting:
        if change.pk in staying:
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


def _staying(waiting: Iterable[Change]) -> set[int]:
    """An office decided that these go where they are, and there they can be decided still."""
    sent = [each for each in waiting if each.forwarded and each.waiting_office is not None]
    regions = region_nodes() if sent else ()
    able: dict[tuple[int, int], bool] = {}
    for change in sent:
        office = change.waiting_office
        if office is not None and (office.pk, change.unit_id) not in able:
            able[office.pk, change.unit_id] = _can_decide(office, change.unit_id, regions)
    return {each.pk for each in sent if able[each.waiting_office_id or 0, each.unit_id]}


def _can_decide(office: Organisation, unit_id: int, regions: Iterable[RegionNode]) -> bool:
    """Whether somebody reviews at an office today, and finds the unit there: it may have moved meanwhile."""
    grants = Membership.objects.on(timezone.localdate()).filter(
        organisation=office, role=Role.HR_REVIEWER, user__is_active=True
    )
    within = organisations_within(reach_of(office, regions)).filter(pk=unit_id)
    return office.is_active and grants.exists() and within.exists()


def _route(change: Change, desks: Desks) -> list[str]:
    present = change.route[change.step]
    later = ORDER[ORDER.index(Level(present)) :]
    ahead = [each for each in desks.route(change, also=change.route[change.step :]) if each in later]
    return [*change.route[: change.step], *(ahead or [present])]
