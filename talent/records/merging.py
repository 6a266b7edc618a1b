"""The people of a unit that became part of another one: their records and what is under way go with them.

Earlier decisions keep the unit under which they were made.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from talent.orgs.models import Organisation
from talent.records.attachments.following import follow
from talent.records.enums import OPEN, ChangeState
from talent.records.models import Attachment, Change, Doubt, Person, TalentRecord, placement
from talent.records.redirecting import redirect_transfers
from talent.records.rerouting import reroute
from talent.records.signals import records_changed
from talent.records.telling import tell_of_merger


def take_over(*, record_ids: Sequence[int], unit: Organisation, successor: Organisation) -> list[int]:
    """Make records of a unit those of its successor, in the caller's transaction; returns all that changed.

    People, then changes, then records are locked, in the order of everybody who decides on them.
    """
    people = Person._plain.filter(records__in=record_ids).order_by("blind_index").values("pk")
    ordered = Person._plain.filter(pk__in=people).order_by("blind_index")
    list(ordered.select_for_update(no_key=True).values_list("pk"))
    list(
        Change._plain.select_for_update(no_key=True).filter(record__in=record_ids).order_by("pk").values("pk")
    )
    redirect_transfers(unit, successor)
    records = list(TalentRecord._plain.filter(pk__in=record_ids, unit=unit).order_by("pk"))
    twins = _twins(records, successor)
    alone = [each.pk for each in records if (each.person_id, each.category_id) not in twins]
    _follow(alone, successor)
    changed = list(alone)
    for each in records:
        if twin := twins.get((each.person_id, each.category_id)):
            _fold(each, twin, successor)
            changed += [each.pk, twin.pk]
    if changed:
        records_changed.send(TalentRecord, record_ids=sorted(changed))
    return changed


def _twins(records: Iterable[TalentRecord], successor: Organisation) -> dict[tuple[int, int], TalentRecord]:
    """What the successor has already of the same people in the same categories."""
    people = {each.person_id for each in records}
    theirs = TalentRecord._plain.select_for_update(no_key=True).filter(unit=successor, person__in=people)
    return {(each.person_id, each.category_id): each for each in theirs.order_by("pk")}


def _follow(record_ids: Sequence[int], successor: Organisation) -> None:
    """Records, what is approved of them and what is under way get the successor's place."""
    with_them = _moving(record_ids)
    waiting = list(with_them.filter(state=ChangeState.WAITING).values_list("pk", flat=True))
    with_them.update(**placement(successor))
    TalentRecord._plain.filter(pk__in=record_ids).update(**placement(successor))
    follow(record_ids, successor)
    reroute(waiting)


def _moving(record_ids: Sequence[int]) -> QuerySet[Change]:
    approved = TalentRecord._plain.filter(pk__in=record_ids, approved__isnull=False).values("approved")
    return Change._plain.filter(Q(record__in=record_ids, state__in=OPEN) | Q(pk__in=approved))


def _fold(record: TalentRecord, twin: TalentRecord, successor: Organisation) -> None:
    """Both units have the person: the one record goes on, with what is approved and held of either.

    Of two changes under way the one of the unit that held the person goes on; the other one ends.
    """
    ended = _one_under_way(record, twin)
    moving = [*_moving([record.pk]).values_list("pk", flat=True), *ended]
    held, approved, at = record.held, record.approved_id, record.approved_at
    TalentRecord._plain.filter(pk=record.pk).update(held=False, approved=None, approved_at=None)
    Change._plain.filter(record=record).update(record=twin)
    Attachment._plain.filter(record=record).update(record=twin)
    Doubt._plain.filter(record=record).update(record=twin)
    follow([twin.pk], successor)
    if held:
        TalentRecord._plain.filter(pk=twin.pk).update(held=True, approved=approved, approved_at=at)
    Change._plain.filter(pk__in=moving).update(**placement(successor))
    reroute(Change._plain.filter(pk__in=moving, state=ChangeState.WAITING).values_list("pk", flat=True))
    told = Change._plain.filter(pk__in=ended).select_related("category")
    for change in told.defer("category__groups", "category__rules", "data", "sealed"):
        tell_of_merger(change, unit=record.unit, successor=successor)


def _one_under_way(record: TalentRecord, twin: TalentRecord) -> list[int]:
    """End one of two changes under way; what was typed in it stays, at the successor. Which one, if any."""
    under_way = Change._plain.filter(record__in=[record, twin], state__in=OPEN)
    if under_way.count() < 2:
        return []
    loser = twin if record.held else record
    ended = list(under_way.filter(record=loser).values_list("pk", flat=True))
    Change._plain.filter(pk__in=ended).update(
        state=ChangeState.REJECTED,
        waiting_office=None,
        deadline=None,
        waiting_since=None,
        asked="",
        forwarded=False,
        decided_at=timezone.now(),
    )
    return ended
