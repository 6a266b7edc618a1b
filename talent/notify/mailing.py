"""Sending one mail, at least once: whatever ends the process, its job sends it again under the same name."""

from collections.abc import Sequence
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from talent.notify.kinds import KINDS
from talent.notify.models import Mail, Notification
from talent.notify.preferring import mailable, preferences_of
from talent.notify.wording import Wording

#: So many are written out in a mail with many; of the rest it is said how many.
MOST_LISTED = 20


@transaction.atomic
def send(mail_id: int) -> None:
    """Send a mail that was made, and note it; nothing where it was sent or another process is at it."""
    held = (
        Mail.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient__mail_preferences")
        .filter(pk=mail_id, sent_at__isnull=True)
        .first()
    )
    if held is None or not mailable(held.recipient):
        return
    written(held).send()
    held.sent_at = timezone.now()
    held.save(update_fields=["sent_at"])


def written(mail: Mail) -> EmailMessage:
    """The mail as it goes out, in the language that its reader chose."""
    language = preferences_of(mail.recipient).language
    carried = list(mail.notifications.order_by("pk")[: MOST_LISTED + 1])
    count = len(carried) if len(carried) <= MOST_LISTED else mail.notifications.count()
    with override(language):
        wording = Wording([each.kind for each in carried], language)
        one = carried[0] if count == 1 else None
        said = wording.of(one) if one else None
        lines = [said.body, "", address_of(one)] if one and said else _listed(carried, count, wording)
        subject = said.subject if said else _headline(mail.kind, count)
        return EmailMessage(
            subject=f"[{_('内蒙古人才信息库')}] {subject}",
            body="\n".join([*lines, *_foot()]),
            to=[mail.recipient.email],
            headers={
                "Message-ID": mail.message_id,
                "Date": format_datetime(mail.at),
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )


def address_of(notification: Notification) -> str:
    """The address that opens a notification and leads on to its thing."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("notify:open", args=[notification.pk])


def _headline(kind: str, count: int) -> str:
    named = str(KINDS[kind].label) if kind in KINDS else _("今天的消息")
    told = ngettext("%(count)s 条", "%(count)s 条", count) % {"count": count}
    return _("%(kind)s（%(told)s）") % {"kind": named, "told": told}


def _listed(carried: Sequence[Notification], count: int, wording: Wording) -> list[str]:
    lines = [
        line
        for each in carried[:MOST_LISTED]
        for line in (f"· {wording.of(each).subject}", f"  {address_of(each)}")
    ]
    if count > MOST_LISTED:
        lines.append(_("……共 %(count)s 条。") % {"count": count})
    return [*lines, "", _("全部消息：%(address)s") % {"address": _page("notify:list")}]


def _foot() -> list[str]:
    told = _("这封邮件由系统自动发出，请勿回复。在这里选择哪些消息发邮件：%(address)s")
    return ["", "-- ", told % {"address": _page("notify:preferences")}]


def _page(name: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name)
