"""What a notification says, in the language of whoever reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from talent.notify.filling import filled
from talent.notify.kinds import KINDS, Kind
from talent.notify.models import Notification, Template


@dataclass(frozen=True)
class Said:
    subject: str
    body: str


class Wording:
    """The texts in force of the kinds that are asked for; the edited ones are read in one statement."""

    def __init__(self, kinds: Iterable[str], language: str) -> None:
        self._english = language.startswith("en")
        self._language = "en" if self._english else "zh-hans"
        self._edited = {each.kind: each for each in Template.objects.filter(pk__in=set(kinds))}

    def of(self, notification: Notification) -> Said:
        """Subject and body of one notification; of a kind that is gone, its name."""
        kind = KINDS.get(notification.kind)
        if kind is None:
            return Said(notification.kind, "")
        subject, body = self.texts(kind)
        return said(subject, body, notification.data, english=self._english)

    def texts(self, kind: Kind) -> tuple[str, str]:
        edited = self._edited.get(kind.key)
        if edited is None:
            return kind.shipped(self._language)
        return (edited.subject_en, edited.body_en) if self._english else (edited.subject, edited.body)


def said(subject: str, body: str, data: Mapping[str, Any], *, english: bool) -> Said:
    """Two texts with their placeholders filled; a subject is one line whatever a value holds.

    `data` may have a value in English beside the Chinese one: `category` and `category_en`.
    """
    values = dict(data)
    if english:
        ending = "_en"
        values |= {
            key.removesuffix(ending): text for key, text in data.items() if key.endswith(ending) and text
        }
    return Said(" ".join(filled(subject, values).split()), filled(body, values).strip())
