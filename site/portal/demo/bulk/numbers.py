"""Identity numbers of one region of which none comes twice, whoever of many workers deals them out."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from talent.categories.service import check_digit

#: Serial numbers of one day and sex.
_SERIALS = 499
#: Days of a year that is not a leap year, as they stand in a number and in a date. Next to each other in the
#: list are none that are so in time: 211 and 365 share no divisor.
_DAYS = [
    (f"{born:%m%d}", f"-{born:%m-%d}")
    for born in (date(1990, 1, 1) + timedelta(days=place * 211 % 365) for place in range(365))
]


class UsedUp(ValueError):
    """More people of one region, year and sex than there are numbers."""


@dataclass
class Dealer:
    """Deals out every `of`-th number of a region, from the `place`-th on."""

    region_code: int
    place: int
    of: int
    dealt: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def deal(self, *, year: int, male: bool) -> tuple[str, str]:
        """The next number, and the birth date in it."""
        serial, day = divmod(self.place + self.of * self.dealt[year, male], len(_DAYS))
        if serial >= _SERIALS:
            raise UsedUp(self.region_code)
        self.dealt[year, male] += 1
        in_number, in_date = _DAYS[day]
        body = f"{self.region_code:06d}{year}{in_number}{2 * serial + (1 if male else 2):03d}"
        return body + check_digit(body), f"{year}{in_date}"
