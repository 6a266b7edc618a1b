"""The page of open data: the tables of the newest release with every way to read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.bilingual import Words, words
from portal.explorer.cube import BANNER, LEAGUE, REGION
from portal.explorer.state import query
from portal.explorer.words import level
from portal.wording import in_language
from reports.opendata.service import licence as standing_licence
from reports.stats.service import ReleasedTable

_NO_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Offered:
    """One table with its addresses."""

    table: ReleasedTable
    title: str
    page: str
    data: str


@dataclass(frozen=True)
class Shelf:
    """The tables of one level of areas."""

    level: str
    label: str
    tables: tuple[Offered, ...]


def shelves(tables: Sequence[ReleasedTable]) -> list[Shelf]:
    """The tables by their level, the leagues first; a level without tables is left out."""
    found = [
        Shelf(name, level(name), tuple(_offered(each) for each in tables if each.level == name))
        for name in (LEAGUE, BANNER, REGION)
    ]
    return [each for each in found if each.tables]


def _offered(each: ReleasedTable) -> Offered:
    return Offered(
        table=each,
        title=in_language(each.title),
        page=reverse("portal:statistics") + query({"table": each.key}),
        data=reverse("opendata:table", args=(each.key,)),
    )


def licence() -> Words:
    """The terms of use in the language of the reader."""
    found = standing_licence()
    return words(found.name_zh, found.name_en)


def licence_address() -> str:
    """Where the text of the licence stands."""
    return standing_licence().url


def for_search_engines(datasets: Sequence[dict[str, Any]]) -> SafeString:
    """The datasets as a block of data that no browser runs; nothing where there are none."""
    if not datasets:
        return SafeString()
    text = json.dumps(datasets, ensure_ascii=False).translate(_NO_MARKUP)
    # Whatever could end the block is written as JSON allows it to be.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
