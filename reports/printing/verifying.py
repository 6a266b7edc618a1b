"""What anybody learns about an official sheet who has its number: read by the login of the public.

That login cannot read the table, so it cannot list numbers: it may call one function with one number
(migration 0002), which tells what the look-up shows and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from reports.printing.enums import Standing
from reports.printing.numbers import read_number, short, shown

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Verified:
    """A sheet as the look-up shows it. `name` is masked; none of what is withdrawn."""

    number: str
    title: str
    digest: str
    printed_at: datetime
    standing: Standing
    name: str


def verify(typed: str) -> Verified | None:
    """The sheet with the number that somebody typed or scanned; None if there is none."""
    number = read_number(typed)
    if not number:
        return None
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute("SELECT title, digest, printed_at, standing, name FROM printing_verify(%s)", [number])
        row = cursor.fetchone()
    if row is None:
        return None
    title, digest, printed_at, standing, name = row
    return Verified(shown(number), title, short(bytes(digest)), printed_at, Standing(standing), name or "")
