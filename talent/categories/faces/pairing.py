"""Which row of a repeating group is which one of before: rows have no number of their own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

#: Rows that are alike by at least so much, the average of their values, are one row that was changed.
_ALIKE = 0.5
#: A text tells a row from others better than a code or a day does.
_OF_TEXT = 2
#: So much of a text is compared; what tells one row from another stands at its beginning.
_READ = 60
#: Beyond so many comparisons (two hundred rows against two hundred) rows are only compared place by place.
_MOST = 40_000


@dataclass(frozen=True)
class Paired:
    """`before` and `after` are places in the lists, None where the row was added or removed."""

    before: int | None
    after: int | None
    moved: bool = False


def paired(before: Sequence[Row], after: Sequence[Row]) -> list[Paired]:
    """Every row once, in the order of `after`; what was removed stands where it stood.

    Equal rows are one row, then those that are most alike, then what is left at one place. Values are alike
    when they are equal, and texts by what they have in common: of two schools of one kind the one whose name
    was mended is found again. A row moved when it stands otherwise to the rest, not when others before it
    came or went.
    """
    match = _equal(before, after)
    _similar(before, after, match)
    _at_one_place(before, after, match)
    stayed = _longest_rising([match[place] for place in sorted(match)])
    rows = [
        Paired(match.get(place), place, moved=place in match and match[place] not in stayed)
        for place in range(len(after))
    ]
    for gone in sorted(set(range(len(before))) - set(match.values())):
        rows.insert(_where(rows, gone), Paired(gone, None))
    return rows


def _equal(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """By place in `after` the place in `before`; one at the same place is taken first."""
    match = {place: place for place in range(min(len(before), len(after))) if before[place] == after[place]}
    taken = set(match)
    standing: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(before):
        if place not in taken:
            standing[_said(row)].append(place)
    for place, row in enumerate(after):
        if place not in match and standing[_said(row)]:
            match[place] = standing[_said(row)].pop(0)
    return match


def _said(row: Row) -> str:
    return repr(sorted(row.items()))


def _similar(before: Sequence[Row], after: Sequence[Row], match: dict[int, int]) -> None:
    """The most alike first; of equally alike ones those that stand nearest."""
    new = [place for place in range(len(after)) if place not in match]
    old = sorted(set(range(len(before))) - set(match.values()))
    if len(new) * len(old) > _MOST:
        return
    olds, news = (
        {place: _Read.of(rows[place]) for place in places} for rows, places in ((before, old), (after, new))
    )
    scored = [(-olds[was].alike(news[now]), abs(was - now), now, was) for now in new for was in old]
    taken = set[int]()
    for score, _distance, now, was in sorted(scored):
        if -score >= _ALIKE and now not in match and was not in taken:
            match[now] = was
            taken.add(was)


@dataclass(frozen=True)
class _Read:
    """A row with its texts cut into pairs of characters, once for all comparisons."""

    row: Row
    texts: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, row: Row) -> "_Read":
        return cls(row, {key: _pairs_of(value) for key, value in row.items() if _is_text(value)})

    def alike(self, other: "_Read") -> float:
        """From 0 to 1, over all values that either row has."""
        weights = {key: self._weight(other, key) for key in {*self.row, *other.row}}
        alike = sum(weight * self._alike_at(other, key) for key, weight in weights.items())
        return alike / sum(weights.values()) if weights else 0.0

    def _weight(self, other: "_Read", key: str) -> int:
        return _OF_TEXT if key in self.texts or key in other.texts else 1

    def _alike_at(self, other: "_Read", key: str) -> float:
        if self.row.get(key) == other.row.get(key):
            return 1.0
        mine, theirs = self.texts.get(key), other.texts.get(key)
        return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def _is_text(value: Any) -> bool:
    """Numbers, days and codes are equal or not: that two years begin alike says nothing."""
    return isinstance(value, str) and any(letter.isalpha() for letter in value)


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(min(len(text), _READ) - 1))


def _at_one_place(before: Sequence[Row], after: Sequence[Row], match: dict[int, int]) -> None:
    """A row that was typed over anew is still the row at its place, if no other is."""
    taken = set(match.values())
    for place in range(min(len(before), len(after))):
        if place not in match and place not in taken:
            match[place] = place


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """The most places that follow each other as before: these rows stayed, the rest moved around them."""
    best: list[list[int]] = []
    for place in places:
        best.append([*_longest([each for each in best if each[-1] < place]), place])
    return frozenset(_longest(best))


def _longest(found: Sequence[list[int]]) -> list[int]:
    return max(found, key=len) if found else []


def _where(rows: Sequence[Paired], gone: int) -> int:
    """Behind the last row that stood before it and stayed."""
    behind = [
        place
        for place, row in enumerate(rows)
        if row.before is not None and row.before < gone and not row.moved
    ]
    return behind[-1] + 1 if behind else 0
