"""Names with everything that a change keeps to find them by, worked out once for all who are called so."""

from dataclasses import dataclass
from random import Random

from portal.demo.people import name_by_chance
from talent.records.service import bigrams, pinyin_initials

MOST, FEWEST = 40_000, 60


@dataclass(frozen=True, slots=True)
class Name:
    """`bigrams` as the text of an array."""

    text: str
    bigrams: str
    pinyin: str


@dataclass(frozen=True)
class Names:
    """So many Mongolian names and others that few people of a unit are called alike."""

    mongol: list[Name]
    other: list[Name]

    @classmethod
    def drawn(cls, random: Random, *, people: int) -> "Names":
        wanted = max(FEWEST, min(MOST, people))
        return cls(_drawn(random, wanted, mongol=True), _drawn(random, wanted, mongol=False))


def _drawn(random: Random, wanted: int, *, mongol: bool) -> list[Name]:
    """Frequent names come as often as chance has them: each draw is one entry of the list."""
    known: dict[str, Name] = {}
    drawn = (name_by_chance(random, mongol=mongol) for _ in range(wanted))
    return [known.get(text) or known.setdefault(text, _name(text)) for text in drawn]


def _name(text: str) -> Name:
    return Name(text, "{" + ",".join(bigrams(text)) + "}", pinyin_initials(text))
