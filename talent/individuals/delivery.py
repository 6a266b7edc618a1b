"""Sending a short text to a contact: mail by the site's mailer, mobiles by the provider of SMS_URL.

A gateway is a class with the one method of `Provider`, named as `class:package.module.Name`. It raises when
the text was not taken, and the job tries again; the same text may so come twice.
"""

from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from talent.individuals.contacts import Contact
from talent.individuals.enums import ContactKind


class Provider(Protocol):
    """How texts get to mobiles."""

    def send(self, number: str, text: str) -> None:
        """Hand one text over for one number of eleven digits; raise when it was not taken."""


class Console:
    """For trying the site: the text is printed where the worker runs."""

    def send(self, number: str, text: str) -> None:
        print(f"[SMS {number}] {text}", flush=True)


class File:
    """For trying the site: each text becomes a file of a folder, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, number: str, text: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        at: datetime = timezone.now()
        path = self.folder / f"{number}-{at:%Y%m%d%H%M%S%f}.txt"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")


def provider(url: str) -> Provider | None:
    """The provider that SMS_URL names; None for an empty text. Raises ImproperlyConfigured."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "console":
        return Console()
    if parts.scheme == "file" and parts.path:
        return File(Path(unquote(parts.path)))
    if parts.scheme == "class" and parts.path:
        made: Provider = import_string(parts.path)()
        return made
    raise ImproperlyConfigured("SMS_URL must read console:, file:///folder or class:package.module.Name")


def reachable() -> frozenset[ContactKind]:
    """The kinds of contact to which this installation can send anything."""
    kinds = {ContactKind.MAIL} if settings.MAILERS else set()
    return frozenset(kinds | ({ContactKind.MOBILE} if settings.SMS_URL else set()))


def deliver(contact: Contact, text: str, *, subject: str = "") -> None:
    """Send a text; one for a contact that cannot be reached here is dropped. `subject`: of a mail."""
    if contact.kind == ContactKind.MAIL:
        if settings.MAILERS:
            named = f"[{_('内蒙古人才信息库')}] {subject}" if subject else _("内蒙古人才信息库验证码")
            EmailMessage(subject=named, body=text, to=[contact.text]).send()
        return
    if (by := provider(settings.SMS_URL)) is not None:
        by.send(contact.text, text)
