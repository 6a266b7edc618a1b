"""Names are never split into surname and given name; found by two characters or pinyin initials."""

from itertools import pairwise

from pypinyin import Style, lazy_pinyin

#: What stands between the parts of a name, whichever dot was typed.
_BETWEEN = "·•‧∙⋅・･．.-"


def bigrams(name: str) -> list[str]:
    """Each pair of neighbouring characters and each single one, without blanks and middle dots, sorted."""
    plain = [char for char in name.casefold() if not char.isspace() and char not in _BETWEEN]
    pairs = {first + second for first, second in pairwise(plain)}
    return sorted(pairs | set(plain))


def search_terms(text: str) -> list[str]:
    """What a name must contain to match what was typed: its pairs, or the one character."""
    plain = [char for char in text.casefold() if not char.isspace() and char not in _BETWEEN]
    if len(plain) < 2:
        return plain
    return sorted({first + second for first, second in pairwise(plain)})


def pinyin_initials(name: str) -> str:
    """sqty for 斯琴·图雅; characters without a reading are left out."""
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default"))
    return "".join(char for char in letters if char.isascii() and char.isalnum()).lower()[:72]
