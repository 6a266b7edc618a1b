"""What is approved may be found doubtful at any time (notice 四(三)): it is marked, and goes to be corrected.

People are locked first, then the change, then the record, in the order of everybody who decides on them.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models import Organisation
from talent.records.correcting import call_for_correction, open_change
from talent.records.counting import hold_settings
from talent.records.enums import ChangeState, DoubtEnd, Source
from talent.records.models import Change, Doubt, Person, Remark, TalentRecord
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import review_settings
from talent.records.routing import deputy_of
from talent.records.signals import records_changed
from talent.records.telling import tell_of_doubt, tell_of_lifted_doubt
from talent.records.wording import FieldRemark, field_remarks, words
from talent.security.models import User
from talent.security.service import record_event

_NEWER = _("“%(name)s”在您打开之后有新的内容审核通过或已不在库，请看最新的内容。")
_DOUBTED = _("“%(name)s”已被标为存疑，正等待改正。")
_OWN = _("“%(name)s”由您填报、上报或审核过，须由另一位审核人抽查。")
_OWN_MARK = _("“%(name)s”由您填报、上报或审核过，存疑标记须由另一位审核人解除。")
_NO_WORDS = _("请至少写明一处存疑的原因。")
_OVER = _("“%(name)s”的存疑标记已经解除。")
_NO_REASON = _("解除存疑须写明原因。")
_SETTLED = _("存疑已由审核机构解除，不必再改。")


@transaction.atomic
def doubt(
    *,
    record: TalentRecord,
    seen: Change,
    by: User,
    office: Organisation,
    remarks: Sequence[FieldRemark],
    reviewed_by: Iterable[int] = (),
    standing_for: frozenset[int] = frozenset(),
) -> Doubt:
    """Mark what is approved of a record as doubtful, and send its collector the remarks.

    `seen`: the approved version that was looked at. `reviewed_by`: further accounts that had a part in it.
    `standing_for`: in whose place `by` looks, whose eyes count as well. Raises NotAllowed: another version
    stands meanwhile, it is marked already, no words, or one of these had a part in it: nothing is written.
    """
    said = field_remarks(seen.pk, remarks)
    held, under_way = _locked(record)
    named = {"name": seen.full_name}
    if held is None or held.approved_id != seen.pk:
        raise NotAllowed(seen.pk, _NEWER % named)
    if not said:
        raise NotAllowed(seen.pk, _NO_WORDS)
    if not ({by.pk} | standing_for).isdisjoint(had_a_part(held.pk).union(reviewed_by)):
        raise NotAllowed(seen.pk, _OWN % named)
    if Doubt._plain.filter(record=held, ended_at__isnull=True).exists():
        raise NotAllowed(seen.pk, _DOUBTED % named)
    hold_settings()
    row = Doubt.objects.create(
        record=held,
        change=seen,
        correction=call_for_correction(held, under_way, by=by, remarks=said),
        office=office,
        by=by,
        reason=next((each.text for each in said if not each.path), ""),
    )
    _log("doubt", row, by, standing_for)
    records_changed.send(TalentRecord, record_ids=[held.pk])
    tell_of_doubt(row)
    return row


@transaction.atomic
def lift_doubt(
    *,
    row: Doubt,
    by: User,
    reason: str,
    reviewed_by: Iterable[int] = (),
    standing_for: frozenset[int] = frozenset(),
) -> Doubt:
    """End the mark, since what is approved is right after all. Raises NotAllowed.

    Whoever had a part in it clears it as little as they could check it (four eyes, as in `doubt`).
    The remarks bind no longer. A correction that its collector has not touched ends; one that was typed in
    goes its way.
    """
    record = TalentRecord._plain.get(pk=row.record_id)
    _locked(record)
    held = Doubt._plain.select_for_update(of=("self",)).select_related("change", "record__unit", "office")
    row = held.get(pk=row.pk)
    if not row.is_open:
        raise NotAllowed(row.change_id, _OVER % {"name": row.change.full_name})
    if not (said := words(row.change_id, reason, label=_("解除原因"))):
        raise NotAllowed(row.change_id, _NO_REASON)
    if not ({by.pk} | standing_for).isdisjoint(had_a_part(row.record_id).union(reviewed_by)):
        raise NotAllowed(row.change_id, _OWN_MARK % {"name": row.change.full_name})
    row.ended_at, row.ended_by, row.ended_how = timezone.now(), by, DoubtEnd.LIFTED
    row.end_reason = said
    row.save(update_fields=["ended_at", "ended_by", "ended_how", "end_reason"])
    _settle(row, by)
    _log("lift_doubt", row, by, standing_for)
    records_changed.send(TalentRecord, record_ids=[row.record_id])
    tell_of_lifted_doubt(row)
    return row


def had_a_part(record_id: int) -> set[int]:
    """Accounts that filled in, sent or passed any change of a record."""
    hands = ("created_by", "updated_by", "submitted_by", "editors", "reviewers")
    found: set[int] = set()
    for *accounts, editors, reviewers in Change._plain.filter(record=record_id).values_list(*hands):
        found.update(chain((each for each in accounts if each is not None), editors, reviewers))
    return found


def open_doubts(records: Iterable[int]) -> QuerySet[Doubt]:
    """The standing marks of records, each with its office; the caller has seen the records."""
    return Doubt._plain.filter(record__in=records, ended_at__isnull=True).select_related(
        "office", "correction"
    )


def told_doubt(change: Change) -> dict[str, Any]:
    """For a page about what is approved, or about its correction: the standing mark, in one statement.

    `counted`: whether the approved content counts meanwhile. No other change carries the mark.
    """
    if change.state not in (ChangeState.ACCEPTED, ChangeState.RETURNED):
        return {"doubt": None, "counted": True}
    about = Q(record__approved=change.pk) | Q(correction=change.pk)
    found = open_doubts([change.record_id]).filter(about).first()
    return {"doubt": found, "counted": review_settings().count_doubted}


def doubts_of(record_id: int) -> list[Doubt]:
    """All marks that a record had, the newest first; the caller has seen the record."""
    return list(
        Doubt._plain.filter(record=record_id).select_related("office", "by", "ended_by").order_by("-pk")
    )


def _locked(record: TalentRecord) -> tuple[TalentRecord | None, Change | None]:
    """The record and what is under way of it, held; None for one that has nothing approved.

    Read after it is locked: else a record that was being approved meanwhile would come with another version.
    """
    list(Person._plain.select_for_update(no_key=True).filter(pk=record.person_id).values("pk"))
    under_way = open_change(record)
    list(TalentRecord._plain.select_for_update(no_key=True).filter(pk=record.pk).values("pk"))
    whole = TalentRecord._plain.filter(pk=record.pk, approved__isnull=False)
    return whole.select_related("unit", "approved__version").first(), under_way


def _settle(row: Doubt, by: User) -> None:
    """The remarks bind no longer; a correction in which nothing was typed has nothing to go on for."""
    raised = Remark.objects.filter(change=row.correction_id, by=row.by_id, acted_on=False)
    raised.update(acted_on=True, answer=str(_SETTLED))
    untouched = Change._plain.filter(pk=row.correction_id, state=ChangeState.RETURNED, source=Source.CHECK)
    if untouched.update(state=ChangeState.REJECTED, decided_at=row.ended_at, lock=F("lock") + 1):
        Remark.objects.create(change_id=row.correction_id, text=row.end_reason, by=by, acted_on=True)


def _log(action: str, row: Doubt, by: User, standing_for: frozenset[int]) -> None:
    record_event(
        by=by,
        action=action,
        subject="change",
        subject_id=row.change_id,
        organisation_ids={row.record.unit_id, row.office_id},
        detail={
            "office": row.office_id,
            "record": row.record_id,
            **deputy_of(standing_for),
        },
    )
