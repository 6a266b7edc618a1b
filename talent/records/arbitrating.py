"""Transfers that nobody answered in time: the office above both units decides in the place of the unit."""

from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, common_office
from talent.records.enums import EDITABLE, OPEN_TRANSFERS, ChangeState, TransferState
from talent.records.models import Change, TalentRecord, Transfer
from talent.records.telling import tell_of_decided_transfer
from talent.records.transferring import (
    GONE,
    NO_REASON,
    NOT_HERE,
    NoTransfer,
    both_units,
    end_transfer,
    locked_transfer,
    move,
    records_held,
)
from talent.security.models import User
from talent.security.service import record_event

_NOT_YET = _("答复期限还没有过，先由单位答复。")
_WAITS = _("“%(name)s”有一份变更正在待审，请先审核办结，再决定调动。")
_CLOSED = _("新单位已经停用，这项调动只能不同意。")
_ELSEWHERE = _("单位的管理地区已经变动，这项调动由“%(office)s”负责。")


def transfers_for(scope: Scope) -> QuerySet[Transfer]:
    """The transfers that reviewers of a scope's own offices answer for, those that are over too."""
    return Transfer.objects.filter(office__in=scope.organisations(Role.HR_REVIEWER))


@transaction.atomic
def office_agrees(*, transfer: Transfer, by: User, scope: Scope, day: date) -> Transfer:
    """What is approved of the person goes to the new unit; what the old one has not sent ends.

    Raises NoTransfer: not overdue, not this office's, a change waits for review, nothing is approved.
    """
    held, office = _held(transfer, scope)
    if not held.to_unit.is_active:
        raise NoTransfer(_CLOSED)
    records = [each for each in records_held(held.person, held.from_unit) if each.approved_id is not None]
    if not records:
        raise NoTransfer(NOT_HERE % {"name": held.full_name})
    _end_drafts(records, held)
    move(records, held, by)
    held.day = day
    _settle(held, TransferState.DONE, office, by)
    _log("transfer_office_agree", by, held, office)
    return held


@transaction.atomic
def office_refuses(*, transfer: Transfer, by: User, scope: Scope, answer: str) -> Transfer:
    """The person stays with the old unit; both units read why. Raises NoTransfer."""
    held, office = _held(transfer, scope)
    if not answer.strip():
        raise NoTransfer(NO_REASON)
    held.answer = answer.strip()
    _settle(held, TransferState.REFUSED, office, by)
    _log("transfer_office_refuse", by, held, office)
    return held


def refresh_offices() -> None:
    """Open transfers stand with the office that is above both units now, wherever units and areas went."""
    rows = Transfer.objects.filter(state__in=OPEN_TRANSFERS).select_related("from_unit", "to_unit")
    known: dict[tuple[int, int], int | None] = {}
    for each in rows.iterator():
        places = each.from_unit.managing_region_id, each.to_unit.managing_region_id
        if places not in known:
            found = common_office(*places)
            known[places] = found.pk if found else None
        if known[places] != each.office_id:
            Transfer.objects.filter(pk=each.pk, state__in=OPEN_TRANSFERS).update(office=known[places])


def _held(transfer: Transfer, scope: Scope) -> tuple[Transfer, Organisation]:
    """The transfer, locked and overdue, with the office that decides. Raises NoTransfer."""
    held = locked_transfer(transfer)
    if not held.is_overdue():
        raise NoTransfer(_NOT_YET)
    office = common_office(held.from_unit.managing_region_id, held.to_unit.managing_region_id)
    if office is None:
        raise NoTransfer(GONE)
    if office.pk not in scope.organisations(Role.HR_REVIEWER):
        raise NoTransfer(_ELSEWHERE % {"office": office.name})
    return held, office


def _end_drafts(records: list[TalentRecord], transfer: Transfer) -> None:
    """Nothing half done stays behind under a record that goes. Raises NoTransfer where a change waits."""
    changes = Change._plain.filter(record__in=[each.pk for each in records])
    if changes.filter(state=ChangeState.WAITING).exists():
        raise NoTransfer(_WAITS % {"name": transfer.full_name})
    # What the new unit drafted joins the record of the old one, as with any transfer.
    drafts = changes.filter(state__in=EDITABLE, unit=transfer.from_unit_id)
    drafts.update(state=ChangeState.REJECTED, decided_at=timezone.now(), lock=F("lock") + 1)


def _settle(transfer: Transfer, state: TransferState, office: Organisation, by: User) -> None:
    transfer.office, transfer.by_office = office, True
    end_transfer(transfer, state, by)
    tell_of_decided_transfer(transfer, office=office, by=by)


def _log(action: str, by: User, transfer: Transfer, office: Organisation) -> None:
    concerned = both_units(transfer) | {office.pk}
    record_event(by=by, action=action, subject="transfer", subject_id=transfer.pk, organisation_ids=concerned)
