"""The words of released tables in the language of the reader."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import get_language

from reports.stats.service import Category, Note

#: So many letters of a short name: Chinese ones are twice as wide.
_WIDE, _NARROW = 6, 10
#: What is left out of a short name, in this order.
_KINDS = ("市", "盟", " Region", " League", " Banner", " Autonomous")


def in_language(texts: Mapping[str, str]) -> str:
    """English for readers of English where there is any, else Chinese; keys are `zh` and `en`."""
    english = texts.get("en", "")
    return english if english and (get_language() or "").startswith("en") else texts["zh"]


def label_of(category: Category) -> str:
    return in_language({"zh": category.label_zh, "en": category.label_en})


def within(label: str) -> str:
    """A name inside of a sentence: English ones begin small there, but for abbreviations."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def short(label: str) -> str:
    """The name of an area where there is little room: without its kind, and cut where it is long."""
    plain = label
    for kind in _KINDS:
        plain = plain.removesuffix(kind)
    most = _WIDE if plain and not plain.isascii() else _NARROW
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def withdrawn_during(note: Note) -> tuple[str, str]:
    """From when to when a release that is public again was withdrawn: days, and within one day times."""
    first, last = (localtime(each.at) for each in (note.ends or note, note))
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M}", f"{last:%H:%M}"
    return f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"


class Worded(NamedTuple):
    """A note with its text, and of a restoration why the release had been withdrawn ("" of others), in the
    language of the reader."""

    note: Note
    text: str
    withdrawn: str


def worded(found: Iterable[Note]) -> list[Worded]:
    return [
        Worded(each, in_language(each.text), in_language(each.ends.text) if each.ends else "")
        for each in found
    ]
