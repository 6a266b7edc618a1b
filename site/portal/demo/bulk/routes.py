"""Which levels a change of a mould passes from a unit, and which office reviews there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.demo.bulk.moulds import Kind, Mould
from talent.categories.models import CategoryVersion
from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.service import Offices
from talent.records.models import Change, RouteRule
from talent.records.service import Desks, Ruled, add_rule

_HEALTH = Ruled(
    name="卫生系统人才经行业主管部门",
    name_en="Talents of health pass their department",
    levels=(Level.DEPARTMENT,),
    condition='unit.industry = "Q"',
)


def send_health_to_its_department() -> None:
    """A rule that gives one department the work of all hospitals, unless it was added before."""
    if not RouteRule.objects.filter(name=_HEALTH.name).exists():
        add_rule(given=_HEALTH, by=None)


def above(unit: Organisation) -> tuple[int, int | None]:
    """What decides which offices stand above a unit of a kind."""
    return unit.managing_region_id, unit.administrative_department_id


@dataclass(frozen=True, slots=True)
class Route:
    """`offices`: where it waits at each step, 0 for the unit itself. `text`: the levels as an array."""

    levels: tuple[str, ...]
    offices: tuple[int, ...]
    text: str


@dataclass
class Routes:
    """Rules are asked once a mould, offices once for all units of a kind that the same ones stand above."""

    versions: Mapping[str, CategoryVersion]
    desks: Desks = field(default_factory=Desks)
    standing: Offices = field(default_factory=Offices)
    known: dict[tuple[Kind, int, int | None], list[Route]] = field(default_factory=dict)
    levels: dict[Kind, list[frozenset[str]]] = field(default_factory=dict)

    def gather(self, units: Iterable[Organisation]) -> None:
        """Read what answers for units, all at once."""
        asked = [Change(unit=unit) for unit in units]
        self.desks.gather(asked)
        self.standing.gather(each.unit for each in asked)

    def ask(self, unit: Organisation, kind: Kind, moulds: Sequence[Mould]) -> None:
        """One route a mould, for a unit of this kind and all others below the same offices."""
        version = self.versions[kind.category]
        asked = Change(unit=unit, category_id=version.category_id, version=version)
        if kind not in self.levels:
            self.levels[kind] = [self._levels(asked, mould) for mould in moulds]
        ways = {levels: self._route(asked, levels) for levels in set(self.levels[kind])}
        self.known[kind, *above(unit)] = [ways[levels] for levels in self.levels[kind]]

    @property
    def longest(self) -> int:
        return max(len(route.levels) for routes in self.known.values() for route in routes)

    def _levels(self, asked: Change, mould: Mould) -> frozenset[str]:
        asked.data = mould.document
        return self.desks.levels_of_unsaved(asked)

    def _route(self, asked: Change, wanted: frozenset[str]) -> Route:
        levels = tuple(str(level) for level in self.desks.by_levels(asked, wanted))
        offices = tuple(
            0 if level == Level.UNIT else self.standing.at(asked.unit, level).pk for level in levels
        )
        return Route(levels, offices, "{" + ",".join(levels) + "}")
