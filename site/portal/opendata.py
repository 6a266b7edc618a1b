"""The page of open data: the tables of the newest release with every way to read them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.bilingual import Words, words
from portal.explorer.state import query
from portal.explorer.subjects import subjects, title
from reports.opendata.service import licence as standing_licence
from reports.stats.service import PublishedTable

_NO_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Offered:
    """One table with its addresses."""

    key: str
    title: str
    page: str
    data: str


@dataclass(frozen=True)
class Shelf:
    """The tables of one subject under their heading; `anchor` is its id."""

    anchor: str
    heading: str
    tables: tuple[Offered, ...]


def shelves(tables: Iterable[PublishedTable], words: str = "") -> list[Shelf]:
    """The tables by level and subject; only those that have every one of the words."""
    found = enumerate(subjects(tables, words), start=1)
    return [Shelf(f"s{number}", each.heading, tuple(map(_offered, each.tables))) for number, each in found]


def _offered(table: PublishedTable) -> Offered:
    return Offered(
        key=table.key,
        title=title(table),
        page=reverse("portal:statistics") + query({"table": table.key}),
        data=reverse("opendata:table", args=(table.key,)),
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
