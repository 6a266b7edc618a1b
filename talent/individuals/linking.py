"""Which account looks after the record of a person, how it came to that, and what a unit sees of it.

Nobody is believed for knowing a number: an account is linked by a unit's code, or by taking over an entry
about somebody of whom nothing stood in the register, so that all it reads is what it filled in itself.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from talent.individuals.contacts import read_contact
from talent.individuals.enums import LinkedBy
from talent.individuals.models import PersonAccount
from talent.orgs.models import Organisation
from talent.records.models import Person, TalentRecord
from talent.security.service import mask


@dataclass(frozen=True)
class Holder:
    """What others see of an account: number and contact masked, since when, and how it was linked."""

    number: str
    contact: str
    since: datetime
    linked_at: datetime | None
    linked_by: str
    linked_unit: str

    @property
    def days(self) -> int:
        """How many days the account has existed; 0 for one of today."""
        return (timezone.localdate() - timezone.localdate(self.since)).days


def holder_of(account: PersonAccount) -> Holder:
    """The masked face of an account, whose `user` and `linked_unit` are read with it."""
    unit = account.linked_unit
    number, contact = masked(account)
    return Holder(
        number=number,
        contact=contact,
        since=account.user.date_joined,
        linked_at=account.claimed_at,
        linked_by=str(LinkedBy(account.linked_by).label) if account.linked_by else "",
        linked_unit=unit.name if unit else "",
    )


def masked(account: PersonAccount) -> tuple[str, str]:
    """Number and contact, masked, for a list in which two people have one name."""
    about = account.about()
    contact = read_contact(about.get("contact", ""))
    return mask(kind="id_number", text=about.get("number", "")), contact.masked if contact else ""


def masked_number(account: PersonAccount) -> str:
    return masked(account)[0]


def linked_account(person: Person) -> PersonAccount | None:
    """The account that looks after a person's record."""
    accounts = PersonAccount.objects.unscoped(reason="who looks after the person of a unit")
    return accounts.select_related("user", "linked_unit").filter(person=person).first()


def linked_at(person: Person, unit: Organisation) -> PersonAccount | None:
    """The same, for a unit that holds a record of the person or linked the account itself.

    A draft gives no right to know: whoever types a number into one would learn who looks after it.
    """
    account = linked_account(person)
    records = TalentRecord.objects.unscoped(reason="one unit's records of one person")
    if account is None or account.linked_unit_id == unit.pk:
        return account
    return account if records.filter(person=person, unit=unit, held=True).exists() else None


def other_holder(account: PersonAccount) -> PersonAccount | None:
    """Another account that looks after whoever has the number of this one."""
    accounts = PersonAccount.objects.unscoped(reason="is somebody else the holder of this number")
    return accounts.filter(person__blind_index=bytes(account.blind_index)).exclude(pk=account.pk).first()


def stands(person: Person) -> bool:
    """Whether any unit holds a record of a person, whatever the category."""
    records = TalentRecord.objects.unscoped(reason="does anything stand of this person")
    return records.filter(person=person, held=True).exists()


def free(account: PersonAccount, person: Person) -> bool:
    """Whether neither of both is linked yet; the person stays locked, so that two never get the same one."""
    people = Person.objects.unscoped(reason="the person of a code, or of what was taken over")
    people.select_for_update(no_key=True).get(pk=person.pk)
    return account.person_id is None and linked_account(person) is None


def link(account: PersonAccount, person: Person, *, by: LinkedBy, unit: Organisation) -> None:
    """From now on the record is the account's own to read. The caller holds the account."""
    account.person, account.claimed_at, account.wrong_claims = person, timezone.now(), 0
    account.linked_by, account.linked_unit = by, unit
    account.save(update_fields=["person", "claimed_at", "wrong_claims", "linked_by", "linked_unit"])


def cut(account: PersonAccount) -> None:
    """The account is nobody's any more; the caller saves it."""
    account.person = account.claimed_at = account.linked_unit = None
    account.linked_by = ""
