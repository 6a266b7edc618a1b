"""Departments and units of an invented region: every league and banner, units of every kind."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from talent.orgs.enums import Level, OrganisationKind
from talent.orgs.models import Organisation, Region
from talent.orgs.service import check_character

REGION = 150000


class UnitKind(NamedTuple):
    """`prefix`: the first two characters of the code."""

    name: str
    unit_type: str
    ownership: str
    industry: str
    prefix: str
    kind: OrganisationKind


UNITS = (
    UnitKind("人民医院", "21", "110", "Q", "12", OrganisationKind.UNIT),
    UnitKind("第一中学", "21", "110", "P", "12", OrganisationKind.UNIT),
    UnitKind("农牧业技术推广中心", "21", "110", "M", "12", OrganisationKind.UNIT),
    UnitKind("能源有限责任公司", "41", "151", "B", "91", OrganisationKind.UNIT),
    UnitKind("食品加工有限公司", "42", "173", "C", "91", OrganisationKind.UNIT),
    UnitKind("牧业专业合作社", "45", "190", "A", "93", OrganisationKind.UNIT),
    UnitKind("社会工作服务中心", "52", "179", "Q", "52", OrganisationKind.UNIT),
    UnitKind("巴彦嘎查委员会", "61", "120", "S", "55", OrganisationKind.VILLAGE_COMMITTEE),
)
_DEPARTMENTS: tuple[tuple[str, OrganisationKind, list[str]], ...] = (
    ("自治区卫生健康委员会", OrganisationKind.INDUSTRY_DEPARTMENT, ["Q"]),
    ("自治区农牧厅", OrganisationKind.INDUSTRY_DEPARTMENT, ["A"]),
    ("自治区教育厅", OrganisationKind.ADMIN_DEPARTMENT, []),
)
#: Each place stands for so many people of the census.
DATA = Path(__file__).parent / "data" / "population_2020.csv"


@dataclass(frozen=True)
class League:
    """Census of 2020: people, and the share of Mongols among them."""

    code: int
    people: int
    mongol_share: float


def leagues() -> dict[int, League]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        int(row["code"]): League(
            int(row["code"]), int(row["population"]), int(row["mongol_population"]) / int(row["population"])
        )
        for row in rows
    }


def build_places() -> list[Organisation]:
    """Insert the departments and units that are missing; returns all collecting units in order of code."""
    standard = Region.objects.of_the_standard().select_related("parent").order_by("code")
    regions = {region.code: region for region in standard}
    Organisation.objects.bulk_create(_departments(regions), ignore_conflicts=True)
    education = education_department()
    units = [unit for region in regions.values() for unit in _units(region, regions, education)]
    Organisation.objects.bulk_create(units, ignore_conflicts=True)
    codes = [unit.code for unit in units]
    return list(Organisation.objects.filter(code__in=codes).order_by("code"))


def _departments(regions: dict[int, Region]) -> list[Organisation]:
    offices = [
        Organisation(
            code=_code("11", region.code, 1),
            name=_office_name(region),
            kind=OrganisationKind.HR_DEPARTMENT,
            unit_type="10",
            industry="S",
            seat_region_id=_seat(region, regions),
            managing_region=region,
        )
        for region in regions.values()
    ]
    others = [
        Organisation(
            code=_code("11", REGION, 10 + place),
            name=name,
            kind=kind,
            unit_type="10",
            industry="S",
            industries=industries,
            seat_region_id=150102,
            managing_region_id=REGION,
        )
        for place, (name, kind, industries) in enumerate(_DEPARTMENTS)
    ]
    return [*offices, *others]


def _office_name(region: Region) -> str:
    return "自治区人力资源和社会保障厅" if region.code == REGION else f"{region.name}人力资源和社会保障局"


def _seat(region: Region, regions: dict[int, Region]) -> int:
    """An office of a league sits in its first banner, that of the region in 呼和浩特市新城区."""
    if region.level == Level.BANNER:
        return region.code
    if region.code == REGION:
        return 150102
    return min(code for code in regions if code // 100 == region.code // 100 and code != region.code)


def _units(region: Region, regions: dict[int, Region], education: Organisation) -> Iterator[Organisation]:
    """A banner has every kind of unit; a league and the region have a hospital and a company of their own."""
    kinds = UNITS if region.level == Level.BANNER else (UNITS[0], UNITS[3])
    for place, kind in enumerate(kinds):
        yield make_unit(
            kind,
            region=region,
            serial=100 + place,
            name=f"{town_of(region)}{kind.name}（示例）",
            seat=_seat(region, regions),
            education=education,
        )


def town_of(region: Region) -> str:
    """A banner with its league before it, since names of districts come twice."""
    named = region.level == Level.BANNER and region.parent is not None and region.parent_id != REGION
    return region.parent.name + region.name if named and region.parent else region.name


def make_unit(
    kind: UnitKind, *, region: Region, serial: int, name: str, seat: int, education: Organisation
) -> Organisation:
    """A unit that is not saved yet; schools belong to the department of education."""
    return Organisation(
        code=_code(kind.prefix, region.code, serial),
        name=name,
        kind=kind.kind,
        unit_type=kind.unit_type,
        ownership=kind.ownership,
        industry=kind.industry,
        seat_region_id=seat,
        managing_region=region,
        administrative_department=education if kind.industry == "P" else None,
    )


def education_department() -> Organisation:
    """That to which the schools belong."""
    return Organisation.objects.get(name=_DEPARTMENTS[2][0])


def _code(prefix: str, region_code: int, serial: int) -> str:
    body = f"{prefix}{region_code:06d}MA{serial:07d}"
    return body + check_character(body)
