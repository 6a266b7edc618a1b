"""Registering, by a code that was sent to a contact. No person, record or other account is looked at."""

from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from talent.categories.service import live_versions
from talent.individuals.codes import answer_code, ask_code
from talent.individuals.contacts import Contact, read_contact
from talent.individuals.enums import ContactKind, Purpose
from talent.individuals.models import ContactCode, PersonAccount
from talent.individuals.seeking import account_by_contact
from talent.records.service import allocate
from talent.security.models import User
from talent.security.service import (
    blind_index,
    encrypt,
    end_sessions,
    keep_password,
    mask,
    record_event,
)

#: Below this age a guardian acts, through the unit or the village committee (PIPL art. 31).
YOUNGEST = 14


@dataclass(frozen=True)
class Newcomer:
    """Who registers, as typed and checked: a number of a kind of document, and how to reach them."""

    kind: str
    number: str
    name: str
    contact: Contact
    password: str


def too_young(birth: date | None, today: date | None = None) -> bool:
    """Whether somebody born then is not yet fourteen; nothing is known of a number without a birth date."""
    if birth is None:
        return False
    now = today or timezone.localdate()
    years = now.year - birth.year - ((now.month, now.day) < (birth.month, birth.day))
    return years < YOUNGEST


def notice_in_force() -> str:
    """Which versions of the definitions the notice shown today describes: `professional.3 skilled.1`."""
    return " ".join(sorted(f"{each.category.key}.{each.number}" for each in live_versions()))[:200]


def begin_registration(newcomer: Newcomer, *, language: str) -> ContactCode:
    """Have a code sent; the same work and time for every number, contact and name."""
    then: dict[str, Any] = {
        "kind": newcomer.kind,
        "number": newcomer.number,
        "name": newcomer.name,
        "password": make_password(newcomer.password),
        "notice": notice_in_force(),
        "notice_at": timezone.now().isoformat(),
    }
    return ask_code(purpose=Purpose.REGISTER, contact=newcomer.contact, language=language, then=then)


def finish_registration(pk: int, code: str) -> PersonAccount | None:
    """The new account; None for every code that is not the right one in time."""
    kept = answer_code(pk, code, Purpose.REGISTER)
    contact = read_contact(kept["contact"]) if kept else None
    if kept is None or contact is None:
        return None
    try:
        return make_account(contact=contact, **kept["then"])
    except IntegrityError:
        return None  # somebody else was faster with the same contact


@transaction.atomic
def make_account(
    *, kind: str, number: str, name: str, contact: Contact, password: str, notice: str, notice_at: str
) -> PersonAccount:
    """An account with a verified contact; `password` as hashed. One audit event."""
    by_mail, now = contact.kind == ContactKind.MAIL, timezone.now()
    user = User(
        username=f"g{token_hex(8)}",
        name=mask(kind="name", text=name),
        email=contact.text if by_mail else "",
        email_confirmed_at=now if by_mail else None,
        password=password,
    )
    user.save(force_insert=True)
    keep_password(user)
    account = PersonAccount(
        pk=allocate(PersonAccount, 1)[0],
        user=user,
        document_kind=kind,
        blind_index=blind_index(kind=kind, number=number),
        contact_kind=contact.kind,
        contact_index=contact.index,
        contact_verified_at=now,
        notice_version=notice,
        notice_at=notice_at,
    )
    values = {"name": name, "number": number, "contact": contact.text}
    account.sealed = encrypt(table="personaccount", column="sealed", row_id=account.pk, values=values)
    account.save(force_insert=True)
    record_event(by=user, action="register_person", subject="individual", subject_id=account.pk)
    return account


def begin_reset(contact: Contact, *, language: str) -> ContactCode:
    """Have a code sent to the contact of an account; to any other contact nothing goes out, unseen here."""
    return ask_code(purpose=Purpose.RESET, contact=contact, language=language, then={})


@transaction.atomic
def finish_reset(pk: int, code: str, *, password: str) -> User | None:
    """The account with its new password, all its sessions ended; None for every other code."""
    kept = answer_code(pk, code, Purpose.RESET)
    contact = read_contact(kept["contact"]) if kept else None
    account = account_by_contact(contact) if contact else None
    if account is None or not account.user.is_active:
        return None
    user = User.objects.select_for_update(no_key=True).get(pk=account.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    keep_password(user)
    end_sessions(user)
    record_event(by=user, action="reset_own_password", subject="user", subject_id=user.pk)
    return user
