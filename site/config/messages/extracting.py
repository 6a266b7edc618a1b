"""Finds every text of the code that gettext translates; needs none of gettext's programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

FOLDERS = ("talent", "reviews", "reports", "site", "templates")
_FUNCTIONS = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_KEYWORDS = {"_": None, **_FUNCTIONS, **{f"{name}_lazy": given for name, given in _FUNCTIONS.items()}}


@dataclass(frozen=True)
class Message:
    """One text to translate: two texts (singular, plural) where it counts something."""

    texts: tuple[str, ...]
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, ...]:
        """As Babel writes it: plain text, or the pair of singular and plural."""
        return self.texts[0] if len(self.texts) == 1 else self.texts


def messages_in(root: Path) -> dict[Message, list[str]]:
    """Each text below `root` with the files that hold it (POSIX paths from `root`, sorted)."""
    found: dict[Message, list[str]] = {}
    for path in sorted(_sources(root)):
        place = path.relative_to(root).as_posix()
        for message in _messages_of(path):
            places = found.setdefault(message, [])
            if place not in places:
                places.append(place)
    return found


def templates_in(root: Path) -> Iterator[Path]:
    """The templates of the project, those of a part's own folder too."""
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.suffix in {".html", ".txt"} and "templates" in path.relative_to(root).parts:
                yield path


def _sources(root: Path) -> Iterator[Path]:
    yield from templates_in(root)
    for folder in FOLDERS:
        yield from (path for path in (root / folder).rglob("*.py") if "migrations" not in path.parts)


def _messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    method = "python"
    if path.suffix != ".py":
        # What is left of a template is no valid Python; the scanner for JavaScript forgives that.
        method, text = "javascript", templatize(text, origin=str(path))
    for _line, texts, _comments, context in extract(method, BytesIO(text.encode()), keywords=_KEYWORDS):
        yield Message((texts,) if isinstance(texts, str) else tuple(texts), context)
