"""Where something is wrong with a definition."""

from typing import Self


class At(str):
    """The path of a group or a field, which also names the attribute at fault; "" where it is no single one.

    It is equal to the path: whoever does not ask for the attribute goes by the path alone.
    """

    __slots__ = ("part",)
    part: str

    def __new__(cls, path: str, part: str = "") -> Self:
        at = super().__new__(cls, path)
        at.part = part
        return at


def part_of(place: str) -> str:
    """The attribute that a place names, or ""."""
    return place.part if isinstance(place, At) else ""
