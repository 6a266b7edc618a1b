"""Order and shares of the lines of a table, from shown figures alone: what is hidden says nothing by them."""

from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.opendata.books import Row
from reports.opendata.kinds import INVALID_VALUE, NO_SUCH_CODE
from reports.opendata.problems import of_parameter
from reports.stats.service import percent

#: Names and figures of a line: by the codes of what goes down, and of what goes across.
Line = tuple[tuple[str, ...], Mapping[str, Row]]
#: A part of one with three decimals, so that it reads per cent with one; else why there is none.
Share = float | str
_IMPOSSIBLE = "–"
_HIDDEN = ("不显示", "Not shown")


def in_order(
    lines: Mapping[tuple[str, ...], Mapping[str, Row]],
    order: str,
    whole: tuple[str, ...] | None,
    *,
    known: Sequence[str],
) -> list[Line]:
    """The lines by a column, the whole first, figures that are not shown last; as they are without an order.

    Raises Problem where the table has no such column."""
    if not order:
        return [*lines.items()]
    code, sign = order.removeprefix("-"), -1 if order.startswith("-") else 1
    _column("order", code, known)

    def place(line: Line) -> tuple[bool, bool, int]:
        value = _value(line, code)
        return line[0] != whole, value is None, sign * (value or 0)

    return sorted(lines.items(), key=place)


def shares(
    lines: Sequence[Line], code: str, whole: tuple[str, ...] | None, *, known: Sequence[str], place: int
) -> tuple[Share, ...]:
    """What part each line has of the whole in a column; nothing where no column is named, or where the whole
    stands alone: it would be all of itself.

    Raises Problem where the table has no such column, or no line of the whole."""
    if not code:
        return ()
    _column("share", code, known)
    base = next((line for line in lines if line[0] == whole), None)
    if base is None:
        raise of_parameter(INVALID_VALUE, "share", _("所选的各行里没有总计行，请一起选上"))
    if len(lines) == 1:
        return ()
    return tuple(_share(line, _value(base, code), code, place) for line in lines)


def _share(line: Line, whole: int | None, code: str, place: int) -> Share:
    value, row = _value(line, code), line[1].get(code)
    # Rounded as the page rounds, which writes it as text.
    if told := percent(value, whole):
        return round(float(told) / 100, 3)
    return _IMPOSSIBLE if row is not None and row.mark == _IMPOSSIBLE else _HIDDEN[place]


def _value(line: Line, code: str) -> int | None:
    row = line[1].get(code)
    return None if row is None else row.value


def _column(name: str, code: str, known: Sequence[str]) -> None:
    if code not in known:
        told = format_lazy(_("表里没有这一列：{code}；有：{known}"), code=code, known=", ".join(known))
        raise of_parameter(NO_SUCH_CODE, name, told)
