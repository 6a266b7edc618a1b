"""Places of lines over releases: the frame, the steps of the axis, and what stands too close moved apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

LEFT = 15.0
_RIGHT, _RIGHT_OF_NAMED = 97.0, 77.0
_TOP, _ROW = 1.6, 1.5
_BOTTOM, _BOTTOM_OF_NAMED = 11.6, 15.1
#: So many names of releases stand beside each other on a phone, with names of lines, and elsewhere.
_TICKS, _TICKS_OF_NAMED, _TICKS_WIDE = 4, 3, 6
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
class Frame:
    """Where a drawing has its releases and figures: per cent across, em down.

    `several` lines leave room for their names at the right, and are given more height.
    """

    steps: tuple[float, ...]
    count: int
    several: bool

    @property
    def right(self) -> float:
        return _RIGHT_OF_NAMED if self.several else _RIGHT

    @property
    def bottom(self) -> float:
        return _BOTTOM_OF_NAMED if self.several else _BOTTOM

    def across(self, at: int) -> float:
        """The middle of the room of a release."""
        return LEFT + (self.right - LEFT) * (at + 0.5) / self.count

    def down(self, number: float) -> float:
        return self.bottom - (self.bottom - _TOP) * number / (self.steps[-1] or 1)

    def row(self, number: int) -> float:
        """The line of writing of a row below the axis, the first one 0."""
        return self.bottom + _ROW * (number + 1)

    def named(self, at: int) -> bool:
        """Whether a release has its name below: the last one always, of many others in even steps."""
        return (self.count - 1 - at) % self._every == 0

    def narrow(self, at: int) -> bool:
        """Whether it has it on a phone too: of those that are named, the last one and again even steps."""
        most = _TICKS_OF_NAMED if self.several else _TICKS
        return (self.count - 1 - at) % (self._every * -(-self.count // (self._every * most))) == 0

    @property
    def _every(self) -> int:
        return -(-self.count // _TICKS_WIDE)


@dataclass(frozen=True)
class Moved:
    """Where a thing came to stand; `beside` says how far along its group it is, nought in the middle."""

    place: float
    beside: float


def apart(places: Sequence[float], *, gap: float, lowest: float) -> list[Moved]:
    """Places in their order, none closer to the next than `gap` and none beyond `lowest`.

    Those too close stand evenly around their middle; of equal ones the first given is the first. What has
    room stays where it was.
    """
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _begin(groups[-1], places, gap, lowest) - gap < _end(
            groups[-2], places, gap, lowest
        ):
            last = groups.pop()
            groups[-1] += last
    found = {
        index: Moved(_begin(group, places, gap, lowest) + rank * gap, rank - (len(group) - 1) / 2)
        for group in groups
        for rank, index in enumerate(group)
    }
    return [found[index] for index in range(len(places))]


def _begin(group: Sequence[int], places: Sequence[float], gap: float, lowest: float) -> float:
    middle = sum(places[index] for index in group) / len(group)
    length = gap * (len(group) - 1)
    return min(middle - length / 2, lowest - length)


def _end(group: Sequence[int], places: Sequence[float], gap: float, lowest: float) -> float:
    return _begin(group, places, gap, lowest) + gap * (len(group) - 1)
