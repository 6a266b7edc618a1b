"""The one check of files that come in: by what they hold, never by their names or what a browser says."""

from dataclasses import dataclass

from django.conf import settings

from talent.categories.service import Accepts, Refused, clean_name
from talent.records.attachments.papers import rewritten
from talent.records.attachments.pictures import redrawn

MEGABYTE = 1024 * 1024
#: How each kind begins, with its very first byte: what has something before that is another file as well.
_BEGINNINGS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}


@dataclass(frozen=True)
class Taken:
    """A file that may be kept: its content made anew, a name that is safe to show."""

    kind: str
    name: str
    content: bytes


def take(content: bytes, *, name: str, accepts: str) -> Taken:
    """The file as it may be kept in a field that accepts this. Raises Refused, saying how to mend it."""
    shown = clean_name(name, "") or "file"
    if not content:
        raise Refused("file_empty", name=shown)
    if len(content) > settings.ATTACHMENT_MOST_BYTES:
        raise too_big(shown)
    kind = next((kind for kind, begins in _BEGINNINGS.items() if content.startswith(begins)), "")
    if not kind:
        raise Refused("file_kind", name=shown)
    if kind == "pdf" and accepts != Accepts.DOCUMENTS:
        raise Refused("file_picture", name=shown)
    kind, made = _made_anew(content, kind, shown, accepts)
    if len(made) > settings.ATTACHMENT_MOST_BYTES:
        raise too_big(shown)
    return Taken(kind, clean_name(name, kind), made)


def too_big(name: str) -> Refused:
    return Refused("file_too_big", name=name, limit=settings.ATTACHMENT_MOST_BYTES // MEGABYTE)


def _made_anew(content: bytes, kind: str, name: str, accepts: str) -> tuple[str, bytes]:
    if kind == "pdf":
        return kind, rewritten(content, name=name)
    return redrawn(content, kind, name=name, portrait=accepts == Accepts.PORTRAIT)
