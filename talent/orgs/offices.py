"""Which HR offices answer for which regions (notice 四(三))."""

from collections.abc import Iterable, Mapping, Sequence

from talent.orgs.enums import OrganisationKind
from talent.orgs.models import Organisation, Region


class NoOffice(LookupError):
    """No active HR office stands at this level or above it; the change would wait for nobody."""


def office_of_region(code: int) -> Organisation:
    """The HR office that answers for a region: its own, or the nearest one that it reports to.

    Raises NoOffice when even the region has none.
    """
    for _rank, office in _offices_up_from(code):
        return office
    raise NoOffice(str(code))


def common_office(first: int, second: int) -> Organisation | None:
    """The lowest active HR office that answers for two regions alike; None where there is none."""
    theirs = set(path_up(second))
    shared = [code for code in path_up(first) if code in theirs]
    found = Organisation.objects.filter(
        kind=OrganisationKind.HR_DEPARTMENT, is_active=True, managing_region_id__in=shared
    )
    return min(found, key=lambda office: shared.index(office.managing_region_id), default=None)


def _offices_up_from(region_code: int) -> list[tuple[int, Organisation]]:
    """(rank of level, active HR office) of a region and its reporting parents, lowest first."""
    path = path_up(region_code)
    found = {
        office.managing_region_id: office
        for office in Organisation.objects.filter(
            kind=OrganisationKind.HR_DEPARTMENT, is_active=True, managing_region_id__in=path
        )
    }
    return [(rank_on(path, place), found[code]) for place, code in enumerate(path) if code in found]


def rank_on(path: Sequence[int], place: int) -> int:
    """The rank of the level at which the office of a region works, by its place on its path to the top.

    Distance from the top gives the level: 满洲里 reports to the region itself and so works as a league. An
    area below a banner has nothing lower to stand for: its office works as that of a banner does.
    """
    return max(1, 3 - (len(path) - 1 - place))


def offices_answering(codes: Iterable[int]) -> set[int]:
    """Ids of the HR offices that answer for regions, for the log; a region without any has none."""
    return {offices[0][1].pk for code in set(codes) if (offices := _offices_up_from(code))}


def path_up(region_code: int) -> list[int]:
    """A region and those that it reports to, itself first."""
    return path_by(reporting_parents(), region_code)


def reporting_parents() -> dict[int, int | None]:
    """To whom each region reports (about 120 rows)."""
    return dict(Region.objects.values_list("code", "reporting_parent_id"))


def path_by(parents: Mapping[int, int | None], region_code: int) -> list[int]:
    path = [region_code]
    while (parent := parents.get(path[-1])) is not None:
        path.append(parent)
    return path
