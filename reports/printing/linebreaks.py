"""Where a line of Chinese text may end.

The rules of GB/T 15834 and of everyday typesetting (禁则): closing punctuation never begins a line, opening
punctuation never ends one, —— and …… stay whole, and so do Latin words, numbers, addresses and a character
with its combining marks. Only what is wider than a whole line is broken elsewhere.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕〗｝］”’…—～·•・／％‰°℃々" + ",.;:?!)]}%")
NEVER_LAST = frozenset("（《〈「『【〔〖｛［“‘￥＄" + "([{¥$№")
KEPT_IN_PAIRS = frozenset("…—")
NO_BREAK_SPACES = "\u00a0\u2007\u202f"
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Span:
    """A line as positions in the text: `start` inclusive, `end` exclusive, its trailing spaces not counted.

    `forced` says that the line had to end inside something that should have stayed whole.
    """

    start: int
    end: int
    forced: bool = False


def is_space(char: str) -> bool:
    """Whether a line may end after this character, which is then not drawn; a no-break space is not one."""
    return char.isspace() and char not in NO_BREAK_SPACES


@lru_cache(maxsize=65536)
def may_break(before: str, after: str, *, spaced: bool = False) -> bool:
    """Whether a line may end between these two characters, neighbours or `spaced` by spaces."""
    if is_space(after) or joins(after) or after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if spaced:
        return True
    if before in KEPT_IN_PAIRS and before == after:
        return False
    return not (_in_word(before) and _in_word(after))


@lru_cache(maxsize=4096)
def joins(char: str) -> bool:
    """Whether the character is drawn onto the one before it."""
    return unicodedata.category(char).startswith("M")


@lru_cache(maxsize=65536)
def _in_word(char: str) -> bool:
    if unicodedata.east_asian_width(char) in "WF":
        return False
    return "!" <= char <= "~" or char in NO_BREAK_SPACES or unicodedata.category(char)[0] in "LNM"


def break_lines(text: str, advances: Sequence[float], width: float) -> list[Span]:
    """The lines of `text`, one paragraph, none wider than `width` but for a single character or spaces.

    `advances` are the widths of the characters in the unit of `width`. Takes time linear in the text.
    """
    lines: list[Span] = []
    start = good = cluster = 0  # of the line, of the best break in it, of the character that would overflow
    used = since_good = since_cluster = 0.0
    before, spaced = "", False
    for at, advance in enumerate(advances):
        char = text[at]
        if before and may_break(before, char, spaced=spaced):
            good, since_good = at, 0.0
        if not joins(char):
            cluster, since_cluster = at, 0.0
        before, spaced = (before, True) if is_space(char) else (char, False)
        used, since_good, since_cluster = used + advance, since_good + advance, since_cluster + advance
        if spaced:
            continue
        while used > width + ROUNDING and at > start:
            cut, rest = next(
                (place, left)
                for place, left in ((good, since_good), (cluster, since_cluster), (at, advance))
                if place > start
            )
            lines.append(_span(text, start, cut, forced=cut != good))
            start, used = cut, rest
    lines.append(_span(text, start, len(text)))
    return lines


def _span(text: str, start: int, end: int, *, forced: bool = False) -> Span:
    while end > start and is_space(text[end - 1]):
        end -= 1
    return Span(start, end, forced)
