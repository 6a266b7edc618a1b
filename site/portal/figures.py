"""How a released figure is written: in persons, and in 万人 with one decimal, as yearbooks do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.stats.service import Figure, percent

TEN_THOUSAND = 10_000
#: A tenth of 万人; what rounds to nothing at one decimal is below half of it.
TENTH = TEN_THOUSAND // 10
#: The mark of a figure that cannot be, by definition.
IMPOSSIBLE = "–"
#: From here on, one decimal of 万人 tells leagues apart.
_LARGE = 10 * TEN_THOUSAND


@dataclass(frozen=True)
class Unit:
    """The unit of the drawings: its name, how a number of persons is written in it, and the smallest
    difference that this shows, in persons."""

    name: str
    write: Callable[[float], str]
    least: int = 1

    def text(self, figure: Figure) -> str:
        """A shown figure in this unit; one that is not shown as the release writes it."""
        return figure.text if figure.value is None else self.write(figure.value)

    def written(self, figure: Figure) -> int | None:
        """The number that a reader of the text reads, in persons; None for a figure that is not shown."""
        value = figure.value
        return None if value is None else (value + self.least // 2) // self.least * self.least


def in_ten_thousands(value: float | None) -> str:
    """Persons as 万人 with one decimal, half up; empty for a figure that is not shown."""
    if value is None:
        return ""
    if 0 < value < TENTH // 2:
        return "<0.1"
    return f"{(Decimal(str(value)) / TEN_THOUSAND).quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


def telling_ten_thousands(value: float | None) -> str:
    """The same beside a number of persons: empty below a tenth of 万人, where it says less than that, and for
    readers of English, who do not count by it."""
    if value is None or value < TENTH or (get_language() or "").startswith("en"):
        return ""
    return in_ten_thousands(value)


def in_persons(value: float) -> str:
    return f"{value:,.0f}"


def unit_for(figures: Iterable[Figure]) -> Unit:
    """万人 when the largest figure reaches 100,000, else 人."""
    largest = max((figure.value or 0 for figure in figures), default=0)
    return Unit(_("万人"), in_ten_thousands, TENTH) if largest >= _LARGE else Unit(_("人"), in_persons)


def share(part: Figure, whole: Figure) -> str:
    """Per cent, from shown figures only; empty where one of them is not shown or the part is beyond the
    whole."""
    told = percent(part.value, whole.value)
    return f"{told}%" if told else ""


def share_told(part: Figure, whole: Figure) -> str:
    """The share, and where there is none why: of what cannot be its mark, else that it is not shown."""
    return share(part, whole) or (IMPOSSIBLE if part.text == IMPOSSIBLE else _("不显示"))
