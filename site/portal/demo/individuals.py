"""Two individuals of the demonstration: a herder who has handed in, somebody who has claimed a record."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from portal.demo.accounts import BANNER, Credential
from talent.categories.service import check_digit, live_version
from talent.individuals.models import PersonAccount
from talent.individuals.service import (
    Contact,
    account_by_contact,
    claim,
    hand_in,
    invite,
    make_account,
    notice_in_force,
    read_contact,
    save_entry,
)
from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.records.models import TalentRecord
from talent.security.service import one_time_password

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
    village = Organisation.objects.filter(
        kind=OrganisationKind.VILLAGE_COMMITTEE, pk__in=clerks.values("organisation")
    ).first()
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
        unit__in=clerks.values("organisation"), approved__isnull=False, person__account__isnull=True
    )
    wanted = Case(When(category__key="professional", then=0), default=1)
    record = records.select_related("approved", "person", "unit").order_by(wanted, "pk").first()
    if record is None or record.approved is None:
        return None
    clerk = clerks.filter(organisation=record.unit_id).select_related("user")[0]
    identity = record.approved.document()["identity"]
    number = identity["id_number"]
    account = _account(contact, record.person.document_kind, number, identity["full_name"])
    invited = invite(person=record.person, unit=record.unit, by=clerk.user)
    claim(account=account, kind=record.person.document_kind, number=number, code=invited.code)
    return account_by_contact(contact)
