"""The words of a definition as people read them: on screen, on paper, in lists that go to other offices.

A sign that turns the direction of writing makes a printed form say something else than the screen, so it is
refused. Marks that only help to write (right-to-left marks, joiners of Mongolian letters and emoji) stay.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.plaintext import plain_text, without_invisible
from talent.categories.problems import Refused

Raw = dict[str, Any]
_WORDS = ("label", "label_en", "help", "help_en", "purpose", "purpose_en")


def tidied(raw: Raw) -> Raw:
    """A group, a field or an option without the marks that come with pasted text and never mean anything.

    A name of such marks alone stays, to be complained about.
    """
    kept = {name: without_invisible(raw[name]) or raw[name] for name in _WORDS if raw.get(name)}
    if raw.get("aliases"):
        kept["aliases"] = [without_invisible(each) for each in raw["aliases"] if each]
    if raw.get("options"):
        kept["options"] = [tidied(each) for each in raw["options"]]
    return {**raw, **kept}


def complaints(schema: Raw) -> Iterator[tuple[str, str]]:
    """(place, sentence) for every word that could not be read or printed as it was written."""
    for place, text in _words(schema):
        yield from ((place, sentence) for sentence in _faults(text))
    for place, name in _names(schema):
        if not any(_is_seen(sign) for sign in name):
            yield place, _("名称里没有看得见的字，请重新填写。")


def _faults(text: str) -> Iterator[str]:
    try:
        plain_text(text)
    except Refused as no:
        if no.key == "private_script":
            yield _("“%(text)s”含有旧式蒙古文字库的专用编码，请用国际标准编码(Unicode)重新输入。") % {
                "text": text
            }
        else:
            yield _(
                "“%(text)s”里有看不见的控制符或改变书写方向的符号，印出来会与屏幕上不同，请删去后重新输入。"
            ) % {"text": "".join(sign for sign in text if _is_seen(sign) or sign == " ")}


def _is_seen(sign: str) -> bool:
    """Letters, digits, signs and pictures; not blanks, nor what only steers the writing or joins signs."""
    kind = unicodedata.category(sign)
    return kind[0] in "LNPS" or kind == "Co"  # of private use: signs of some font


def _words(schema: Raw) -> Iterator[tuple[str, str]]:
    yield from ((_("类别"), schema[name] or "") for name in ("label", "label_en"))
    for group in schema["groups"]:
        yield from ((group["key"], group[name]) for name in _WORDS if name in group)
        for field in group["fields"]:
            yield from ((f"{group['key']}.{field['key']}", text) for text in _words_of(field))
    for number, rule in enumerate(schema["rules"], start=1):
        yield _("规则 %(number)s") % {"number": number}, rule["with"].get("label", "")


def _words_of(field: Raw) -> Iterator[str]:
    yield from (field[name] for name in _WORDS if name in field)
    yield from field.get("aliases", ())
    for option in field.get("options", ()):
        yield from (option[name] for name in ("code", "label", "label_en") if option.get(name))


def _names(schema: Raw) -> Iterator[tuple[str, str]]:
    yield _("类别"), schema["label"] or ""
    for group in schema["groups"]:
        yield group["key"], group["label"]
        for field in group["fields"]:
            place = f"{group['key']}.{field['key']}"
            yield place, field["label"]
            yield from ((place, option["label"] or "") for option in field.get("options", ()))
