"""The words of released tables in the language of the reader."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from reports.stats.service import Category, Note


def in_language(texts: Mapping[str, str]) -> str:
    """English for readers of English where there is any, else Chinese; keys are `zh` and `en`."""
    english = texts.get("en", "")
    return english if english and (get_language() or "").startswith("en") else texts["zh"]


def label_of(category: Category) -> str:
    return in_language({"zh": category.label_zh, "en": category.label_en})


def worded(found: Iterable[Note]) -> list[tuple[Note, str]]:
    """Each note with its text in the language of the reader."""
    return [(each, in_language(each.text)) for each in found]
