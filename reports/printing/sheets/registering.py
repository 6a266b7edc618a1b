"""The registry of sheets, which takes only sheets that are whole."""

from typing import Any

from reports.printing.sheets.base import About, Sheet

WORDS = ("key", "title", "route", "action", "subject")

SHEETS: dict[str, Sheet[Any]] = {}


class Unregistered(TypeError):
    """The sheet cannot be registered; `lacking` is what it lacks."""

    def __init__(self, kind: type[Sheet[Any]], lacking: str, why: str) -> None:
        super().__init__(f"{kind.__name__}.{lacking}: {why}")
        self.lacking = lacking


def register(kind: type[Sheet[Any]]) -> None:
    """Make a sheet printable at its address. Raises Unregistered, naming what is missing."""
    for word in WORDS:
        if not getattr(kind, word, None):
            raise Unregistered(kind, word, "not given")
    if not isinstance(getattr(kind, "about", None), About):
        raise Unregistered(kind, "about", "not one of About")
    for name in sorted(kind.__abstractmethods__):
        raise Unregistered(kind, name, "no answer")
    for taken in SHEETS.values():
        if kind.key == taken.key or kind.route == taken.route:
            raise Unregistered(kind, "key", f"{kind.key!r} at {kind.route!r} is taken")
    SHEETS[kind.key] = kind()


def sheet_of(key: str) -> Sheet[Any]:
    """The sheet with this key. Raises KeyError."""
    return SHEETS[key]
