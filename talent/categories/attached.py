"""References to files that somebody attached, as plain values: what they point to is kept elsewhere.

A form writes a reference as `id/kind/size/name`, and in its place why a file was not taken as
`refused/key/limit/name`: so the sentence about a file comes to its field like any other.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from talent.categories.plaintext import without_invisible
from talent.categories.problems import Refused

KINDS = ("jpg", "png", "pdf")
PICTURES = frozenset({"jpg", "png"})
#: Width and height of a portrait photo (一寸) in pixels.
PORTRAIT = (295, 413)
#: Why a file is not taken; sentences in problems.py.
REFUSALS = frozenset(
    {
        *("file_kind", "file_picture", "file_empty", "file_too_big", "file_pixels", "file_damaged"),
        *("pdf_locked", "pdf_damaged", "pdf_too_much", "form_attachments"),
        "own_attachments",
    }
)
LONGEST_NAME = 100

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SIZE = re.compile("0|[1-9][0-9]{0,11}")
_REFUSED = "refused"


@dataclass(frozen=True)
class Attached:
    """A reference to one file; `size` in bytes as it is kept."""

    id: str
    name: str
    kind: str
    size: int

    @property
    def is_picture(self) -> bool:
        return self.kind in PICTURES

    @property
    def text(self) -> str:
        """Name and size for people."""
        return f"{self.name} ({size_text(self.size)})"

    @property
    def typed(self) -> str:
        """The reference as a form posts it."""
        return f"{self.id}/{self.kind}/{self.size}/{self.name}"

    def value(self) -> dict[str, Any]:
        """The reference as a document keeps it."""
        return asdict(self)


def size_text(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def not_taken(key: str, name: str, limit: int = 0) -> str:
    """What a form holds in place of a file that was not taken."""
    return f"{_REFUSED}/{key}/{limit}/{clean_name(name, '')}"


def is_not_taken(typed: object) -> bool:
    return isinstance(typed, str) and typed.startswith(f"{_REFUSED}/")


def attached(raw: object) -> Attached:
    """The reference in a stored or a typed value. Raises Refused, also with why a file was not taken."""
    parts = _parts(raw)
    if parts is None:
        raise Refused("not_an_attachment")
    first, kind, size, name = parts
    if first == _REFUSED and kind in REFUSALS and _SIZE.fullmatch(size):
        raise Refused(kind, name=name[:LONGEST_NAME], limit=int(size))
    known = _ID.fullmatch(first) and kind in KINDS and _SIZE.fullmatch(size)
    if not known or not name or clean_name(name, kind) != name:
        raise Refused("not_an_attachment")
    return Attached(first, name, kind, int(size))


def _parts(raw: object) -> tuple[str, str, str, str] | None:
    if isinstance(raw, Mapping) and raw.keys() == {"id", "name", "kind", "size"}:
        size = raw["size"]
        plain = all(isinstance(raw[each], str) for each in ("id", "name", "kind"))
        if plain and isinstance(size, int) and not isinstance(size, bool):
            return raw["id"], raw["kind"], str(size), raw["name"]
    if isinstance(raw, str) and raw.count("/") == 3:
        first, kind, size, name = raw.strip().split("/")
        return first, kind, size, name
    return None


def all_attached(value: object) -> tuple[Attached, ...]:
    """The references in a stored or typed value of a file field, without what is none."""
    found = []
    for each in value if isinstance(value, list | tuple) else ():
        try:
            found.append(attached(each))
        except Refused:
            continue
    return tuple(found)


def clean_name(given: str, kind: str) -> str:
    """A name that is safe to show and to save under, ending as the content demands.

    Without folders, controls, invisible marks and marks that turn the direction of writing; at most
    LONGEST_NAME characters.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(each if unicodedata.category(each)[0] != "C" else "" for each in last)
    plain = " ".join(without_invisible(re.sub(r'[<>:"|?*]', "", seen)).split())
    if not kind:
        return plain[:LONGEST_NAME].strip(". ")
    stem = re.sub(r"(?i)(\.(jpe?g|png|pdf))+$", "", plain).strip(". ")
    return f"{stem[: LONGEST_NAME - 4].strip('. ') or 'file'}.{kind}"
