"""Pages whose editors may give an English text beside the Chinese one."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import get_language

CHINESE = "zh-hans"


def other_language() -> str:
    """The language that the page is not in."""
    return CHINESE if (get_language() or "").startswith("en") else "en"


@dataclass(frozen=True)
class Words:
    """A text as its reader gets it, and the language that it is in."""

    text: str
    lang: str


def words(chinese: str, english: str) -> Words:
    """English for readers of English where there is any, else Chinese."""
    if english and (get_language() or "").startswith("en"):
        return Words(english, "en")
    return Words(chinese, CHINESE)


class _Page(Protocol):
    title: Any
    title_en: Any
    seo_title: Any


class Bilingual:
    """A page with a field `title_en` beside Wagtail's own."""

    @property
    def titled(self: _Page) -> Words:
        return words(self.title, self.title_en)

    @property
    def window_title(self: _Page) -> str:
        """For the window of the browser; editors may have given another Chinese one for it."""
        return words(self.seo_title or self.title, self.title_en).text
