"""Codes sent to a contact. A page that asks for one does the same work whoever the contact belongs to:

what to send, and whether anything, is found out by a job afterwards.
"""

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.individuals.contacts import Contact, read_contact
from talent.individuals.delivery import deliver
from talent.individuals.enums import Purpose
from talent.individuals.models import ContactCode, PersonAccount
from talent.jobs.service import defer
from talent.records.service import allocate
from talent.security.service import decrypt, encrypt

#: How long a code can be answered, how often it may be tried, and how many go to one contact in an hour.
MINUTES, MOST_TRIES, MOST_AN_HOUR = 10, 5, 5
_DIGITS = 6


@transaction.atomic
def ask_code(*, purpose: Purpose, contact: Contact, language: str, then: dict[str, Any]) -> ContactCode:
    """Keep a code for a contact with what shall follow, and have a job send what there is to be sent."""
    row = ContactCode(pk=allocate(ContactCode, 1)[0], purpose=purpose, contact_index=contact.index)
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    values = {"contact": contact.text, "code": code, "language": language, "then": then}
    row.sealed = encrypt(table="contactcode", column="sealed", row_id=row.pk, values=values)
    row.save(force_insert=True)
    defer("individuals.send_code", code=row.pk)
    return row


def opened(row: ContactCode) -> dict[str, Any]:
    return decrypt(table="contactcode", column="sealed", row_id=row.pk, blob=row.sealed)


@transaction.atomic
def send_code(pk: int) -> None:
    """What the job does, once: the code, or word that the contact has an account already, or nothing."""
    row = ContactCode.objects.select_for_update().filter(pk=pk, sent_at__isnull=True).first()
    if row is None:
        return
    kept = opened(row)
    contact = read_contact(kept["contact"])
    if contact is None or _too_many(row):
        return
    known = PersonAccount.objects.unscoped(reason="whose contact is it").filter(
        contact_index=row.contact_index, user__is_active=True
    )
    row.valid = known.exists() is (row.purpose == Purpose.RESET)
    row.sent_at = timezone.now()
    row.save(update_fields=["valid", "sent_at"])
    with override(kept["language"]):
        if text := _text(row, kept["code"]):
            deliver(contact, text)


def _too_many(row: ContactCode) -> bool:
    lately = ContactCode.objects.filter(
        contact_index=row.contact_index, sent_at__gt=timezone.now() - timedelta(hours=1)
    )
    return lately.count() >= MOST_AN_HOUR


def _text(row: ContactCode, code: str) -> str:
    if row.valid:
        told = _("验证码 %(code)s，%(minutes)s 分钟内有效。不是您本人操作的，请不要理会，也不要告诉别人。")
        return told % {"code": code, "minutes": MINUTES}
    if row.purpose == Purpose.REGISTER:
        return _("有人用这个联系方式注册内蒙古人才信息库，但它已经有账号。忘记密码时请在登录页重设。")
    return ""


@transaction.atomic
def answer_code(pk: int, code: str, purpose: Purpose) -> dict[str, Any] | None:
    """What was kept with a code, once it is answered rightly and in time; None for every other answer."""
    row = ContactCode.objects.select_for_update().filter(pk=pk, purpose=purpose).first()
    if row is None or row.used_at is not None or row.tries >= MOST_TRIES:
        return None
    kept = opened(row)
    fresh = timezone.now() - row.made_at < timedelta(minutes=MINUTES)
    right = compare_digest(kept["code"].encode(), "".join(code.split()).encode())
    row.tries += 1
    row.used_at = timezone.now() if right and fresh and row.valid else None
    row.save(update_fields=["tries", "used_at"])
    return kept if row.used_at is not None else None


def forget_codes() -> None:
    """Remove what was kept with codes of more than a day ago."""
    ContactCode.objects.filter(made_at__lt=timezone.now() - timedelta(days=1)).delete()
