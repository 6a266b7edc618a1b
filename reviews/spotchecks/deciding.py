"""What became of a record that was drawn: right, doubtful, or not to be looked at any more."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.inbox.models import Decision
from reviews.spotchecks.enums import CheckState, Outcome
from reviews.spotchecks.models import SpotCheck, SpotItem
from talent.orgs.service import Scope
from talent.records.models import Change, TalentRecord
from talent.records.service import FieldRemark, NotAllowed, deputy_of, doubt, had_a_part, visible_to
from talent.security.models import User
from talent.security.service import record_event

_DECIDED = _("这一条已由他人核查。")
_NEWER = _("“%(name)s”在您打开之后有新的内容审核通过，请看最新的内容。")
_OWN = _("“%(name)s”由您填报、上报或审核过，须由另一位审核人抽查。")
_STILL_THERE = _("这一条仍可核查，请打开核查。")


@transaction.atomic
def pass_item(*, item: SpotItem, seen: Change, by: User, scope: Scope) -> None:
    """Nothing is wrong with what was looked at (`seen`). Raises NotAllowed: decided, newer, four eyes."""
    held = _held(item)
    record = standing(held, scope)
    if record is None or record.approved_id != seen.pk:
        raise NotAllowed(seen.pk, _NEWER % {"name": seen.full_name})
    away = scope.stands_for(held.check_of.office_id)
    if had_part(record.pk, by, away):
        raise NotAllowed(seen.pk, _OWN % {"name": seen.full_name})
    _decide(held, Outcome.PASSED, by, change=seen)
    record_event(
        by=by,
        action="pass_spot_check",
        subject="change",
        subject_id=seen.pk,
        organisation_ids={record.unit_id, held.check_of.office_id},
        detail={
            "office": held.check_of.office_id,
            "record": record.pk,
            **deputy_of(away),
        },
    )


@transaction.atomic
def doubt_item(
    *, item: SpotItem, seen: Change, by: User, scope: Scope, remarks: Sequence[FieldRemark]
) -> None:
    """What was looked at is doubtful: the record is marked and its collector called. Raises NotAllowed."""
    held = _held(item)
    record = standing(held, scope)
    if record is None:
        raise NotAllowed(seen.pk, _NEWER % {"name": seen.full_name})
    reviewed_by = parts_in(record.pk)
    mark = doubt(
        record=record,
        seen=seen,
        by=by,
        office=held.check_of.office,
        remarks=remarks,
        reviewed_by=reviewed_by,
        standing_for=scope.stands_for(held.check_of.office_id),
    )
    _decide(held, Outcome.DOUBTED, by, change=seen, mark=mark.pk)


@transaction.atomic
def close_item(*, item: SpotItem, by: User, scope: Scope) -> None:
    """The record has left the scope, or nothing of it is approved any more. Raises NotAllowed."""
    held = _held(item)
    if standing(held, scope) is not None:
        raise NotAllowed(held.change_id, _STILL_THERE)
    _decide(held, Outcome.GONE, by)
    record_event(
        by=by,
        action="close_spot_check",
        subject="spot_check",
        subject_id=held.check_of_id,
        organisation_id=held.check_of.office_id,
        detail={"record": held.record_id},
    )


def standing(item: SpotItem, scope: Scope) -> TalentRecord | None:
    """The record as it can be looked at now; None where it cannot.

    It is the one to which what was drawn belongs now: of two units that became one, so did the records.
    """
    whole = visible_to(scope).filter(approved__isnull=False)
    living = Change._plain.filter(pk=item.change_id).values("record")
    return (
        whole.select_related("person", "unit", "category", "approved__version", "approved__category")
        .defer("category__groups", "category__rules", "category__moves", "approved__version__schema")
        .filter(pk__in=living)
        .first()
    )


def parts_in(record_id: int) -> set[int]:
    """Accounts that filled in, sent or decided on any change of a record, or in whose place somebody did."""
    deciders = Decision._plain.filter(change__record=record_id).values_list("by", "standing_for")
    return had_a_part(record_id).union(each for row in deciders for each in row if each is not None)


def had_part(record_id: int, by: User, standing_for: frozenset[int]) -> bool:
    """Whether `by`, or a colleague in whose place they check, had a part in a record."""
    return not ({by.pk} | standing_for).isdisjoint(parts_in(record_id))


def _held(item: SpotItem) -> SpotItem:
    rows = SpotItem._plain.select_for_update(of=("self",)).select_related("check_of__office")
    held = rows.get(pk=item.pk)
    if held.outcome:
        raise NotAllowed(held.change_id, _DECIDED)
    return held


def _decide(
    item: SpotItem, outcome: Outcome, by: User, *, change: Change | None = None, mark: int | None = None
) -> None:
    if change is not None:
        item.change_id = change.pk
    item.outcome, item.by, item.at, item.doubt_id = outcome, by, timezone.now(), mark
    item.save(update_fields=["change", "outcome", "by", "at", "doubt"])
    left = SpotItem._plain.filter(check_of=OuterRef("pk"), outcome="")
    of_this = SpotCheck._plain.filter(pk=item.check_of_id, state=CheckState.OPEN)
    of_this.filter(~Exists(left)).update(state=CheckState.DONE)
