"""The reasons that a reviewer may pick (domain: missing attachment, photo, number, unit name, late)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language

from reviews.inbox.models import Reason
from talent.records.service import Remembered
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class Offered:
    """Texts in the reader's language, by where they fit."""

    at_fields: tuple[str, ...]
    for_returning: tuple[str, ...]
    for_rejecting: tuple[str, ...]

    @property
    def for_both(self) -> tuple[str, ...]:
        """In a list of all, what fits both stands once."""
        return tuple(text for text in self.for_returning if text in self.for_rejecting)

    @property
    def only_returning(self) -> tuple[str, ...]:
        return tuple(text for text in self.for_returning if text not in self.for_rejecting)

    @property
    def only_rejecting(self) -> tuple[str, ...]:
        return tuple(text for text in self.for_rejecting if text not in self.for_returning)


def _read() -> list[Reason]:
    return list(Reason.objects.filter(is_retired=False))


_standing = Remembered(_read)


def reasons_in_use() -> Offered:
    """What is offered now; no statement on most pages, and a change is known everywhere in half a minute."""
    language = get_language() or ""
    known = [(each, each.named(language)) for each in _standing()]
    return Offered(
        tuple(text for each, text in known if each.at_fields),
        tuple(text for each, text in known if each.for_returning),
        tuple(text for each, text in known if each.for_rejecting),
    )


@transaction.atomic
def save_reason(*, reason: Reason, by: User) -> Reason:
    """Keep a reason, new or changed. What was said with its earlier words stays as it was said."""
    reason.save()
    _standing.forget()
    record_event(by=by, action="save_reason", subject="reason", subject_id=reason.pk)
    return reason
