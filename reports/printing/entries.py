"""The lines of entries above and under the table: 填报单位(盖章)：______ 填表日期：2026年11月23日."""

import math
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.printing.documents import SheetLine
from reports.printing.rows import Cell, Row, height_of
from reports.printing.text import set_on_one_line, width_of
from reports.printing.typefaces import Role

ENTRY_SIZE = 12.0
SMALLEST = 7.0
SHORTEST_BLANK, SHORTEST_FILLED = 84.0, 36.0
GAP = 18.0


def entry_rows(entries: Sequence[SheetLine], width: float, *, lowest: float) -> list[Row]:
    """The lines that the entries need, spread over `width` points, all but the last kept together."""
    rows = [_line(part, width, lowest) for part in _packed(entries, width)]
    return [*(replace(row, kept=True) for row in rows[:-1]), *rows[-1:]]


def _packed(entries: Sequence[SheetLine], width: float) -> list[list[SheetLine]]:
    """The entries in order, as many on a line as have room for a value that is not shrunk too far."""
    lines: list[list[SheetLine]] = []
    room = 0.0
    for entry in entries:
        need = _label_width(entry) + min(_natural(entry), width / 2)
        if not lines or need > room:
            lines.append([])
            room = width
        lines[-1].append(entry)
        room -= need + GAP
    return lines


def _line(entries: Sequence[SheetLine], width: float, lowest: float) -> Row:
    labels = [_label_width(entry) for entry in entries]
    room = width - sum(labels) - GAP * (len(entries) - 1)
    values = _values(entries, room)
    spare = (room - sum(values)) / max(1, len(entries) - 1)
    cells: list[Cell] = []
    left = 0.0
    for entry, label, value in zip(entries, labels, values, strict=True):
        cells += _cells(entry, left, label, value)
        left += label + value + GAP + spare
    return Row(tuple(cells), height_of([cell.block for cell in cells], lowest=lowest))


def _cells(entry: SheetLine, left: float, label: float, value: float) -> tuple[Cell, Cell]:
    named = set_on_one_line(
        _named(entry), role=Role.SONG, size=ENTRY_SIZE, width=max(label, ENTRY_SIZE), minimum=SMALLEST
    )
    filled = set_on_one_line(
        entry.value or entry.blank,
        role=Role.KAI if entry.value else Role.SONG,
        size=ENTRY_SIZE,
        width=max(value, ENTRY_SIZE),
        minimum=SMALLEST,
    )
    return (
        Cell(named, left, label, centred=False),
        Cell(filled, left + label, value, underlined=not entry.blank),
    )


def _values(entries: Sequence[SheetLine], room: float) -> list[float]:
    """The widths of the values: with air if there is room, else as they are, else the longest shrunk."""
    wishes, natural = [_wish(entry) for entry in entries], [_natural(entry) for entry in entries]
    if sum(natural) <= room < sum(wishes):
        spare = (room - sum(natural)) / len(natural)
        return [width + spare for width in natural]
    return _shares(wishes, room)


def _shares(wishes: Sequence[float], room: float) -> list[float]:
    """What each gets of `room`: the modest ones all they wish, the others equal parts of what is left."""
    shares = list(wishes)
    left, count = room, len(wishes)
    for number in sorted(range(count), key=lambda at: wishes[at]):
        shares[number] = min(wishes[number], left / count)
        left, count = left - shares[number], count - 1
    return shares


def _natural(entry: SheetLine) -> float:
    """The least width on which a value stands unshrunk."""
    shortest = SHORTEST_FILLED if entry.value or entry.blank else SHORTEST_BLANK
    return max(shortest, math.ceil(width_of(entry.value or entry.blank, role=Role.KAI, size=ENTRY_SIZE)))


def _wish(entry: SheetLine) -> float:
    return _natural(entry) + (0 if entry.blank else ENTRY_SIZE)


def _label_width(entry: SheetLine) -> float:
    return math.ceil(width_of(_named(entry), role=Role.SONG, size=ENTRY_SIZE))


def _named(entry: SheetLine) -> str:
    return entry.label + _("：")
