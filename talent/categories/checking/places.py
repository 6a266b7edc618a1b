"""Where something is wrong with a definition."""

from typing import Self


class At(str):
    """The path of a group or a field, which also names the attribute at fault; "" where it is no single one.

    `nth`: which one is meant where several have the path, from 0; the last unless it is said. It is equal to
    the path: whoever does not ask for more goes by the path alone.
    """

    __slots__ = ("nth", "part")
    part: str
    nth: int

    def __new__(cls, path: str, part: str = "", nth: int = -1) -> Self:
        at = super().__new__(cls, path)
        at.part, at.nth = part, nth
        return at


def part_of(place: str) -> str:
    """The attribute that a place names, or ""."""
    return place.part if isinstance(place, At) else ""


def nth_of(place: str) -> int:
    """Which one of several with the path a place means; -1 for the last."""
    return place.nth if isinstance(place, At) else -1
