"""How characters are named that no font has: to the operator, and at the foot of the sheet itself."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

#: So many stand at the foot of a page; of more, their number.
MOST_AT_FOOT = 8


def name_character(char: str) -> str:
    """How an operator is told of a character: 𱁬（U+3106C）, or its number alone where it cannot be shown."""
    return f"{char}（{_number(char)}）" if char.isprintable() else _number(char)


def code_of(named: str) -> int:
    """The number of a character from what `name_character` says of it."""
    return int(named.rpartition("U+")[2].rstrip("）"), 16)


def foot_note(chars: Sequence[str]) -> str:
    """What the foot of a page says of the characters that stand on it as □; empty for none.

    Their numbers alone: no font of the sheet can show the characters.
    """
    numbers = [_number(char) for char in dict.fromkeys(chars)]
    if not numbers:
        return ""
    shown = _("、").join(numbers[:MOST_AT_FOOT])
    if len(numbers) > MOST_AT_FOOT:
        shown = _("%(shown)s 等 %(count)d 个") % {"shown": shown, "count": len(numbers)}
    return _("缺字(打印为□，请手工补写)：%(shown)s") % {"shown": shown}


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"
