"""Places of lines over releases: the frame, the steps of the axis, and what stands too close moved apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, floor, inf, log10

LEFT = 15.0
_RIGHT, _RIGHT_OF_NAMED = 97.0, 77.0
_TOP, _ROW = 1.6, 1.5
_BOTTOM, _BOTTOM_OF_NAMED = 11.6, 15.1
#: So many names of releases stand beside each other on a phone, with names of lines, and elsewhere.
_TICKS, _TICKS_OF_NAMED, _TICKS_WIDE = 4, 3, 5
#: Of few releases each has room for its name; of many the closest have this part of what all would have if
#: their days were evenly spread.
_CLOSEST = 0.8
_STEPS = (1, 2, 5, 10)
#: The axis has about so many steps.
_MANY = 4


def axis(highest: float) -> tuple[float, ...]:
    """The figures beside the axis: from nought in even round steps, the last not below the highest."""
    if highest <= 0:
        return (0.0,)
    rough = highest / _MANY
    power = 10.0 ** floor(log10(rough))
    step = max(next(each * power for each in _STEPS if each * power >= rough), 1.0)
    return tuple(step * number for number in range(ceil(highest / step) + 1))


@dataclass(frozen=True)
class Tick:
    """A release below the axis: its day, which places it, and its name in two lines."""

    day: date
    month: str
    number: str


@dataclass(frozen=True)
class Frame:
    """Where a drawing has its releases and figures: per cent across, em down.

    Releases are as far from each other as their `days`, but never so close that one covers the other.
    `several` lines leave room for their names at the right, and are given more height.
    """

    steps: tuple[float, ...]
    days: tuple[date, ...]
    several: bool

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def right(self) -> float:
        return _RIGHT_OF_NAMED if self.several else _RIGHT

    @property
    def bottom(self) -> float:
        return _BOTTOM_OF_NAMED if self.several else _BOTTOM

    def across(self, at: int) -> float:
        """By its day, between half a room from the left and half a room from the right."""
        return LEFT + self._room / 2 + self._length * self._along[at]

    @property
    def _room(self) -> float:
        return (self.right - LEFT) / self.count

    @property
    def _length(self) -> float:
        """From the first release to the last."""
        return self.right - LEFT - self._room

    @cached_property
    def _along(self) -> tuple[float, ...]:
        """From nought for the first release to one for the last."""
        first, last = self.days[0].toordinal(), self.days[-1].toordinal()
        if first == last:
            return tuple(at / max(self.count - 1, 1) for at in range(self.count))
        places = [(each.toordinal() - first) / (last - first) for each in self.days]
        name = (self.right - LEFT) / _TICKS_WIDE
        gap = min(name / self._length, _CLOSEST / (self.count - 1))
        return tuple(each.place for each in apart(places, gap=gap, lowest=1, highest=0))

    def down(self, number: float) -> float:
        return self.bottom - (self.bottom - _TOP) * number / (self.steps[-1] or 1)

    def row(self, number: int) -> float:
        """The line of writing of a row below the axis, the first one 0."""
        return self.bottom + _ROW * (number + 1)

    def named(self, at: int) -> bool:
        """Whether a release has its name below: the last one always, of the others those with room for it."""
        return at in self._named

    def narrow(self, at: int) -> bool:
        """Whether it has it on a phone too, where names need more room."""
        return at in self._narrow

    @cached_property
    def _named(self) -> frozenset[int]:
        return self._with_room(range(self.count), _TICKS_WIDE)

    @cached_property
    def _narrow(self) -> frozenset[int]:
        return self._with_room(sorted(self._named), _TICKS_OF_NAMED if self.several else _TICKS)

    def _with_room(self, some: Sequence[int], most: int) -> frozenset[int]:
        """From the last one back, each that is a name's width from the one after it."""
        width, found = (self.right - LEFT) / most, list[int]()
        for at in reversed(some):
            if not found or self.across(found[-1]) - self.across(at) >= width - 0.01:
                found.append(at)
        return frozenset(found)


@dataclass(frozen=True)
class Moved:
    """Where a thing came to stand; `beside` says how far along its group it is, nought in the middle."""

    place: float
    beside: float


def apart(places: Sequence[float], *, gap: float, lowest: float, highest: float = -inf) -> list[Moved]:
    """Places in their order, none closer to the next than `gap`, none beyond `lowest` or before `highest`.

    Those too close stand evenly around their middle; of equal ones the first given is the first. What has
    room stays where it was.
    """

    def begin(group: Sequence[int]) -> float:
        middle = sum(places[index] for index in group) / len(group)
        length = gap * (len(group) - 1)
        return max(min(middle - length / 2, lowest - length), highest)

    def end(group: Sequence[int]) -> float:
        return begin(group) + gap * (len(group) - 1)

    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and begin(groups[-1]) - gap < end(groups[-2]):
            last = groups.pop()
            groups[-1] += last
    found = {
        index: Moved(begin(group) + rank * gap, rank - (len(group) - 1) / 2)
        for group in groups
        for rank, index in enumerate(group)
    }
    return [found[index] for index in range(len(places))]
