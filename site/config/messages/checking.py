"""What is wrong with the catalogue, each in one sentence with the text and its first file."""

import re
from collections.abc import Callable, Iterator, Mapping

from config.messages.catalogue import Translations
from config.messages.extracting import Message
from config.messages.unwrapped import CHINESE

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]?|%[sd]|\{\w*\}")
#: A word that the reader has to type or to find stands in its own script between these.
_QUOTED = re.compile(r"“[^”]*”")
#: A sentence that stands there again and again, as a merge of catalogues leaves it.
_AGAIN = re.compile(r"(.{12,}?)\1+", re.DOTALL)


def faults(found: Mapping[Message, list[str]], translations: Translations) -> Iterator[str]:
    """Empty when every text of the code has a translation that fits, and there is no other."""
    counted = {(message.texts[0], message.context) for message in found if len(message.texts) > 1}
    for message, places in found.items():
        about = f"{places[0]}: {message.texts[0]}"
        if len(message.texts) == 1 and (message.texts[0], message.context) in counted:
            # A catalogue has one entry for both, and the plain one would always get the singular.
            yield f"has a plural elsewhere: {about}"
            continue
        if message not in translations:
            yield f"missing: {about}"
            continue
        for fits, fault in _CHECKS:
            if not fits(message.texts, translations[message]):
                yield f"{fault}: {about}"
                break
    for message in translations:
        if message not in found:
            yield f"no longer used: {message.texts[0]}"


def _is_translated(texts: tuple[str, ...], translated: tuple[str, ...]) -> bool:
    return len(texts) == len(translated) and all(translated)


def _is_english(_texts: tuple[str, ...], translated: tuple[str, ...]) -> bool:
    return not any(CHINESE.search(_QUOTED.sub("", text)) for text in translated)


def _says_it_once(_texts: tuple[str, ...], translated: tuple[str, ...]) -> bool:
    return not any(_AGAIN.fullmatch(text) for text in translated)


def _has_placeholders(texts: tuple[str, ...], translated: tuple[str, ...]) -> bool:
    """The same ones; a singular may say "one" in words."""
    wanted, given = _placeholders(texts[-1]), _placeholders(translated[-1])
    return wanted == given and all(_placeholders(text) <= wanted for text in translated)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


_CHECKS: tuple[tuple[Callable[[tuple[str, ...], tuple[str, ...]], bool], str], ...] = (
    (_is_translated, "untranslated"),
    (_is_english, "not English"),
    (_has_placeholders, "other placeholders"),
    (_says_it_once, "says it twice"),
)
