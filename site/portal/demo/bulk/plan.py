"""Who works where: how many people of which category each unit has, cut into portions of work."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.demo.bulk.units import apportioned, shares_of
from portal.demo.places import leagues
from portal.demo.world import SHARES, UNIT_TYPES
from talent.orgs.enums import Level
from talent.orgs.models import Organisation, Region

#: People of one portion: enough that a COPY of each table costs nothing beside its rows.
PORTION = 2000
#: What the units of a league itself have, and those of the region, of what one of its banners has.
_ABOVE = 0.1


@dataclass(frozen=True)
class Part:
    """So many people of a category in a unit."""

    unit: Organisation
    category: str
    people: int


@dataclass(frozen=True)
class Portion:
    """People who are made together: all sit in one region. `first`: how many people there are before them.

    `place` and `of`: its place among the portions of that region. `first_part`: how many parts there are
    before its own.
    """

    number: int
    first: int
    first_part: int
    region_code: int
    place: int
    of: int
    parts: tuple[Part, ...]

    @property
    def people(self) -> int:
        return sum(part.people for part in self.parts)


def portions(units: Sequence[Organisation], *, people: int) -> list[Portion]:
    """All work, in order of seat and unit."""
    parts = sorted(_parts(units, people), key=lambda part: (part.unit.seat_region_id, part.unit.code))
    cut = [
        (code, portion)
        for code, group in groupby(parts, key=lambda part: part.unit.seat_region_id)
        for portion in _cut(group)
    ]
    beside, met, first, parts_before = Counter(code for code, _ in cut), Counter[int](), 0, 0
    found = []
    for number, (code, portion) in enumerate(cut):
        found.append(Portion(number, first, parts_before, code, met[code], beside[code], tuple(portion)))
        met[code] += 1
        first += found[-1].people
        parts_before += len(portion)
    return found


def _parts(units: Sequence[Organisation], people: int) -> Iterator[Part]:
    weights = _weights(units)
    total = sum(SHARES.values())
    for category, wanted in apportioned({key: each / total for key, each in SHARES.items()}, people).items():
        eligible = [unit for unit in units if unit.unit_type in UNIT_TYPES[category]]
        whole = sum(weights[unit.pk] for unit in eligible)
        spread = apportioned({unit: weights[unit.pk] / whole for unit in eligible}, wanted)
        yield from (Part(unit, category, count) for unit, count in spread.items() if count)


def _weights(units: Sequence[Organisation]) -> dict[int, float]:
    """A unit's share of the people: those of its region, in equal parts."""
    banners = Region.objects.of_the_standard().filter(level=Level.BANNER)
    shares = shares_of(banners, leagues())
    beside: dict[int, list[int]] = defaultdict(list)
    for unit in units:
        beside[unit.managing_region_id].append(unit.pk)
    above = _ABOVE * sum(shares.values()) / len(shares)
    return {
        pk: shares.get(code, above) / len(standing) for code, standing in beside.items() for pk in standing
    }


def _cut(parts: Iterable[Part]) -> Iterator[list[Part]]:
    portion: list[Part] = []
    room = PORTION
    for part in parts:
        left = part.people
        while left:
            taken = min(left, room)
            portion.append(Part(part.unit, part.category, taken))
            left, room = left - taken, room - taken
            if not room:
                yield portion
                portion, room = [], PORTION
    if portion:
        yield portion
