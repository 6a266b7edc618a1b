"""Units for millions of people: as many as there would be, spread over the banners by their population."""

from collections.abc import Iterable, Mapping
from itertools import cycle, islice
from random import Random

from portal.demo.accounts import BANNER
from portal.demo.places import (
    UNITS,
    League,
    build_places,
    education_department,
    leagues,
    make_unit,
    town_of,
)
from talent.orgs.enums import Level
from talent.orgs.models import Organisation, Region

PEOPLE_A_UNIT = 125
SEED = 19490501
#: How many of a hundred units are of each kind of `UNITS`.
_MIX = (20, 22, 8, 10, 18, 8, 4, 10)
#: What a numbered name leaves out: 第一中学 is followed by 第2中学.
_FIRST = ("第一", "巴彦")
#: The banner of the demonstration's accounts has so many times its share, and a queue long by any measure.
_BUSY = 60.0
#: Serial numbers in codes from here on, behind those of the first units of a place.
_FIRST_SERIAL = 1000
_BATCH = 2000


def build_units(*, people: int) -> list[Organisation]:
    """The places of the demonstration and as many more units as so many people work in, in order of code."""
    standing = build_places()
    regions = {each.code: each for each in Region.objects.of_the_standard().select_related("parent")}
    banners = {code: region for code, region in regions.items() if region.level == Level.BANNER}
    shares = shares_of(banners.values(), leagues())
    wanted = max(0, people // PEOPLE_A_UNIT - len(standing))
    education = education_department()
    more = [
        unit
        for code, count in apportioned(shares, wanted).items()
        for unit in _more(banners[code], count, education)
    ]
    Organisation.objects.bulk_create(more, ignore_conflicts=True, batch_size=_BATCH)
    codes = {each.code for each in (*standing, *more)}
    return [each for each in Organisation.objects.order_by("code") if each.code in codes]


def shares_of(banners: Iterable[Region], census: Mapping[int, League]) -> dict[int, float]:
    """The share of each banner in all people: its league's, in equal parts, and more for the busy one."""
    found = list(banners)
    beside = {league: sum(_league(each) == league for each in found) for league in census}
    weights = {
        each.code: census[_league(each)].people
        / beside[_league(each)]
        * (_BUSY if each.code == BANNER else 1.0)
        for each in found
    }
    return {code: weight / sum(weights.values()) for code, weight in weights.items()}


def _league(region: Region) -> int:
    return region.code // 100 * 100


def apportioned[K](shares: Mapping[K, float], total: int) -> dict[K, int]:
    """Whole numbers by shares that add up to 1, and together the total: what is cut off is carried on."""
    found: dict[K, int] = {}
    exact = given = 0.0
    for key, share in shares.items():
        exact += share * total
        found[key] = round(exact) - round(given)
        given = exact
    return found


def _more(banner: Region, count: int, education: Organisation) -> list[Organisation]:
    kinds = [kind for kind, share in zip(UNITS, _MIX, strict=True) for _ in range(share)]
    Random(SEED).shuffle(kinds)
    return [
        make_unit(
            kind,
            region=banner,
            serial=_FIRST_SERIAL + place,
            name=f"{town_of(banner)}第{2 + place}{_unnumbered(kind.name)}（示例）",
            seat=banner.code,
            education=education,
        )
        for place, kind in enumerate(islice(cycle(kinds), count))
    ]


def _unnumbered(name: str) -> str:
    for beginning in _FIRST:
        name = name.removeprefix(beginning)
    return name
