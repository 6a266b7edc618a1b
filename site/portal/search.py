"""Looking up pages, tables, areas and categories by words: all of them must occur.

Names and words of pages are few and stand ready; only the texts of notices and help are asked of the
database, as many at most as one page shows.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags

from portal.models import HelpPage, NoticePage
from portal.places import Group, groups

#: A question is read up to here.
LONGEST, MOST_WORDS = 60, 6
#: So many of a group are shown.
MOST = 20
#: An excerpt goes so far before and behind the word.
_BEFORE, _BEHIND = 30, 90


@dataclass(frozen=True)
class Hit:
    label: str
    href: str
    excerpt: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Found:
    """The hits of one group; `more` where there are others that are not shown."""

    label: str
    hits: tuple[Hit, ...]
    more: bool


def words_of(asked: str) -> list[str]:
    """The words of a question, in one spelling."""
    return _plain(asked[:LONGEST]).split()[:MOST_WORDS]


def search(asked: str) -> list[Found]:
    """What fits all words, by group; nothing for an empty question.

    What has the words in its title comes before what has them elsewhere, and so do groups that have such.
    """
    words = words_of(asked)
    if not words:
        return []
    found = [each for group in groups() if (each := _of(group, words)).hits]
    return sorted(found, key=lambda each: _rank(each.hits[0], words))


def _of(group: Group, words: Sequence[str]) -> Found:
    by_name = [
        Hit(each.label, each.href, lang=each.lang)
        for each in group.places
        if _has(f"{each.label} {each.words}", words)
    ]
    known = {each.href for each in by_name}
    texts = [each for each in _texts(group, words) if each.href not in known]
    hits = sorted([*by_name, *texts], key=lambda each: _rank(each, words))
    return Found(group.label, tuple(hits[:MOST]), len(hits) > MOST)


def _rank(hit: Hit, words: Sequence[str]) -> bool:
    """Whether the title lacks a word: sorting keeps the order of equals."""
    return not _has(hit.label, words)


def _texts(group: Group, words: Sequence[str]) -> list[Hit]:
    """Pages of the group that have the words in their text."""
    kind = {str(page._meta.verbose_name): page for page in (HelpPage, NoticePage)}.get(group.label)
    if kind is None:
        return []
    pages: QuerySet[HelpPage | NoticePage] = kind.objects.live().public()
    for word in words:
        within = Q()
        for field in ("title", "title_en", "body", "body_en"):
            within |= Q(**{f"{field}__icontains": word})
        pages = pages.filter(within)
    return [
        hit for page in pages.order_by("-last_published_at", "-pk")[: MOST + 1] if (hit := _hit(page, words))
    ]


def _hit(page: HelpPage | NoticePage, words: Sequence[str]) -> Hit | None:
    """None where a word stands in the markup alone."""
    titled, told = page.titled, page.told
    text = " ".join(strip_tags(told.text.replace("<", " <")).split())
    if not _has(
        f"{page.title} {page.title_en} {text} {strip_tags(page.body)} {strip_tags(page.body_en)}", words
    ):
        return None
    at = max(_plain(text).find(words[0]), 0)
    begin = max(at - _BEFORE, 0)
    cut = ("…" if begin else "") + text[begin : at + _BEHIND] + ("…" if len(text) > at + _BEHIND else "")
    return Hit(titled.text, page.url or "", cut, titled.lang)


def _has(text: str, words: Sequence[str]) -> bool:
    plain = _plain(text)
    return all(word in plain for word in words)


def _plain(text: str) -> str:
    """Wide and narrow, large and small letters are one; what has no shape is a space."""
    return "".join(
        each if each.isprintable() else " " for each in unicodedata.normalize("NFKC", text).casefold()
    )
