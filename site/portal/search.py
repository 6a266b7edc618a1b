"""Looking up pages, tables, areas and categories by words: all of them must occur.

Words may be Chinese or English, whatever the language of the reader. An area is found by what its page tells
of it as well ("锡林浩特 学历"). Words that only make a question of it are passed over.

Names and words of pages are few and stand ready; only the texts of notices and help are asked of the
database, as many at most as one page shows.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.bilingual import other_language
from portal.models import HelpPage, NoticePage
from portal.places import Group, Place, groups

#: A question is read up to here.
LONGEST, MOST_WORDS = 60, 6
#: So many of a group are shown.
MOST = 20
#: Of a Chinese question, wherever they stand in it; of an English one, as words.
_ASKING = re.compile("怎么办|怎么样|怎么|怎样|如何|是什么|什么是|在哪里|哪里|[?？]")
_ASKING_ENGLISH = {*("how", "to", "do", "does", "can", "i", "what", "where", "which", "is", "are", "the")}
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
    """The words of a question, in one spelling, without what only asks; of nothing else, as it stands."""
    plain = _plain(asked[:LONGEST])
    words = [each for each in _ASKING.sub(" ", plain).split() if each not in _ASKING_ENGLISH]
    return (words or plain.split())[:MOST_WORDS]


def search(asked: str) -> list[Found]:
    """What fits all words, by group; nothing for an empty question.

    What has the words in its title comes before what has them elsewhere, and so do groups that have such.
    """
    words = words_of(asked)
    if not words:
        return []
    with override(other_language()):
        also = {each.href: f"{each.label} {each.words}" for group in groups() for each in group.places}
    found = [each for group in groups() if (each := _of(group, words, also)).hits]
    return sorted(found, key=lambda each: _rank(each.hits[0], words))


def _of(group: Group, words: Sequence[str], also: Mapping[str, str]) -> Found:
    by_name = [hit for each in group.places if (hit := _named(each, words, also.get(each.href, "")))]
    known = {each.href for each in by_name}
    texts = [each for each in _texts(group, words) if each.href not in known]
    hits = sorted([*by_name, *texts], key=lambda each: _rank(each, words))
    return Found(group.label, tuple(hits[:MOST]), len(hits) > MOST)


def _named(place: Place, words: Sequence[str], also: str) -> Hit | None:
    """A page whose name has the words (`also`: as it is named in the other language), or has one of them and
    tells of the others; then it says by what, and leads there."""
    own = _plain(f"{place.label} {place.words} {also}")
    beyond = [each for each in words if each not in own]
    if not beyond:
        return Hit(place.label, place.href, lang=place.lang)
    if len(beyond) == len(words):
        return None
    told = [each for each in place.subjects if any(word in _plain(each.words) for word in beyond)]
    if not _has(" ".join(each.words for each in told), beyond):
        return None
    anchor = told[0].anchor if len(told) == 1 else ""
    return Hit(place.label, place.href + anchor, _("、").join(each.label for each in told), place.lang)


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
