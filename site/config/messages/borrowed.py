"""Our Chinese for what Wagtail has in English only (locale/zh_Hans), checked against Wagtail's own texts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps

from config.messages.catalogue import Translations, read
from config.messages.checking import PLACEHOLDER
from config.messages.extracting import Message
from config.messages.unwrapped import CHINESE

LANGUAGE = "zh_Hans"
#: Texts of pages, and those of their scripts.
DOMAINS = ("django", "djangojs")
_WORD = re.compile(r"[A-Za-z]{2,}")
_MARKUP = re.compile(r"<[^>]*>")
#: Names that are not translated.
_NAMES = re.compile(r"\b(JavaScript|Wagtail)\b")


def borrowed_faults(locale: Path) -> Iterator[str]:
    """One sentence for each text that Wagtail does not have (any more) or whose Chinese does not fit."""
    for domain in DOMAINS:
        path = Path(locale, LANGUAGE, "LC_MESSAGES", f"{domain}.po")
        translations = read(path, LANGUAGE)
        if translations:
            yield from faults_in(
                translations, known=texts_of_wagtail(domain), place=f"{LANGUAGE}/{domain}.po"
            )


def texts_of_wagtail(domain: str) -> frozenset[Message]:
    """Every text that the installed apps of Wagtail translate."""
    folders = (Path(app.path) for app in apps.get_app_configs() if app.name.partition(".")[0] == "wagtail")
    sources = (folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po" for folder in folders)
    return frozenset(message for source in sources for message in read(source))


def faults_in(translations: Translations, *, known: Iterable[Message], place: str) -> Iterator[str]:
    """What is wrong with one file; empty when each of its texts is Wagtail's and has fitting Chinese."""
    texts = frozenset(known)
    for message, translated in translations.items():
        if message not in texts:
            yield f"no text of Wagtail: {place}: {message.texts[0]}"
        elif not all(translated):
            yield f"untranslated: {place}: {message.texts[0]}"
        elif not all(_is_chinese(text) for text in translated):
            yield f"not Chinese: {place}: {message.texts[0]}"
        elif _placeholders(message.texts[-1]) != _placeholders(translated[-1]):
            yield f"other placeholders: {place}: {message.texts[0]}"


def _is_chinese(text: str) -> bool:
    """A text without a word of its own, such as a place for a date, says the same in both languages."""
    plain = _NAMES.sub("", PLACEHOLDER.sub("", _MARKUP.sub("", text)))
    return bool(CHINESE.search(text)) or not _WORD.search(plain)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))
