"""Two individuals of the demonstration: a herder who has handed in, and somebody who has claimed a record:

of theirs a correction was approved, another one came back with a remark, and a further category is begun.
"""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from portal.demo.accounts import BANNER, Credential
from talent.categories.service import check_digit, live_version
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.service import (
    Contact,
    account_by_contact,
    claim,
    hand_in,
    invite,
    make_account,
    notice_in_force,
    own_record,
    read_contact,
    return_entry,
    save_entry,
    take_over,
    takes_individuals,
)
from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.records.enums import OPEN, ChangeState
from talent.records.models import TalentRecord
from talent.records.service import FieldRemark, accept_many, carried, submit
from talent.security.models import User
from talent.security.service import one_time_password, record_event

HERDER, CLAIMED = "13800000001", "13800000002"
_BODY = "15250219830618077"


@transaction.atomic
def make_individuals() -> list[Credential]:
    """Make them where they are missing and give them new passwords; nobody where the places are not there."""
    found = []
    for text, make, what in (
        (HERDER, _herder, "个人：牧民，已向嘎查委员会提交申报"),
        (CLAIMED, _claimed, "个人：已认领单位登记的资料"),
    ):
        contact = read_contact(text)
        if contact is None:
            continue
        account = account_by_contact(contact) or make(contact)
        if account is None:
            continue
        password = one_time_password()
        account.user.set_password(password)
        account.user.save()
        found.append(Credential(text, password, "/login/", what, ""))
    return found


def _account(contact: Contact, kind: str, number: str, name: str) -> PersonAccount:
    return make_account(
        kind=kind,
        number=number,
        name=name,
        contact=contact,
        password=make_password(None),
        notice=notice_in_force(),
        notice_at=timezone.now().isoformat(),
    )


def _herder(contact: Contact) -> PersonAccount | None:
    clerks = Membership.objects.filter(organisation__managing_region=BANNER, role=Role.COLLECTOR)
    villages = Organisation.objects.filter(
        kind=OrganisationKind.VILLAGE_COMMITTEE, pk__in=clerks.values("organisation")
    )
    village = next((each for each in villages if takes_individuals(each)), None)
    if village is None:
        return None
    account = _account(contact, "01", _BODY + check_digit(_BODY), "巴雅尔")
    raw = {
        "identity": {"ethnic_group": "蒙古族"},
        "rural": {
            "rural_type": "生产型",
            "demo_effect": "带动周边十户牧民改良羊种。",
            "villagers_opinion": "认可",
        },
    }
    entry = save_entry(account=account, version=live_version("rural"), raw=raw, unit=village)[1]
    if entry is not None and not entry.blocking:
        hand_in(entry=entry, account=account, lock=entry.lock)
    return account


def _claimed(contact: Contact) -> PersonAccount | None:
    clerks = Membership.objects.filter(organisation__managing_region=BANNER, role=Role.COLLECTOR)
    records = TalentRecord.objects.unscoped(reason="an invented person for the demonstration").filter(
        unit__in=clerks.values("organisation"),
        approved__isnull=False,
        held=True,
        person__account__isnull=True,
    )
    records = records.exclude(changes__state__in=OPEN)
    wanted = Case(When(category__key="professional", then=0), default=1)
    ordered = records.select_related("approved", "person", "unit", "category").order_by(wanted, "pk")
    record = next((each for each in ordered.iterator() if takes_individuals(each.unit)), None)
    if record is None or record.approved is None:
        return None
    clerk = clerks.filter(organisation=record.unit_id).select_related("user")[0]
    identity = record.approved.document()["identity"]
    number = identity["id_number"]
    account = _account(contact, record.person.document_kind, number, identity["full_name"])
    invited = invite(person=record.person, unit=record.unit, by=clerk.user)
    claim(account=account, kind=record.person.document_kind, number=number, code=invited.code)
    claimed = account_by_contact(contact)
    if claimed is not None:
        _corrected(claimed, record, clerk.user)
        _sent_back(claimed, record, clerk.user)
        _begun(claimed, record)
    return claimed


def _handed_in(account: PersonAccount, record: TalentRecord, mobile: str) -> SelfEntry | None:
    """A correction of the record in force, at the desk of its unit and opened there."""
    base = own_record(account, record.category)
    version = live_version(record.category.key)
    if base is None or base.approved is None:
        return None
    document = carried(base.approved, to=version).document
    raw = {**document, "contact": {**document.get("contact", {}), "mobile": mobile}}
    entry = save_entry(account=account, version=version, raw=raw, unit=base.unit, base=base.approved)[1]
    if entry is None or entry.blocking:
        return None
    return hand_in(entry=entry, account=account, lock=entry.lock)


def _opened(entry: SelfEntry, by: User) -> None:
    """Whoever decides has looked at it, which its holder is told."""
    record_event(
        by=by,
        action="read_sensitive",
        subject="self_entry",
        subject_id=entry.pk,
        organisation_id=entry.unit_id,
    )


def _corrected(account: PersonAccount, record: TalentRecord, clerk: User) -> None:
    """One correction went all the way: it is the approved state now, with the earlier one behind it."""
    entry = _handed_in(account, record, CLAIMED)
    if entry is None:
        return
    _opened(entry, clerk)
    change = take_over(
        entry=entry,
        unit=record.unit,
        by=clerk,
        lock=entry.lock,
        send=lambda change: submit(change=change, by=clerk),
    )
    while change.state == ChangeState.WAITING:
        (change,) = accept_many(changes=[change], by=None)


def _sent_back(account: PersonAccount, record: TalentRecord, clerk: User) -> None:
    """The next one came back with a remark beside its field."""
    entry = _handed_in(account, record, "13800000003")
    if entry is not None:
        _opened(entry, clerk)
        said = [FieldRemark("contact.mobile", "这个号码与单位通讯录不一致，请核对。")]
        return_entry(entry=entry, unit=record.unit, by=clerk, lock=entry.lock, remarks=said)


def _begun(account: PersonAccount, record: TalentRecord) -> None:
    """In another category something is typed and not handed in."""
    key = "rural" if record.category.key != "rural" else "skilled"
    raw = {"identity": {"ethnic_group": "蒙古族"}}
    save_entry(account=account, version=live_version(key), raw=raw, unit=record.unit)
