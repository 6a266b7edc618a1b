"""The closed list of functions that a formula may call. The browser has a copy of those marked so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from talent.categories.formulas.values import Value, is_date, number, ordered, rounded
from talent.categories.identity_documents import read_identity_number
from talent.categories.problems import Refused

if TYPE_CHECKING:  # definitions work out formulas, and lists belong to definitions
    from talent.categories.codes.tables import CodeTable

#: Upper ages of the bands of the yearbook, in the order of its codes: 1 is 35 and younger, 7 is 60 and older.
_AGE_BANDS = (35, 40, 45, 50, 54, 59)
#: How many places `round` knows.
MOST_PLACES = 9


@dataclass(frozen=True)
class Function:
    """`takes`: least and most arguments; `gives`: number, text or truth. The first argument is today."""

    function: Callable[..., Value]
    takes: tuple[int, int]
    gives: str


def age(today: date, born: Value) -> Decimal | None:
    """Whole years, as far as the date is known; nothing for a date that has not come."""
    if not is_date(born):
        return None
    years = today.year - int(born[:4]) - (today.isoformat()[5 : len(born)] < born[5:])
    return Decimal(years) if years >= 0 else None


def age_band(today: date, born: Value) -> str | None:
    years = age(today, born)
    return None if years is None else str(1 + sum(years > oldest for oldest in _AGE_BANDS))


def _year(today: date, day: Value) -> Decimal | None:
    return Decimal(day[:4]) if is_date(day) else None


def _of_number(attribute: str) -> Callable[..., Value]:
    """What an identity document of a kind says of its holder (GB 11643)."""

    def read(today: date, kind: Value, text: Value) -> str | None:
        if not isinstance(kind, str) or not isinstance(text, str):
            return None
        try:
            said: Any = getattr(read_identity_number(kind=kind, text=text), attribute)
        except Refused:
            return None
        return None if said is None else str(said)

    return read


def _contains(today: date, text: Value, part: Value) -> bool:
    return isinstance(text, str | tuple) and isinstance(part, str) and part in text


def _starts(today: date, text: Value, part: Value) -> bool:
    return isinstance(text, str) and isinstance(part, str) and text.startswith(part)


def _length(today: date, text: Value) -> Decimal:
    return Decimal(len(text)) if isinstance(text, str | tuple) else Decimal(0)


def _round(today: date, value: Value, places: Value = None) -> Decimal | None:
    exact, digits = number(value), number(places) or Decimal(0)
    if exact is None or not 0 <= digits <= MOST_PLACES:
        return None
    return rounded(exact.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP))


FUNCTIONS: dict[str, Function] = {
    "if": Function(lambda today, *values: None, (3, 3), "any"),
    "filled": Function(lambda today, value: value is not None, (1, 1), "truth"),
    "blank": Function(lambda today, value: value is None, (1, 1), "truth"),
    "contains": Function(_contains, (2, 2), "truth"),
    "starts": Function(_starts, (2, 2), "truth"),
    "length": Function(_length, (1, 1), "number"),
    "round": Function(_round, (1, 2), "number"),
    "today": Function(lambda today: today.isoformat(), (0, 0), "text"),
    "year": Function(_year, (1, 1), "number"),
    "age": Function(age, (1, 1), "number"),
    "age_band": Function(age_band, (1, 1), "text"),
    "birth": Function(_of_number("birth"), (2, 2), "text"),
    "sex": Function(_of_number("sex"), (2, 2), "text"),
    "any": Function(lambda today, *values: None, (1, 1), "truth"),
    "all": Function(lambda today, *values: None, (1, 1), "truth"),
    "count": Function(lambda today, *values: None, (1, 1), "number"),
    "sum": Function(lambda today, *values: None, (1, 1), "number"),
    "least": Function(lambda today, *values: None, (1, 1), "any"),
    "most": Function(lambda today, *values: None, (1, 1), "any"),
    "highest": Function(lambda today, *values: None, (1, 1), "text"),
    "attribute": Function(lambda today, *values: None, (2, 2), "text"),
}


def _extreme(wanted: int) -> Callable[[Sequence[Value]], Value]:
    def found(values: Sequence[Value]) -> Value:
        best: Value = None
        for each in values:
            if each is not None and (best is None or ordered(each, best) == wanted):
                best = each
        return best

    return found


def _count(values: Sequence[Value]) -> Decimal:
    """Rows for which a condition holds, or in which a value stands."""
    return Decimal(sum(value is not None and value is not False for value in values))


def _sum(values: Sequence[Value]) -> Decimal | None:
    numbers = [number(value) for value in values]
    return rounded(sum((each for each in numbers if each is not None), Decimal(0)))


#: Over the rows of one repeating group.
AGGREGATES: dict[str, Callable[[Sequence[Value]], Value]] = {
    "any": lambda values: any(value is True for value in values),
    "all": lambda values: all(value is True for value in values),
    "count": _count,
    "sum": _sum,
    "least": _extreme(-1),
    "most": _extreme(1),
}


def _highest(table: "CodeTable", values: Sequence[Value]) -> str | None:
    """The code whose rank, an attribute of its list, is smallest: that is the highest."""
    codes = [value for value in values if isinstance(value, str) and value in table.by_code]
    known = {code: table.by_code[code].rank for code in codes}
    ranks = {value: rank for value, rank in known.items() if rank is not None}
    return min(ranks, key=lambda code: ranks[code], default=None)


def _attribute(table: "CodeTable", values: Sequence[Value], name: Value) -> str | None:
    entry = table.by_code.get(values[0]) if isinstance(values[0], str) else None
    said = entry.attributes.get(str(name)) if entry else None
    return None if said is None else str(said)


#: The first argument is a field with a code list.
CODED: dict[str, Callable[..., Value]] = {"highest": _highest, "attribute": _attribute}

#: Calls that a browser cannot make: it has no lists with their attributes.
SERVER_ONLY = frozenset(CODED)
