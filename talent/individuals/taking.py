"""The unit's side: taking over what an individual filled in, through the one door, or sending it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.individuals.entries import lock_account
from talent.individuals.enums import SEEN, EntryState, LinkedBy
from talent.individuals.linking import free, link, other_holder, stands
from talent.individuals.models import SelfEntry
from talent.individuals.notices import SENT_BACK, TAKEN
from talent.individuals.telling import tell_person
from talent.orgs.enums import UNIT_ROLES
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import EDITABLE, Source
from talent.records.models import Change, TalentRecord
from talent.records.service import (
    Conflict,
    FieldRemark,
    NotAllowed,
    carried,
    field_remarks,
    propose_many,
)
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class Standing:
    """`draft`: a change of the unit's own that was not sent yet; taking over puts the entry in its place."""

    document: dict[str, Any]
    draft: Change | None = None


#: Sends a draft of the unit on its way, with the unit's own review where it has only one reviewer.
type Send = Callable[[Change], Change]


def entries_at(scope: Scope) -> ScopedQuerySet[SelfEntry]:
    """What was handed in to the units in which a scope holds a role."""
    return SelfEntry.objects.visible_to(scope.as_(*UNIT_ROLES)).filter(state__in=SEEN)


@transaction.atomic
def take_over(*, entry: SelfEntry, unit: Organisation, by: User, lock: int, send: Send) -> Change:
    """Make an entry a change of the unit's record and send it on its way.

    The individual stands among those who filled it in. The account is linked to the person where nothing
    stood of them before: then it reads no more than it typed. Everybody else is invited by a code. Raises
    NotAllowed where the record is elsewhere, is under review, something is missing, or another account looks
    after the person, and Conflict where the entry is not as it was looked at.
    """
    lock_account(entry.account)
    held = _handed_in(entry, lock)
    proposal = propose_many(
        version=held.version,
        unit=unit,
        raws=[held.document()],
        by=by,
        source=Source.INDIVIDUAL,
        files_of=held.account.user,
    )[0]
    change = proposal.change
    if proposal.kind not in ("new", "changed", "same") or change is None:
        raise NotAllowed(held.pk, _reason(proposal.kind))
    _need_no_other(held, unit)
    editors = [*change.editors, held.account.user_id]
    if held.account.user_id not in change.editors:
        change.editors = editors
        drafts = Change.objects.unscoped(reason="the draft just made").filter(pk=change.pk)
        drafts.update(editors=editors)
    person = change.record.person
    new = not stands(person)
    if change.state in EDITABLE:
        change = send(change)
    held.change, held.state = change, EntryState.TAKEN
    _decide(held, by, "take_over_entry", unit)
    same = bytes(held.account.blind_index) == bytes(person.blind_index)
    if new and same and free(held.account, person):
        link(held.account, person, by=LinkedBy.ENTRY, unit=unit)
    tell_person(held, TAKEN)
    return change


def _reason(kind: str) -> str:
    reasons = {
        "elsewhere": _("该人员已由其他单位登记本类别，请在“人员调动”中申请调入，或写明情况退回本人。"),
        "waiting": _("该人员的另一份变更正在审核，办结或撤回后才能采纳。"),
    }
    return reasons.get(kind) or _("内容未通过检查，请写明情况退回本人修改。")


def _handed_in(entry: SelfEntry, lock: int) -> SelfEntry:
    entries = SelfEntry.objects.unscoped(reason="the view gave an entry of the unit")
    with_all = entries.select_for_update(of=("self",)).select_related(
        "account__user", "version", "category", "unit"
    )
    held = with_all.get(pk=entry.pk)
    if held.state != EntryState.HANDED_IN or held.lock != lock:
        raise Conflict(held.pk)
    return held


def _decide(entry: SelfEntry, by: User, action: str, unit: Organisation) -> None:
    entry.decided_by, entry.decided_at, entry.lock = by, timezone.now(), entry.lock + 1
    entry.save(update_fields=["change", "state", "remarks", "decided_by", "decided_at", "lock"])
    record_event(by=by, action=action, subject="self_entry", subject_id=entry.pk, organisation_id=unit.pk)


@transaction.atomic
def return_entry(
    *, entry: SelfEntry, unit: Organisation, by: User, lock: int, remarks: Sequence[FieldRemark]
) -> SelfEntry:
    """Send an entry back to the individual with a remark. Raises NotAllowed, BadWords, Conflict."""
    held = _handed_in(entry, lock)
    said = [{"path": each.path, "text": each.text} for each in field_remarks(held.pk, remarks)]
    if not said:
        raise NotAllowed(held.pk, _("退回时请写明原因。"))
    held.remarks = [{**each, "answer": "", "acted_on": False} for each in said]
    held.state = EntryState.RETURNED
    _decide(held, by, "return_entry", unit)
    tell_person(held, SENT_BACK)
    return held


def standing_of(entry: SelfEntry, unit: Organisation) -> str:
    """How the account of an entry stands to its person, as far as the unit may know.

    "own": linked; "other": another account looks after the person; "stands": the unit holds the person,
    and no account is linked. "" for a unit that holds nothing and has not even the name right.
    """
    account = entry.account
    if account.person_id is not None:
        return "own"
    held = TalentRecord.objects.unscoped(reason="may the unit know of this person").filter(
        person__blind_index=bytes(account.blind_index), held=True
    )
    units = set(
        held.filter(Q(unit=unit) | Q(approved__full_name=entry.full_name)).values_list("unit", flat=True)
    )
    if units and other_holder(account) is not None:
        return "other"
    return "stands" if unit.pk in units else ""


def _need_no_other(entry: SelfEntry, unit: Organisation) -> None:
    """Raises NotAllowed where another account looks after the person: of two, one is not who they say."""
    if other_holder(entry.account) is None:
        return
    if standing_of(entry, unit) == "other":
        raise NotAllowed(
            entry.pk,
            _(
                "此人已由另一账号认领，不能采纳：请与本人核实。冒用的，写明情况退回；认领错了的，先解除那个账号的关联。"
            ),
        )
    raise NotAllowed(entry.pk, _("这份申报现在不能采纳：请核对证件号码和姓名，写明情况退回本人。"))


def standing_for(entry: SelfEntry, unit: Organisation) -> Standing:
    """What the unit itself has of the person, under the version of the entry."""
    records = TalentRecord.objects.unscoped(reason="the unit's own record of this person")
    record = (
        records.filter(
            unit=unit, category=entry.category_id, person__blind_index=bytes(entry.account.blind_index)
        )
        .select_related("approved__version")
        .first()
    )
    if record is None:
        return Standing({})
    changes = Change.objects.unscoped(reason="the unit's own draft").select_related("version")
    draft = changes.filter(record=record, state__in=EDITABLE).first()
    known = draft or record.approved
    return Standing(carried(known, to=entry.version).document if known else {}, draft)
