"""What an account may see, as plain intervals: one pure value, used by every query.

A scope is a union of grants; a grant is a conjunction: regions and industries and system and units.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from talent.orgs.enums import COLLECTING_KINDS, READING_ROLES, UNIT_ROLES, OrganisationKind, Role

Interval = tuple[int, int]
_SPAN = {"region": 9_999, "league": 99, "banner": 0}


@dataclass(frozen=True)
class RegionNode:
    """The three facts of a region that powers follow from."""

    code: int
    parent: int | None
    reporting_parent: int | None


@dataclass(frozen=True)
class Grant:
    """Rows that satisfy every condition given; None means that the grant does not ask for it."""

    role: Role
    organisation_id: int
    regions: tuple[Interval, ...] | None = None
    industries: tuple[str, ...] | None = None
    system_id: int | None = None
    unit_id: int | None = None
    #: Whose grant it is, where it is held in place of a colleague who is away (代审).
    standing_for: int | None = None

    @property
    def reads(self) -> bool:
        return self.role in READING_ROLES


@dataclass(frozen=True)
class Scope:
    """All grants of one account on one day.

    An individual has none and reads only what is their own: `account_id` names the registration and
    `person_id` the person who was claimed with it. What is held in a role never includes it.
    """

    user_id: int | None = None
    grants: tuple[Grant, ...] = field(default=())
    account_id: int | None = None
    person_id: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def as_(self, *roles: Role) -> "Scope":
        """The part of this scope that is held in one of these roles."""
        return Scope(self.user_id, tuple(grant for grant in self.grants if grant.role in roles))

    def own(self) -> "Scope":
        """Without what is held in place of somebody else."""
        return Scope(self.user_id, tuple(grant for grant in self.grants if grant.standing_for is None))

    def stands_for(self, organisation_id: int) -> frozenset[int]:
        """The accounts in whose place something is held at an organisation."""
        here = (grant.standing_for for grant in self.grants if grant.organisation_id == organisation_id)
        return frozenset(each for each in here if each is not None)

    def organisations(self, *roles: Role) -> tuple[int, ...]:
        """Ids of the organisations in which one of these roles is held, each once, in order of grant."""
        return tuple(dict.fromkeys(grant.organisation_id for grant in self.as_(*roles).grants))


NOTHING = Scope()


def reporting_intervals(code: int, regions: Iterable[RegionNode]) -> tuple[Interval, ...]:
    """Code intervals of the reporting subtree of a region: 150700 gives (150700, 150780), (150782, 150799).

    Codes that are not in use yet belong to the interval around them, so that a new banner needs no new grant.
    """
    nodes = {node.code: node for node in regions}
    inside = {node.code for node in nodes.values() if _reports_to(node, code, nodes)}
    holes = sorted(_interval(node) for node in nodes.values() if node.code not in inside)
    pieces = (
        piece
        for low, high in sorted(_interval(nodes[each]) for each in inside)
        for piece in _without(low, high, [hole for hole in holes if low < hole[0] <= high])
    )
    return tuple(_joined(sorted(pieces)))


def _interval(node: RegionNode) -> Interval:
    return node.code, node.code + _span(node)


def _span(node: RegionNode) -> int:
    if node.parent is None:
        return _SPAN["region"]
    return _SPAN["league"] if node.code % 100 == 0 else _SPAN["banner"]


def _reports_to(node: RegionNode, code: int, nodes: dict[int, RegionNode]) -> bool:
    current: RegionNode | None = node
    while current is not None:
        if current.code == code:
            return True
        current = nodes.get(current.reporting_parent) if current.reporting_parent else None
    return False


def _without(low: int, high: int, holes: list[Interval]) -> Iterable[Interval]:
    for first, last in holes:
        if low < first:
            yield low, first - 1
        low = max(low, last + 1)
    if low <= high:
        yield low, high


def _joined(intervals: Iterable[Interval]) -> Iterable[Interval]:
    """Sorted intervals without overlaps, neighbours made one."""
    current: Interval | None = None
    for low, high in intervals:
        if current is not None and low <= current[1] + 1:
            current = (current[0], max(current[1], high))
            continue
        if current is not None:
            yield current
        current = (low, high)
    if current is not None:
        yield current


def grant_for(
    *,
    role: Role,
    organisation_id: int,
    kind: str,
    region_code: int,
    industries: tuple[str, ...],
    regions: Iterable[RegionNode],
) -> Grant:
    """The grant of one role in one organisation: HR by region, industry and administrative departments
    by their units in the region, units by themselves (notice 四(四)). A role of units reads no more anywhere.
    """
    if kind in COLLECTING_KINDS or role in UNIT_ROLES:
        return Grant(role, organisation_id, unit_id=organisation_id)
    intervals = reporting_intervals(region_code, regions)
    if kind == OrganisationKind.INDUSTRY_DEPARTMENT:
        return Grant(role, organisation_id, regions=intervals, industries=industries)
    if kind == OrganisationKind.ADMIN_DEPARTMENT:
        return Grant(role, organisation_id, regions=intervals, system_id=organisation_id)
    return Grant(role, organisation_id, regions=intervals)
