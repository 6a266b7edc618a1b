"""What becomes of changes, and when: drawn some hundreds of times, then shared by many people."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from random import Random

from django.utils.timezone import make_aware

from portal.demo.signing import Clock, working_days
from talent.orgs.enums import Level
from talent.records.enums import ChangeState
from talent.records.service import review_deadline

_DRAWN = 400
#: What was decided began at least so many working days ago; what is open at most so many: with ten working
#: days for a level, about a quarter of it is overdue.
_DECIDED_BEFORE, _OPEN_SINCE = 15, 14
#: What becomes of the first change of a person, in per mille; with corrections of what is approved every
#: fifth change waits.
FATES = {
    ChangeState.ACCEPTED: 757,
    ChangeState.WAITING: 172,
    ChangeState.DRAFT: 40,
    ChangeState.RETURNED: 18,
    ChangeState.WITHDRAWN: 8,
    ChangeState.REJECTED: 5,
}
#: One in so many of the approved is corrected later.
CORRECTED_EVERY = 22
#: Of what waits, so much waits in the unit itself; the rest is spread over the offices above.
AT_UNIT = 0.3
#: Of the rest, where a department reviews: one office has the work of thousands of units, and is behind.
AT_DEPARTMENT = 0.9


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments as texts.

    `steps`: of each decision its moment, that it was no self-review, and the day on which the change had come
    to its office; `waits`: for each level the last day of its term and the day on which it began. Both as
    columns of a line.
    """

    created: str
    submitted: str
    steps: tuple[str, ...]
    updated: str
    waits: dict[str, str]


class Timelines:
    """Drawn by what happened to a change: whether it is decided, was submitted, and by how many offices."""

    def __init__(self, random: Random) -> None:
        self._clock = Clock(random, working_days())
        self._drawn: dict[tuple[bool, bool, int], list[Timeline]] = {}

    @property
    def began(self) -> datetime:
        """Before the first moment of all."""
        return make_aware(datetime.combine(self._clock.days[0], time(8, 30)))

    def of(self, key: tuple[bool, bool, int], *, random: Random) -> Timeline:
        return self._drawn[key][int(random.random() * _DRAWN)]

    def draw(self, *, most: int) -> None:
        """All of them now: who is forked later draws none, so that nobody's depend on who came first."""
        for decided in (True, False):
            for submitted in (True, False):
                for decisions in range(most + 1):
                    key = decided, submitted, decisions
                    self._drawn[key] = [self._timeline(*key) for _ in range(_DRAWN)]

    def _timeline(self, decided: bool, submitted: bool, decisions: int) -> Timeline:
        clock, last = self._clock, len(self._clock.days) - 1
        created = clock.start(*((0, last - _DECIDED_BEFORE) if decided else (last - _OPEN_SINCE, last - 1)))
        sent = clock.later(2) if submitted else None
        steps = tuple(_step(clock, place) for place in range(decisions))
        return Timeline(
            created.isoformat(),
            sent.isoformat() if sent else r"\N",
            steps,
            clock.now.isoformat(),
            {level: _term(level, clock.now.date()) for level in Level},
        )


def _step(clock: Clock, place: int) -> str:
    """A unit looks at it the same day or the next, an office above takes its time."""
    arrived = clock.now.date()
    return f"{clock.later(8 if place else 1).isoformat()}\tf\t{arrived}"


@cache
def _term(level: str, day: date) -> str:
    return f"{review_deadline(level, day)}\t{day}"
