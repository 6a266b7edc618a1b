"""A unit invites a person of its own to look after their own record; the person claims it with the code.

Claiming answers the same, after the same work, whether number, code or both are wrong or nothing exists.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.categories.service import Refused, read_identity_number
from talent.individuals.enums import LinkedBy
from talent.individuals.linking import free, link
from talent.individuals.models import Invitation, PersonAccount
from talent.individuals.notices import CLAIMED
from talent.notify.service import About, notify
from talent.orgs.models import Organisation
from talent.orgs.service import new_code
from talent.records.models import Person, TalentRecord
from talent.records.service import NotAllowed
from talent.security.models import User
from talent.security.service import blind_index, record_event

DAYS = 14
#: Wrong tries of one account before it is held back for a day, and of one code with other numbers.
MOST_WRONG, MOST_TRIES = 10, 5


@dataclass(frozen=True)
class Invited:
    """The code is shown this once."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(*, person: Person, unit: Organisation, by: User) -> Invited:
    """A new code for a person whose record the unit holds; an earlier one that is open no longer counts.

    Raises NotAllowed where the unit holds no record of the person.
    """
    held = Person.objects.unscoped(reason="the view gave a person of the unit").select_for_update()
    locked = held.get(pk=person.pk)
    own = TalentRecord.objects.unscoped(reason="one unit's records of one person")
    if not own.filter(person=locked, unit=unit, held=True).exists():
        raise NotAllowed(0, _("只有已上报或已入库的人员才能邀请本人核对。"))
    revoke(person=locked, unit=unit, by=None)
    code = new_code(groups=3, letters=4)  # short: it is typed on a telephone, and tries are few
    until = timezone.now() + timedelta(days=DAYS)
    made = Invitation.objects.create(person=locked, unit=unit, code_index=_index(code), by=by, until=until)
    record_event(
        by=by, action="invite_person", subject="invitation", subject_id=made.pk, organisation_id=unit.pk
    )
    return Invited(made, code)


@transaction.atomic
def revoke(*, person: Person, unit: Organisation, by: User | None) -> int:
    """End the open code of a unit for a person; how many there were. `by=None`: a new one takes its place."""
    open_ones = open_invitations(unit).filter(person=person)
    ended = open_ones.update(revoked_at=timezone.now())
    if ended and by is not None:
        record_event(by=by, action="revoke_invitation", subject="invitation", organisation_id=unit.pk)
    return ended


def open_invitations(unit: Organisation) -> QuerySet[Invitation]:
    """The codes of a unit that nobody has used yet, also those that are too old."""
    return Invitation.objects.filter(unit=unit, used_at__isnull=True, revoked_at__isnull=True)


@transaction.atomic
def claim(*, account: PersonAccount, kind: str, number: str, code: str) -> bool:
    """Link an account to the person that a code was given for; False for whatever does not fit together.

    While an account is held back (`claims_again_at`) nothing is looked at, and its day is not made longer.
    """
    held = PersonAccount.objects.unscoped(reason="one's own account").select_for_update().get(pk=account.pk)
    if claims_again_at(held) is not None:
        return False
    index, code_index = _number_index(kind, number), _index(code)
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("person", "unit")
        .filter(code_index=code_index)
        .first()
    )
    fits = found is not None and bytes(found.person.blind_index) == index == bytes(held.blind_index)
    if found is None or not fits or not _open(found) or not free(held, found.person):
        _count_wrong(held, found)
        return False
    link(held, found.person, by=LinkedBy.CODE, unit=found.unit)
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    record_event(
        by=held.user,
        action="claim_record",
        subject="individual",
        subject_id=held.pk,
        organisation_id=found.unit_id,
    )
    about = About(
        event=str(found.pk),
        data={"number": found.person.number_masked, "unit": found.unit.name},
        place="self_entries:list",
        arguments=(found.unit_id,),
    )
    notify([found.by_id], CLAIMED, about)
    return True


def _number_index(kind: str, number: str) -> bytes:
    try:
        read = read_identity_number(kind=kind, text=number)
    except Refused:
        return blind_index(kind=kind, number=number[:40])
    return blind_index(kind=read.kind, number=read.number)


def _index(code: str) -> bytes:
    plain = "".join(each for each in code.upper() if each.isalnum())[:40]
    return blind_index(kind="invitation", number=plain)


def _open(found: Invitation) -> bool:
    return (
        found.used_at is None
        and found.revoked_at is None
        and found.until > timezone.now()
        and found.tries < MOST_TRIES
    )


def claims_again_at(account: PersonAccount) -> datetime | None:
    """When an account that tried too often may claim again; None for one that may now.

    It follows from the account's own tries alone, so that saying it tells nothing about any number.
    """
    at = account.wrong_claim_at
    if at is None or account.wrong_claims < MOST_WRONG or _a_day_ago(account):
        return None
    return at + timedelta(days=1)


def _a_day_ago(account: PersonAccount) -> bool:
    at = account.wrong_claim_at
    return at is None or timezone.now() - at >= timedelta(days=1)


def _count_wrong(account: PersonAccount, found: Invitation | None) -> None:
    """Tries of an account within a day add up; a code that meets other numbers ends after a few."""
    account.wrong_claims = 1 if _a_day_ago(account) else min(account.wrong_claims + 1, 1000)
    account.wrong_claim_at = timezone.now()
    account.save(update_fields=["wrong_claims", "wrong_claim_at"])
    Invitation.objects.filter(pk=found.pk if found else 0).update(tries=(found.tries if found else 0) + 1)
    record_event(by=account.user, action="claim_failed", subject="individual", subject_id=account.pk)
