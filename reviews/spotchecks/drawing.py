"""A sample without sorting everything: the records that stand first in a shuffled order of all numbers.

Two ways give the same sample. Where the frame is dense, the order is walked from its beginning and the
records of those numbers are looked up by their keys, until enough are found. Where it is sparse, or a share
of it is asked for, its records are walked once and those with the earliest places are kept.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from heapq import heapify, heappushpop, nsmallest
from itertools import batched
from math import ceil
from typing import NamedTuple

from reviews.spotchecks.shuffling import Shuffle
from talent.orgs.service import ScopedQuerySet
from talent.records.models import TalentRecord

#: The most that one sample holds.
MOST = 5000
#: So many places are looked up, and so many records walked, while somebody waits; more is for a job.
PLACES, RECORDS = 40_000, 40_000
_FIRST, _LARGEST = 500, 8000
_COLUMNS = ("pk", "approved_id", "approved__self_reviewed")


class Candidate(NamedTuple):
    record: int
    change: int
    self_reviewed: bool


class Drawn(NamedTuple):
    """`rank`: its place in the order, in which a record of a higher weight stands so many times earlier."""

    rank: int
    record: int
    change: int


#: Those of some candidates that meet a condition on their documents.
Keep = Callable[[list[Candidate]], list[Candidate]]


@dataclass(frozen=True)
class Wanted:
    """So many records, or a share (per cent) of all; 自审 stands `weight` times as early in the order."""

    size: int | None
    share: Decimal | None = None
    weight: int = 1

    def of(self, counted: int) -> int:
        """How many that is of a frame; at least one, at most MOST."""
        if self.size is not None:
            return min(self.size, MOST)
        return min(max(1, ceil(counted * (self.share or 0) / 100)), MOST)


def everything(candidates: list[Candidate]) -> list[Candidate]:
    """No condition on documents."""
    return candidates


def draw(
    frame: ScopedQuerySet[TalentRecord],
    shuffle: Shuffle,
    wanted: Wanted,
    *,
    keep: Keep = everything,
    bounded: bool = True,
) -> list[Drawn] | None:
    """The sample, in its order. With `bounded` None where it would take too long for somebody who waits."""
    if wanted.size is not None:
        found = by_places(frame, shuffle, wanted, keep=keep, most=PLACES)
        if found is not None:
            return found
    return by_records(frame, shuffle, wanted, keep=keep, most=RECORDS if bounded else None)


def by_places(
    frame: ScopedQuerySet[TalentRecord],
    shuffle: Shuffle,
    wanted: Wanted,
    *,
    keep: Keep = everything,
    most: int | None = None,
) -> list[Drawn] | None:
    """The sample, looked up from the beginning of the order; None when `most` places were not enough."""
    size, found, start, step = wanted.of(0), list[Drawn](), 0, _FIRST
    while start < shuffle.size:
        if most is not None and start >= most:
            return None
        end = min(start + step, shuffle.size)
        numbers = [shuffle.at(place) for place in range(start, end)]
        found += _ranked(keep(_read(frame.filter(pk__in=numbers))), shuffle, wanted.weight)
        # What was not looked up yet stands at `end` or later, whatever its weight.
        if sum(each.rank < end for each in found) >= size:
            break
        start, step = end, min(step * 2, _LARGEST)
    return nsmallest(size, found)


def by_records(
    frame: ScopedQuerySet[TalentRecord],
    shuffle: Shuffle,
    wanted: Wanted,
    *,
    keep: Keep = everything,
    most: int | None = None,
) -> list[Drawn] | None:
    """The sample, from a walk over the frame; None when it has more than `most` records."""
    earliest, counted, walked = _Earliest(wanted.of(0) if wanted.size is not None else MOST), 0, 0
    for portion in _portions(frame):
        walked += len(portion)
        if most is not None and walked > most:
            return None
        if wanted.size is not None:  # a document that comes too late is not read
            portion = [each for each in portion if earliest.takes(_rank(each, shuffle, wanted.weight))]
        kept = keep(portion)
        counted += len(kept)
        earliest.add(_ranked(kept, shuffle, wanted.weight))
    return earliest.first(wanted.of(counted))


class _Earliest:
    """Of many ranks the earliest so many, the last of them on top of a heap."""

    def __init__(self, size: int) -> None:
        self._size, self._heap = size, list[tuple[int, int, int]]()

    def takes(self, rank: int) -> bool:
        return len(self._heap) < self._size or rank <= -self._heap[0][0]

    def add(self, drawn: Iterable[Drawn]) -> None:
        for each in drawn:
            turned = (-each.rank, -each.record, each.change)
            if len(self._heap) < self._size:
                self._heap.append(turned)
                if len(self._heap) == self._size:
                    heapify(self._heap)
            else:
                heappushpop(self._heap, turned)

    def first(self, size: int) -> list[Drawn]:
        return nsmallest(size, [Drawn(-rank, -record, change) for rank, record, change in self._heap])


def _portions(frame: ScopedQuerySet[TalentRecord]) -> Iterator[list[Candidate]]:
    """The frame as the database finds it: no order is asked for."""
    rows = frame.order_by().values_list(*_COLUMNS).iterator(chunk_size=_LARGEST)
    for portion in batched(rows, _LARGEST):
        yield [Candidate(*row) for row in portion]


def _read(frame: ScopedQuerySet[TalentRecord]) -> list[Candidate]:
    return [Candidate(*row) for row in frame.order_by().values_list(*_COLUMNS)]


def _ranked(candidates: Iterable[Candidate], shuffle: Shuffle, weight: int) -> list[Drawn]:
    return [Drawn(_rank(each, shuffle, weight), each.record, each.change) for each in candidates]


def _rank(each: Candidate, shuffle: Shuffle, weight: int) -> int:
    place = shuffle.place(each.record)
    return place if each.self_reviewed else place * weight
