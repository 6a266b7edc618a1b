"""The page of open data: the tables of the newest release with every way to read them."""

from dataclasses import dataclass

from django.urls import reverse

from portal.bilingual import Words, words
from portal.models import HomePage
from portal.wording import in_language
from reports.stats.service import ReleasedTable

#: Tables that have a page of their own.
_PAGES = {"league_category": "portal:statistics"}


@dataclass(frozen=True)
class Offered:
    """One table with its addresses; `page` is "" where it has no page of its own."""

    table: ReleasedTable
    title: str
    page: str
    data: str


def offered(tables: list[ReleasedTable]) -> list[Offered]:
    return [
        Offered(
            table=each,
            title=in_language(each.title),
            page=reverse(_PAGES[each.key]) if each.key in _PAGES else "",
            data=reverse("opendata:table", args=(each.key,)),
        )
        for each in tables
    ]


def licence() -> Words | None:
    """The terms of use that editors of the home page have given, if any (one query)."""
    given = HomePage.objects.values_list("licence", "licence_en").first()
    return words(*given) if given and given[0] else None
