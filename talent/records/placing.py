"""The rows of people follow their unit: when it moves, becomes part of another one, or closes.

What is left to do is seen from the rows themselves: those whose columns differ from their unit's, and those
of a unit that has a successor. So the work goes in chunks, and a job that was killed simply goes on.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from talent.jobs.service import defer
from talent.orgs.models import Organisation
from talent.records.attachments.following import follow_unit
from talent.records.enums import OPEN, ChangeState
from talent.records.merging import take_over
from talent.records.models import Change, TalentRecord, placement
from talent.records.questioning import lapse
from talent.records.rerouting import reroute
from talent.records.signals import records_changed
from talent.security.service import record_event

CHUNK = 2000
#: Whoever was writing a row while its unit moved has written it by then.
_LATER = timedelta(minutes=1)


@transaction.atomic
def place_chunk(unit_id: int) -> bool:
    """Put so many rows of a unit where the unit is now, or into its successor; whether more may be left.

    Changes are locked before records, as by everybody who decides on them.
    """
    unit = Organisation.objects.get(pk=unit_id)
    successor = successor_of(unit)
    if successor is not None:
        ids = list(
            TalentRecord._plain.filter(_begun(), unit=unit)
            .order_by("pk")
            .values_list("pk", flat=True)[:CHUNK]
        )
        done = take_over(record_ids=ids, unit=unit, successor=successor)
        _log(unit, len(done))
        return len(ids) == CHUNK
    changes = list(
        _misplaced(Change, unit)
        .select_for_update(of=("self",), no_key=True)
        .only("pk", "state")
        .order_by("pk")[:CHUNK]
    )
    Change._plain.filter(pk__in=[each.pk for each in changes]).update(**placement(unit))
    reroute(each.pk for each in changes if each.state == ChangeState.WAITING)
    follow_unit(unit)
    records = dict(_misplaced(TalentRecord, unit).order_by("pk").values_list("pk", "approved_id")[:CHUNK])
    TalentRecord._plain.filter(pk__in=records).update(**placement(unit))
    if approved := [pk for pk, change in records.items() if change is not None]:
        records_changed.send(TalentRecord, record_ids=approved)
    _log(unit, len(records))
    return CHUNK in (len(changes), len(records))


def place(unit_id: int) -> None:
    """Put all rows of a unit where they belong, chunk by chunk; the same done twice."""
    while place_chunk(unit_id):
        pass


def place_soon(unit_ids: Iterable[int]) -> None:
    """The first chunk of each unit at once, in the caller's transaction, and what is left by a job.

    The job comes in any case: somebody may be proposing people of the unit at this very moment.
    """
    for unit_id in unit_ids:
        place_chunk(unit_id)
        defer("records.place", at=timezone.now() + _LATER, unit=unit_id)


def let_stand(unit_ids: Iterable[int]) -> None:
    """A unit that stopped reviews nothing more: what waited at its own step is taken back to its drafts.

    What waits at the offices above is decided there.
    """
    held = Change._plain.select_for_update(of=("self",), no_key=True).filter(
        unit__in=list(unit_ids), state=ChangeState.WAITING, waiting_office__in=list(unit_ids)
    )
    rows = list(held.only("pk", "record_id", "asked").order_by("pk"))
    lapse(rows)
    Change._plain.filter(pk__in=[each.pk for each in rows]).update(
        state=ChangeState.WITHDRAWN,
        waiting_office=None,
        deadline=None,
        waiting_since=None,
        asked="",
        forwarded=False,
    )
    left = TalentRecord._plain.filter(pk__in=[each.record_id for each in rows], approved__isnull=True)
    left.update(held=False)


def successor_of(unit: Organisation) -> Organisation | None:
    """The unit that a unit became part of, itself or by way of others; None where it stands for itself."""
    current = unit
    while current.merged_into is not None:
        current = current.merged_into
    return None if current == unit else current


def place_all() -> None:
    """Units with rows that are not where they belong: the nightly look finds what nothing else has."""
    astray = set()
    for model in (TalentRecord, Change):
        moved = (
            ~Q(region_code=F("unit__managing_region"))
            | ~Q(seat_code=F("unit__seat_region"))
            | ~Q(industry=F("unit__industry"))
            | Q(system__isnull=True, unit__administrative_department__isnull=False)
            | Q(system__isnull=False, unit__administrative_department__isnull=True)
            | ~Q(system=F("unit__administrative_department"))
            & Q(system__isnull=False, unit__administrative_department__isnull=False)
        )
        astray |= set(model._plain.filter(moved).order_by().values_list("unit", flat=True).distinct())
    joined = TalentRecord._plain.filter(_begun(), unit__merged_into__isnull=False)
    astray |= set(joined.order_by().values_list("unit", flat=True).distinct())
    for unit_id in sorted(astray):
        place(unit_id)


def _misplaced[M: (TalentRecord, Change)](model: type[M], unit: Organisation) -> QuerySet[M]:
    """The rows of a unit whose columns are not the unit's."""
    stands = placement(unit)
    system = stands["system_id"]
    elsewhere = Q(system__isnull=False) if system is None else ~Q(system=system) | Q(system__isnull=True)
    for name in ("region_code", "seat_code", "industry"):
        elsewhere |= ~Q(**{name: stands[name]})
    return model._plain.filter(elsewhere, unit=unit)


def _begun() -> Q:
    """Records that hold or begin something; others are what a merger left behind."""
    return Q(held=True) | Q(Exists(Change._plain.filter(record=OuterRef("pk"), state__in=OPEN)))


def _log(unit: Organisation, count: int) -> None:
    if count:
        record_event(
            by=None,
            action="place_people",
            subject="organisation",
            subject_id=unit.pk,
            organisation_id=unit.pk,
            detail={"count": count},
        )
