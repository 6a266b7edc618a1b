"""Text as people type or paste it: what is around it, what nobody can see in it, and whether it is there."""

import re
import unicodedata
from collections.abc import Mapping

from talent.categories.problems import Refused

#: Zero-width space and byte-order mark come with pasted text and never mean anything.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff"))
_CHINESE = "[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
#: What keyboards and lists write in the place of the interpunct, with blanks around it.
_DOT = re.compile(rf"(?<={_CHINESE})\s*[·•‧∙⋅・･．.]\s*(?={_CHINESE})")
_MENKSOFT = re.compile("[\ue234-\ue34f]")
#: Controls, marks that turn the direction of writing, and halves of characters, which no database takes.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_text(raw: object) -> str:
    """Typed text without the blanks around it.

    Raises Refused for a list or an object in the place of one value, and for what nobody could see or print.
    """
    if isinstance(raw, Mapping | list | tuple):
        raise Refused("not_a_row")
    text = without_invisible(str(raw))
    if _UNREADABLE.search(text):
        raise Refused("control_character")
    if _MENKSOFT.search(text):
        raise Refused("private_script")
    return text


def plain_digits(raw: object) -> str:
    """Plain text of a number: full-width digits and signs become ordinary ones. Raises Refused."""
    return unicodedata.normalize("NFKC", plain_text(raw)).strip()


def plain_name(raw: object) -> str:
    """Plain text of a name, every dot between Chinese characters as “·” (U+00B7). Raises Refused.

    Dots of Latin names stay: J. Smith is no two parts of a name.
    """
    return _DOT.sub("·", plain_text(raw))


def is_blank(raw: object) -> bool:
    """Whether a typed or stored value says nothing: no text at all, or a list of nothing."""
    if isinstance(raw, list | tuple):
        return all(_says_nothing(each) for each in raw)
    return _says_nothing(raw)


def _says_nothing(raw: object) -> bool:
    if isinstance(raw, Mapping):
        raw = raw.get("text", "") if raw.keys() <= {"text"} else raw
    return raw is None or (isinstance(raw, str) and not without_invisible(raw))


def without_invisible(text: str) -> str:
    """Text without the blanks around it and the marks that nobody sees."""
    return text.translate(_INVISIBLE).strip()
