"""Dates as people write them in staff lists, of which the day or the month may be unknown."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time

from django.utils.timezone import get_default_timezone, localdate

_DASHES = str.maketrans(dict.fromkeys("‐‑–—−", "-"))
_AROUND_SIGNS = re.compile(r"\s*([-/.年月日号])\s*")
_WRITTEN = re.compile(
    r"([0-9]{4})"
    r"(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?|年(?:([0-9]{1,2})月(?:([0-9]{1,2})[日号])?)?)?"
    # Exports of other systems write a time of day behind the date; it must be one, and is left out.
    r"(?:(?:T| +|(?<=[日号]))([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?)?"
)
#: 2016 年 05 月 08 日 12:30:00.000000 is shorter; blanks in a long text would cost time squared.
_LONGEST = 60
_DIGITS = re.compile(r"((?:18|19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})?")
#: 190312 is 19-03-12 with a two-digit year rather than December 1903; from 1913 on there is no such reading.
_FIRST_SIX_DIGIT_YEAR = 1913


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year of the calendar. Raises ValueError for one that does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year < 1000:
            raise ValueError(f"year {self.year} is not written with four digits")
        if self.day is not None and self.month is None:
            raise ValueError("a day without its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def iso(self) -> str:
        """ "YYYY-MM-DD", "YYYY-MM" or "YYYY" (ISO 8601), as much as is known."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def today() -> date:
    """The day in Inner Mongolia, whatever clock the reader's account keeps."""
    return localdate(timezone=get_default_timezone())


def read_date(text: str) -> PartialDate | None:
    """The date that stands in `text`; None when it is none, is impossible, or has a two-digit year.

    Read are 1978-03-01, 2016/05/08, 1994.08, 1984年3月, 2016年5月8日, 20160508, 199408, 1984, in full-width
    digits and with blanks as well, and a full date with a time of day.
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if digits := _DIGITS.fullmatch(plain):
        year, month, day = digits.groups()
        if day is None and int(year) < _FIRST_SIX_DIGIT_YEAR:
            return None
        return _existing(year, month, day)
    written = _WRITTEN.fullmatch(_AROUND_SIGNS.sub(r"\1", plain))
    if written is None:
        return None
    year, _, month, day, chinese_month, chinese_day, *clock = written.groups()
    day = day or chinese_day
    if clock[0] and not (day and _is_time(*clock)):
        return None
    return _existing(year, month or chinese_month, day)


def _existing(year: str, month: str | None, day: str | None) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        return None


def _is_time(hour: str, minute: str, second: str | None) -> bool:
    try:
        time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return False
    return True
