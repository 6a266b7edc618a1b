"""What an individual fills in: saved, handed in to a unit, withdrawn. No record is touched by any of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Cleaned, Problem, UnitFacts, clean, split
from talent.individuals.enums import EDITABLE, EntryState
from talent.individuals.files import hold, settled_own
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.telling import tell_unit
from talent.individuals.units import takes_individuals
from talent.jobs.service import defer
from talent.orgs.models import Organisation
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change, TalentRecord
from talent.records.service import (
    Conflict,
    NotAllowed,
    allocate,
    answers_to_remarks,
    followed,
    unit_facts,
    value_at,
)
from talent.security.service import encrypt, record_event

NO_UNIT = UnitFacts(name="", code="", region="", unit_type="", ownership="", industry="")


def own_entries(account: PersonAccount) -> ScopedQuerySet[SelfEntry]:
    """All that one account filled in."""
    return SelfEntry.objects.unscoped(reason="one's own account").filter(account=account)


def with_own_number(account: PersonAccount, raw: Mapping[str, Any]) -> dict[str, Any]:
    """A document about nobody but the holder of the account, whatever was typed."""
    about = account.about()
    identity = {
        **(raw.get("identity") or {}),
        "id_type": account.document_kind,
        "id_number": about.get("number", ""),
    }
    return {**raw, "identity": {"full_name": about.get("name", ""), **identity}}


def checked(
    *, account: PersonAccount, version: CategoryVersion, raw: Mapping[str, Any], unit: Organisation | None,
    standing: Mapping[str, Any] | None = None,
) -> Cleaned:  # fmt: skip
    """The one check of a document, about the holder of the account."""
    facts = unit_facts(unit) if unit else NO_UNIT
    return clean(version, with_own_number(account, raw), unit=facts, standing=standing)


@transaction.atomic
def save_entry(
    *,
    account: PersonAccount,
    version: CategoryVersion,
    raw: Mapping[str, Any],
    unit: Organisation | None,
    base: Change | None = None,
    entry: SelfEntry | None = None,
    lock: int = 0,
    answers: Mapping[int, str] | None = None,
    logged: bool = True,
) -> tuple[Cleaned, SelfEntry | None]:
    """Keep what was typed as a draft of the individual; nothing where a value is invalid.

    `logged`: False where an earlier save of the same sitting told the audit log.

    `entry`: the one that is being edited, with the `lock` that its reader saw. Raises Conflict where it was
    changed or handed in meanwhile, also from another window where a second one of the category was begun,
    and BadWords for an answer that others could not read or that is too long.
    """
    lock_account(account)
    held = _editable(account, version, entry, lock)
    said = answers_to_remarks(held.pk if held else 0, answers or {})
    standing = held.document() if held else base.document() if base else None
    cleaned = checked(account=account, version=version, raw=raw, unit=unit, standing=standing)
    cleaned = settled_own(account, version, cleaned, held.base if held else base)
    if cleaned.invalid or not cleaned.data.get("identity", {}).get("full_name"):
        return cleaned, None
    row = held or SelfEntry(
        pk=allocate(SelfEntry, 1)[0], account=account, category_id=version.category_id, base=base
    )
    _fill(row, version, cleaned, unit, said)
    row.save(force_insert=held is None)
    hold(row, cleaned.data)
    if logged:
        _record(row, "save_entry")
    return cleaned, row


def lock_account(account: PersonAccount) -> None:
    """Whoever acts for an account at the same time waits."""
    PersonAccount.objects.unscoped(reason="one's own account").select_for_update(no_key=True).get(
        pk=account.pk
    )


def _editable(
    account: PersonAccount, version: CategoryVersion, entry: SelfEntry | None, lock: int
) -> SelfEntry | None:
    own = own_entries(account).select_for_update(of=("self",))
    if entry is None:
        others = own.filter(category=version.category_id, ends_consent=False)
        other = others.exclude(state=EntryState.TAKEN).first()
        if other is not None:
            raise Conflict(other.pk)
        return None
    held = own.get(pk=entry.pk)
    if held.lock != lock or held.state not in EDITABLE:
        raise Conflict(held.pk)
    return held


def _fill(
    row: SelfEntry,
    version: CategoryVersion,
    cleaned: Cleaned,
    unit: Organisation | None,
    answers: Mapping[int, str],
) -> None:
    before = row.document() if row.remarks else {}
    row.version, row.unit = version, unit
    row.data, secret = split(version, cleaned.data)
    row.sealed = encrypt(table="selfentry", column="sealed", row_id=row.pk, values=secret)
    row.full_name = cleaned.data["identity"]["full_name"]
    row.completeness = cleaned.completeness
    row.blocking = [{"path": each.path, "key": each.key, "given": each.given} for each in cleaned.problems]
    row.remarks = _settled(row.remarks, before, cleaned.data, answers)
    if row.state != EntryState.RETURNED:
        row.state = EntryState.DRAFT
    row.updated_at = timezone.now()
    row.lock += 1


def _settled(
    remarks: Sequence[dict[str, Any]],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    answers: Mapping[int, str],
) -> list[dict[str, Any]]:
    """The unit's remarks with what was acted on, each at its row wherever that stands now."""
    follow = followed(before, after)
    found = []
    for number, each in enumerate(remarks):
        answer, path = answers.get(number, each.get("answer", "")), follow(each["path"])
        changed = value_at(before, each["path"]) != value_at(after, path)
        done = changed or bool(answer) or is_acted_on(each)
        found.append({**each, "path": path, "answer": answer, "acted_on": done})
    return found


def is_acted_on(remark: Mapping[str, Any]) -> bool:
    """Whether the field of a unit's remark was changed, or the remark answered."""
    return bool(remark.get("acted_on") or remark.get("answer"))


@transaction.atomic
def hand_in(*, entry: SelfEntry, account: PersonAccount, lock: int) -> SelfEntry:
    """Send an entry to its unit, which is told.

    Raises Conflict, and NotAllowed where something is missing or a remark of the unit was not acted on.
    """
    lock_account(account)
    held = (
        own_entries(account)
        .select_for_update(of=("self",))
        .select_related("unit", "category")
        .get(pk=entry.pk)
    )
    if held.lock != lock or held.state not in EDITABLE:
        raise Conflict(held.pk)
    if held.blocking:
        raise NotAllowed(held.pk, _("还有必填项未填，请补全后再提交。"))
    if not all(is_acted_on(each) for each in held.remarks):
        raise NotAllowed(held.pk, _("单位的意见还没有逐条处理，请修改或说明理由后再提交。"))
    if held.unit is None or not takes_individuals(held.unit):
        raise NotAllowed(held.pk, _("请选择接收申报的单位或嘎查村(居)委会。"))
    held.state, held.handed_in_at = EntryState.HANDED_IN, timezone.now()
    held.lock += 1
    held.save(update_fields=["state", "handed_in_at", "lock"])
    _record(held, "hand_in_entry")
    tell_unit(held)
    # Whether somebody else looks after this person a job finds out: the page does the same for everybody.
    defer("individuals.tell_owner", entry=held.pk)
    return held


@transaction.atomic
def take_back(*, entry: SelfEntry, account: PersonAccount) -> SelfEntry:
    """Withdraw an entry that its unit has not dealt with yet. Raises NotAllowed."""
    lock_account(account)
    held = own_entries(account).select_for_update(of=("self",)).get(pk=entry.pk)
    if held.state != EntryState.HANDED_IN:
        raise NotAllowed(held.pk, _("单位已经办理，不能再撤回。"))
    held.state, held.lock = EntryState.WITHDRAWN, held.lock + 1
    held.save(update_fields=["state", "lock"])
    _record(held, "withdraw_entry")
    return held


def restate(entry: SelfEntry, document: Mapping[str, Any]) -> None:
    """Write an entry anew with less in it, in the state in which it is; for consent that has ended."""
    cleaned = checked(
        account=entry.account, version=entry.version, raw=document, unit=entry.unit, standing=document
    )
    state = entry.state
    _fill(entry, entry.version, cleaned, entry.unit, {})
    entry.state = state
    entry.save()
    hold(entry, cleaned.data)
    _record(entry, "save_entry")


def separate_entry(
    *, account: PersonAccount, record: TalentRecord, document: Mapping[str, Any]
) -> SelfEntry | None:
    """An entry beside the others: the unit of a record is asked to take away what `document` lacks."""
    approved = record.approved
    if approved is None:
        return None
    row = SelfEntry(
        pk=allocate(SelfEntry, 1)[0],
        account=account,
        category=record.category,
        base=approved,
        ends_consent=True,
    )
    cleaned = checked(
        account=account, version=approved.version, raw=document, unit=record.unit, standing=document
    )
    _fill(row, approved.version, cleaned, record.unit, {})
    row.state, row.handed_in_at = EntryState.HANDED_IN, timezone.now()
    row.save(force_insert=True)
    hold(row, cleaned.data)
    _record(row, "hand_in_entry")
    tell_unit(row)
    return row


def own_record(account: PersonAccount, category: Category) -> TalentRecord | None:
    """The record of the claimed person in a category, as far as it is in force."""
    if account.person_id is None:
        return None
    records = TalentRecord.objects.unscoped(reason="one's own record").select_related(
        "approved__version", "unit"
    )
    return records.filter(person=account.person_id, category=category, approved__isnull=False).first()


def problems_of(entry: SelfEntry) -> list[Problem]:
    """What keeps an entry from being handed in."""
    return [Problem(**each) for each in entry.blocking]


def _record(entry: SelfEntry, action: str) -> None:
    record_event(
        by=entry.account.user,
        action=action,
        subject="self_entry",
        subject_id=entry.pk,
        organisation_id=entry.unit_id if entry.state != EntryState.DRAFT else None,
        detail={"category": entry.category_id},
    )
