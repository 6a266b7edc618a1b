"""Which office reviews what a unit sends at which level (notice 四(三)), and whether anybody does there."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from talent.orgs.enums import Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.offices import NoOffice, path_by, rank_on, reporting_parents

#: An industry or administrative department stands beside the offices of the regions, below the lowest.
RANK = {Level.UNIT: 0, Level.DEPARTMENT: 1, Level.BANNER: 1, Level.LEAGUE: 2, Level.REGION: 3}
_REVIEWING = (Role.HR_REVIEWER, Role.UNIT_REVIEWER)


def reviewing_office(organisation: Organisation, level: str) -> Organisation:
    """The unit itself at `unit`; its department at `department`; above, the HR office of its managing region.

    A unit managed by a higher region has its lower levels at that region's own office. A region without an
    active office passes the work to the next one up, and so does a unit without a department, so that nothing
    waits where nobody works. Raises NoOffice when even the region has none.
    """
    return Offices().at(organisation, level)


class Offices:
    """The same for the units of a batch: two statements for all of them, if they are gathered first.

    For one transaction: it never looks twice.
    """

    def __init__(self) -> None:
        self._gathered: set[int] = set()
        self._parents: dict[int, int | None] = {}
        self._paths: dict[int, list[int]] = {}
        self._departments: dict[int, Organisation] = {}
        self._manned: set[int] = set()
        self._of_region: dict[int, Organisation] = {}

    def gather(self, units: Iterable[Organisation]) -> None:
        """Read what answers for these units, and who reviews there or at the units themselves today."""
        new = [unit for unit in units if unit.pk not in self._gathered]
        if not new:
            return
        self._gathered |= {unit.pk for unit in new}
        self._parents = self._parents or reporting_parents()
        codes = {code for unit in new for code in self._path(unit)}
        reviewed = Membership.objects.on(timezone.localdate()).filter(
            organisation=OuterRef("pk"), role__in=_REVIEWING, user__is_active=True
        )
        found = Organisation.objects.filter(_answering(new, codes), is_active=True).order_by("pk")
        for office in found.annotate(manned=Exists(reviewed)):
            if vars(office)["manned"]:
                self._manned.add(office.pk)
            if office.kind == OrganisationKind.HR_DEPARTMENT:
                self._of_region[office.managing_region_id] = office
            elif not office.collects:
                self._departments[office.pk] = office

    def at(self, unit: Organisation, level: str) -> Organisation:
        """Raises NoOffice when even the region has none."""
        if level == Level.UNIT:
            return unit
        department = self.department_of(unit) if level == Level.DEPARTMENT else None
        return department or self._of_rank(unit, RANK[Level(level)])

    def stands(self, unit: Organisation, level: str) -> bool:
        """Whether an office of the level itself answers, and none above it in its place. A unit that a higher
        region manages has nothing lower that could be missing."""
        if level == Level.UNIT:
            return True
        if level == Level.DEPARTMENT:
            return self.department_of(unit) is not None
        self.gather([unit])
        path = self._path(unit)
        wanted = max(RANK[Level(level)], rank_on(path, 0))
        return any(
            code in self._of_region and rank_on(path, place) == wanted for place, code in enumerate(path)
        )

    def department_of(self, unit: Organisation) -> Organisation | None:
        """The administrative department that a unit names, or else the nearest one of its industry.

        Only one that stands in a region which the unit reports to: it could not see the unit otherwise.
        """
        self.gather([unit])
        path = self._path(unit)
        named = self._departments.get(unit.administrative_department_id or 0)
        if named and named.kind == OrganisationKind.ADMIN_DEPARTMENT and named.managing_region_id in path:
            return named
        theirs = [
            each
            for each in self._departments.values()
            if each.kind == OrganisationKind.INDUSTRY_DEPARTMENT
            and each.managing_region_id in path
            and unit.industry in each.industries
        ]
        return min(theirs, key=lambda each: (path.index(each.managing_region_id), each.pk), default=None)

    def is_manned(self, office: Organisation) -> bool:
        """Whether somebody reviews there today; of what was gathered."""
        return office.pk in self._manned

    def _of_rank(self, unit: Organisation, rank: int) -> Organisation:
        self.gather([unit])
        path = self._path(unit)
        for place, code in enumerate(path):
            if code in self._of_region and rank_on(path, place) >= rank:
                return self._of_region[code]
        raise NoOffice(unit.name)

    def _path(self, unit: Organisation) -> list[int]:
        code = unit.managing_region_id
        if code not in self._paths:
            self._paths[code] = path_by(self._parents, code)
        return self._paths[code]


def _answering(units: Iterable[Organisation], codes: Iterable[int]) -> Q:
    """The units, the HR offices and industry departments of these regions, and the departments they name."""
    units, codes = list(units), list(codes)
    industries = sorted({unit.industry for unit in units if unit.industry})
    named = {unit.administrative_department_id for unit in units} - {None}
    offices = Q(kind=OrganisationKind.HR_DEPARTMENT, managing_region__in=codes)
    departments = Q(
        kind=OrganisationKind.INDUSTRY_DEPARTMENT, managing_region__in=codes, industries__overlap=industries
    )
    return offices | departments | Q(pk__in=[*(unit.pk for unit in units), *named])
