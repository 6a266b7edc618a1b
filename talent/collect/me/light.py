"""What of a group an individual fills in first: what the light form asks for, and whatever is marked."""

from dataclasses import dataclass

from talent.collect.blocks import Box, Row


@dataclass(frozen=True)
class Parts:
    """`first` stands open, `rest` is folded until somebody wants it (`open`: something stands there)."""

    first: tuple[Box, ...]
    rest: tuple[Box, ...]
    open: bool


def light(row: Row) -> Parts:
    """The fields of one row in these two parts, each in the order of the definition."""
    first = tuple(box for box in row.boxes if _asked(box))
    rest = tuple(box for box in row.boxes if not _asked(box))
    return Parts(first, rest, any(box.entry.value and not box.entry.fixed for box in rest))


def _asked(box: Box) -> bool:
    entry = box.entry
    return entry.light or bool(entry.required_if or entry.errors or box.remarks)
