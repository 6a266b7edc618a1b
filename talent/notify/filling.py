"""Texts with `{placeholders}`: which ones stand in a text, and the text with them filled in."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any


class Unfillable(ValueError):
    """A text that cannot be filled: a brace alone, or more between braces than a name."""


def placeholders_in(text: str) -> list[str]:
    """The names between braces, in order. Raises Unfillable."""
    return [name for _text, name in _parts(text) if name is not None]


def unknown_in(text: str, known: Iterable[str]) -> list[str]:
    """The names of a text that are none of the known ones. Raises Unfillable."""
    names = frozenset(known)
    return [name for name in dict.fromkeys(placeholders_in(text)) if name not in names]


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with each name replaced by its value, and by nothing where there is none.

    Values are put in as they are: braces in them mean nothing. Raises Unfillable.
    """
    return "".join(
        before + (str(values.get(name, "")) if name is not None else "") for before, name in _parts(text)
    )


def _parts(text: str) -> list[tuple[str, str | None]]:
    try:
        found = list(Formatter().parse(text))
    except ValueError as error:
        raise Unfillable(text) from error
    for _before, name, form, conversion in found:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise Unfillable(name)
    return [(before, name) for before, name, _form, _conversion in found]
