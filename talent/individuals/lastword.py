"""The last word to somebody whose account is closed: what was decided and why, to the contact that they gave.

It is kept sealed until the job has sent it, and not a moment longer: nothing else knows the contact then.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.individuals.contacts import read_contact
from talent.individuals.delivery import deliver
from talent.individuals.models import Erasure, LastWord
from talent.jobs.service import defer
from talent.notify.service import language_of
from talent.records.service import allocate
from talent.security.service import decrypt, encrypt


@transaction.atomic
def leave_last_word(erasure: Erasure) -> None:
    """Have a job tell the holder of a granted request, while the account still says how to reach them."""
    account = erasure.account
    with override(language_of(account.user)):
        values = {"contact": account.about().get("contact", ""), "text": _text(erasure)}
        values["subject"] = _("您的删除请求已同意")
    row = LastWord(pk=allocate(LastWord, 1)[0])
    row.sealed = encrypt(table="lastword", column="sealed", row_id=row.pk, values=values)
    row.save(force_insert=True)
    defer("individuals.send_last_word", word=row.pk)


@transaction.atomic
def send_last_word(pk: int) -> None:
    """What the job does, once: nothing of it is left afterwards."""
    row = LastWord.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    kept = decrypt(table="lastword", column="sealed", row_id=row.pk, blob=row.sealed)
    row.delete()
    if contact := read_contact(kept["contact"]):
        deliver(contact, kept["text"], subject=kept["subject"])


def _text(erasure: Erasure) -> str:
    told = _("您向“%(office)s”提出的删除个人信息请求已同意：%(extent)s。理由：%(why)s。账号已不能登录。")
    why = erasure.decision.rstrip("。.")
    return told % {"office": erasure.office.name, "extent": erasure.get_extent_display(), "why": why}
