"""The request to be erased, and what the office decides. The audit log keeps numbers of rows only."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.individuals.entries import lock_account, own_entries
from talent.individuals.enums import ErasureState, Extent
from talent.individuals.files import forget_files
from talent.individuals.lastword import leave_last_word
from talent.individuals.linking import cut
from talent.individuals.models import ContactCode, Erasure, PersonAccount
from talent.individuals.notices import ERASURE, ERASURE_DECIDED
from talent.individuals.signals import contents_erased
from talent.notify.models import Notification
from talent.notify.service import About, notify
from talent.orgs.enums import Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import NoOffice, Scope, reviewing_office
from talent.records.models import TalentRecord
from talent.records.service import NotAllowed, erase_person, visible_to, words
from talent.security.models import FormerPassword, User
from talent.security.service import end_sessions, record_event


@transaction.atomic
def ask_erasure(*, account: PersonAccount, reason: str) -> Erasure:
    """Put a request before the responsible office, which is told. Raises NotAllowed for a second one."""
    lock_account(account)
    if account.erasures.filter(state=ErasureState.ASKED).exists():
        raise NotAllowed(0, _("您的删除请求正在处理，不必重复提出。"))
    said = words(0, reason, label=_("理由"))
    office = responsible_office(account)
    made = Erasure.objects.create(account=account, office=office, reason=said)
    record_event(
        by=account.user,
        action="ask_erasure",
        subject="individual",
        subject_id=account.pk,
        organisation_id=office.pk,
    )
    grants = Membership.objects.on(timezone.localdate()).filter(organisation=office, role=Role.HR_REVIEWER)
    about = About(str(made.pk), {"office": office.name}, place="erasures:detail", arguments=(made.pk,))
    notify(grants.values_list("user", flat=True), ERASURE, about)
    return made


def responsible_office(account: PersonAccount) -> Organisation:
    """The office that reviews the unit of the own record, else of what was handed in last, else the region's.

    Raises NotAllowed where the register has no office at all.
    """
    records = TalentRecord.objects.unscoped(reason="one's own record").filter(person=account.person_id or 0)
    record = records.filter(held=True).select_related("unit").order_by("-pk").first()
    entry = own_entries(account).filter(unit__isnull=False).select_related("unit").order_by("-pk").first()
    unit = record.unit if record else entry.unit if entry else None
    if unit is not None:
        try:
            return reviewing_office(unit, Level.BANNER)
        except NoOffice:
            pass  # then the region's, as for somebody without a unit
    offices = Organisation.objects.filter(kind=OrganisationKind.HR_DEPARTMENT, is_active=True)
    office = offices.order_by("managing_region__level", "managing_region").filter(
        managing_region__reporting_parent__isnull=True
    )
    found = office.first() or offices.order_by("managing_region").first()
    if found is None:
        raise NotAllowed(0, _("还没有设立人力资源和社会保障部门，暂不能受理。"))
    return found


@transaction.atomic
def decide_erasure(
    *, erasure: Erasure, by: User, scope: Scope, extent: Extent | None, decision: str
) -> Erasure:
    """Grant a request to an extent, or refuse it (None), saying why. Raises NotAllowed."""
    held = Erasure.objects.select_for_update().select_related("account__user", "office").get(pk=erasure.pk)
    if held.state != ErasureState.ASKED:
        raise NotAllowed(0, _("这项请求已由他人办理。"))
    if not (said := words(0, decision, label=_("理由"))):
        raise NotAllowed(0, _("请写明理由，本人会看到。"))
    account = held.account
    held.linked_by, held.linked_at = account.linked_by, account.claimed_at
    held.linked_unit_id = account.linked_unit_id
    held.state = ErasureState.REFUSED if extent is None else ErasureState.GRANTED
    held.extent, held.decision = extent or "", said
    held.decided_by, held.decided_at = by, timezone.now()
    held.save()
    record_event(
        by=by,
        action="refuse_erasure" if extent is None else "grant_erasure",
        subject="individual",
        subject_id=account.pk,
        organisation_id=held.office_id,
    )
    if extent is None:
        about = About(str(held.pk), {"office": held.office.name}, place="me:rights")
        notify([account.user_id], ERASURE_DECIDED, about)
        return held
    leave_last_word(held)
    if extent == Extent.RECORD:
        _erase_records(account, by, scope)
    _erase_account(account)
    # What was typed as a reason may name somebody, also in requests that were refused before.
    account.erasures.update(reason="")
    held.reason = ""
    return held


def _erase_records(account: PersonAccount, by: User, scope: Scope) -> None:
    """Raises NotAllowed where the office does not reach all that units hold of the person."""
    if account.person is None:
        raise NotAllowed(0, _("账号没有关联人才库中的资料，只能注销账号。"))
    held = TalentRecord.objects.unscoped(reason="does the office reach all of them").filter(
        person=account.person, held=True
    )
    if held.exclude(pk__in=visible_to(scope).values("pk")).exists():
        raise NotAllowed(0, _("该人员还有其他地区管理的资料，请先与上级部门商定，或只注销账号。"))
    changes = erase_person(person=account.person, by=by)
    contents_erased.send(PersonAccount, change_ids=changes, entry_ids=[], user_ids=[])


def _erase_account(account: PersonAccount) -> None:
    entries = own_entries(account)
    numbers = list(entries.order_by("pk").values_list("pk", flat=True))
    contents_erased.send(PersonAccount, change_ids=[], entry_ids=numbers, user_ids=[account.user_id])
    forget_files(account)
    entries.delete()
    account.consents.all().delete()
    if account.contact_index is not None:
        ContactCode.objects.filter(contact_index=bytes(account.contact_index)).delete()
    account.document_kind, account.blind_index, account.sealed = "", b"", b""
    account.contact_index = None
    cut(account)
    account.unlinkings.all().delete()
    account.erased_at = timezone.now()
    account.save()
    _close(account.user)


def _close(user: User) -> None:
    """The login stays as a number that the audit log speaks of, without a word about its holder."""
    end_sessions(user)
    FormerPassword.objects.filter(user=user).delete()
    Notification.objects.filter(recipient=user).delete()
    user.name, user.email, user.is_active = f"已注销{user.pk}", "", False
    user.email_confirmed_at = None
    user.password = make_password(None)
    user.save()
