"""A person goes from one unit to another (调动): one unit asks or offers, the other agrees; history stays.

What the old unit collected stays under it as it was. The new unit begins with the approved content, in which
only the facts of the unit are new; whatever else changed with the job it proposes itself.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.categories.service import Refused, clean, read_identity_number, split
from talent.orgs.models import Organisation
from talent.orgs.service import common_office
from talent.records.attachments.following import follow
from talent.records.deadlines import after_working_days
from talent.records.enums import OPEN, OPEN_TRANSFERS, ChangeState, Source, TransferState
from talent.records.models import (
    Attachment,
    AttachmentUse,
    Change,
    Person,
    TalentRecord,
    Transfer,
    placement,
)
from talent.records.notices import TRANSFER_ANSWERED, TRANSFER_TO_ANSWER
from talent.records.numbering import allocate
from talent.records.probing import asked_too_often, note_failed_ask
from talent.records.signals import records_changed
from talent.records.telling import tell_of_transfer
from talent.records.unitfacts import unit_facts
from talent.security.models import User
from talent.security.service import blind_index, encrypt, record_event

_NOT_FOUND = _("没有可以调入的人员：请核对证件号码和姓名。尚未入库的人员不用调动，直接填报即可。")
_OWN = _("“%(name)s”已在本单位登记，不用调动。")
OPEN_CHANGE = _("“%(name)s”还有未办结的变更，请先上报并等审核办结，再办理调动。")
_UNDER_WAY = _("“%(name)s”已有调动正在办理。")
NOT_HERE = _("“%(name)s”现在没有可以调出的已入库记录。")
_NO_UNIT = _("请选择另一个在用的用人单位。")
GONE = _("这项调动已经办结或取消。")
NO_REASON = _("不同意时请写明原因。")


_TOO_OFTEN = _("今天按号码和姓名没有找到的次数过多，请明天再申请调入；急需办理的，请联系主管人社部门。")


class NoTransfer(RuntimeError):
    """The step is not possible now; `reason` is for the person who tried."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


class TooOften(NoTransfer):
    """So many tries found nobody that no more are taken today."""


def ask(*, unit: Organisation, kind: str, number: str, name: str, by: User, note: str = "") -> Transfer:
    """Ask for a person whom another unit has, by the number and the name under which they are approved.

    Raises NoTransfer: the same for a number that nobody has, for another name, and for whom nobody approved,
    so that nothing is learned by trying; each try leaves its event. After too many in a day nobody is looked
    for until the next (TooOften).
    """
    if asked_too_often(by):
        raise TooOften(_TOO_OFTEN)
    with transaction.atomic():
        person = _locked_person(kind=kind, number=number)
        approved = _approved(person, name) if person else []
        reason = _why_not(person, approved, unit, name)
        if reason is None and person is not None:
            return _asked(person, approved[0].unit, unit, name, note, by)
        note_failed_ask(by=by, unit_id=unit.pk)
    raise NoTransfer(reason or _NOT_FOUND)


def _why_not(
    person: Person | None, approved: list[TalentRecord], unit: Organisation, name: str
) -> str | Promise | None:
    if person is None or not approved:
        return _NOT_FOUND
    if any(each.unit_id == unit.pk for each in approved):
        return _OWN % {"name": name}
    if Transfer.objects.filter(person=person, state__in=OPEN_TRANSFERS).exists():
        return _UNDER_WAY % {"name": name}
    return None


def _asked(
    person: Person, holder: Organisation, unit: Organisation, name: str, note: str, by: User
) -> Transfer:
    transfer = Transfer.objects.create(
        person=person, full_name=name, from_unit=holder, to_unit=unit, state=TransferState.ASKED,
        asked=True, note=note, started_by=by, **_term(holder, unit),
    )  # fmt: skip
    _log("transfer_ask", by, {unit.pk, holder.pk}, transfer.pk)
    tell_of_transfer(TRANSFER_TO_ANSWER, transfer, unit=holder, by=by)
    return transfer


@transaction.atomic
def offer(*, change: Change, to_unit: Organisation, day: date, by: User, note: str = "") -> Transfer:
    """Offer a person to another unit; `change` is any change of theirs at the unit that lets them go.

    Raises NoTransfer.
    """
    person = Person._plain.select_for_update(no_key=True).get(records__changes=change.pk)
    unit, name = change.unit, change.full_name
    if to_unit.pk == unit.pk or not to_unit.is_active or not to_unit.collects:
        raise NoTransfer(_NO_UNIT)
    if Transfer.objects.filter(person=person, state__in=OPEN_TRANSFERS).exists():
        raise NoTransfer(_UNDER_WAY % {"name": name})
    _need_free(records_held(person, unit), name)
    transfer = Transfer.objects.create(
        person=person, full_name=name, from_unit=unit, to_unit=to_unit, state=TransferState.OFFERED,
        asked=False, day=day, note=note, started_by=by, **_term(unit, to_unit),
    )  # fmt: skip
    _log("transfer_offer", by, {unit.pk, to_unit.pk}, transfer.pk)
    tell_of_transfer(TRANSFER_TO_ANSWER, transfer, unit=to_unit, by=by)
    return transfer


@transaction.atomic
def agree(*, transfer: Transfer, unit: Organisation, by: User, day: date | None = None) -> Transfer:
    """The unit that was asked agrees, and the person's approved records are the new unit's.

    Raises NoTransfer: no longer open, not this unit's to answer, or an open change stands in the way.
    """
    held = locked_transfer(transfer)
    if held.answering.pk != unit.pk:
        raise NoTransfer(GONE)
    records = records_held(held.person, held.from_unit)
    _need_free(records, held.full_name)
    told = held.beginning
    move(records, held, by)
    held.day = day or held.day
    end_transfer(held, TransferState.DONE, by)
    _log("transfer_agree", by, both_units(held), held.pk)
    tell_of_transfer(TRANSFER_ANSWERED, held, unit=told, by=by)
    return held


@transaction.atomic
def refuse(*, transfer: Transfer, unit: Organisation, by: User, answer: str) -> Transfer:
    """The unit that was asked does not agree, and says why. Raises NoTransfer."""
    held = locked_transfer(transfer)
    if held.answering.pk != unit.pk:
        raise NoTransfer(GONE)
    if not answer.strip():
        raise NoTransfer(NO_REASON)
    told = held.beginning
    held.answer = answer.strip()
    end_transfer(held, TransferState.REFUSED, by)
    _log("transfer_refuse", by, both_units(held), held.pk)
    tell_of_transfer(TRANSFER_ANSWERED, held, unit=told, by=by)
    return held


@transaction.atomic
def take_back(*, transfer: Transfer, unit: Organisation, by: User) -> Transfer:
    """The unit that began it no longer wants it. Raises NoTransfer."""
    held = locked_transfer(transfer)
    if held.beginning.pk != unit.pk:
        raise NoTransfer(GONE)
    end_transfer(held, TransferState.TAKEN_BACK, by)
    _log("transfer_take_back", by, both_units(held), held.pk)
    return held


def _term(first: Organisation, second: Organisation) -> dict[str, Any]:
    """Until when the other unit answers, and which office may decide after that."""
    deadline = after_working_days(timezone.localdate(), settings.TRANSFER_WORKING_DAYS)
    office = common_office(first.managing_region_id, second.managing_region_id)
    return {"deadline": deadline, "office": office}


def _locked_person(*, kind: str, number: str) -> Person | None:
    try:
        read = read_identity_number(kind=kind, text=number)
    except Refused:
        return None
    index = blind_index(kind=read.kind, number=read.number)
    return Person._plain.select_for_update(no_key=True).filter(blind_index=index).first()


def locked_transfer(transfer: Transfer) -> Transfer:
    """The person first, as whoever proposes does, then the row. Raises NoTransfer when it is over."""
    Person._plain.select_for_update(no_key=True).get(pk=transfer.person_id)
    held = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if held.state not in OPEN_TRANSFERS:
        raise NoTransfer(GONE)
    return held


def _approved(person: Person, name: str) -> list[TalentRecord]:
    """What is approved of a person under this name, wherever it is."""
    found = TalentRecord._plain.filter(person=person, approved__full_name=name)
    return list(found.select_related("unit").order_by("pk"))


def records_held(person: Person, unit: Organisation) -> list[TalentRecord]:
    """The records of a person that a unit holds, locked, with what is approved of them.

    Read after they are locked: a record that somebody was moving meanwhile would come with its number of an
    approved change, and without the change.
    """
    held = TalentRecord._plain.select_for_update().filter(person=person, unit=unit, held=True)
    numbers = list(held.order_by("pk").values_list("pk", flat=True))
    whole = TalentRecord._plain.filter(pk__in=numbers).select_related("approved__version", "person")
    return list(whole.order_by("pk"))


def _need_free(records: Iterable[TalentRecord], name: str) -> None:
    """Nothing of what goes is half done."""
    rows = list(records)
    if not rows:
        raise NoTransfer(NOT_HERE % {"name": name})
    under_way = Change._plain.filter(record__in=[each.pk for each in rows], state__in=OPEN)
    if any(each.approved_id is None for each in rows) or under_way.exists():
        raise NoTransfer(OPEN_CHANGE % {"name": name})


def move(records: list[TalentRecord], transfer: Transfer, by: User) -> None:
    """Each record with a new approved change under the new unit; what the new unit drafted joins it."""
    now, place = timezone.now(), placement(transfer.to_unit)
    for record, number in zip(records, allocate(Change, len(records)), strict=True):
        _join_drafts(record, transfer.to_unit)
        Change._plain.bulk_create([_arrived(record, number, transfer.to_unit, by)])
        _take_files(record, number, transfer.to_unit)
        TalentRecord._plain.filter(pk=record.pk).update(approved_id=number, approved_at=now, **place)
    records_changed.send(TalentRecord, record_ids=[record.pk for record in records])


def _take_files(record: TalentRecord, number: int, unit: Organisation) -> None:
    """The new change refers to the files of the one before, and they go along with the record."""
    AttachmentUse.objects.bulk_create(
        AttachmentUse(attachment_id=each.attachment_id, change_id=number)
        for each in AttachmentUse.objects.filter(change=record.approved_id)
    )
    follow([record.pk], unit)


def _join_drafts(record: TalentRecord, unit: Organisation) -> None:
    """A unit that began to fill in the same person goes on with its draft, as a change to this record."""
    own = TalentRecord._plain.filter(person=record.person_id, category=record.category_id, unit=unit)
    for each in own.exclude(pk=record.pk):
        Change._plain.filter(record=each).update(record=record)
        Attachment._plain.filter(record=each).update(record=record)
        each.delete()


def _arrived(record: TalentRecord, number: int, unit: Organisation, by: User) -> Change:
    """The approved content as it stands in the new unit: only what follows from the unit is new."""
    old = record.approved
    assert old is not None  # _need_free has seen it
    document = old.document()
    cleaned = clean(old.version, document, unit=unit_facts(unit), standing=document)
    # What an earlier check let pass and this one does not is kept as it stands: nothing is lost on the way.
    content = document if cleaned.invalid else cleaned.data
    data, secret = split(old.version, content)
    now = timezone.now()
    return Change(
        pk=number, record_id=record.pk, category_id=record.category_id, version_id=old.version_id,
        state=ChangeState.ACCEPTED, source=Source.TRANSFER, data=data,
        sealed=encrypt(table="change", column="sealed", row_id=number, values=secret),
        full_name=old.full_name, name_bigrams=old.name_bigrams, pinyin=old.pinyin,
        completeness=cleaned.completeness, lock=1, created_by=by, created_at=now, updated_by=by,
        updated_at=now, decided_at=now, **placement(unit),
    )  # fmt: skip


def end_transfer(transfer: Transfer, state: TransferState, by: User) -> None:
    transfer.state, transfer.ended_by, transfer.ended_at = state, by, timezone.now()
    transfer.save(update_fields=["state", "day", "answer", "ended_by", "ended_at", "office", "by_office"])


def both_units(transfer: Transfer) -> set[int]:
    return {transfer.from_unit_id, transfer.to_unit_id}


def _log(action: str, by: User, units: set[int], number: int | str) -> None:
    record_event(by=by, action=action, subject="transfer", subject_id=number, organisation_ids=units)
