"""What in the register looks like a unit that applies: the same code, or nearly the same name nearby.

Names are compared in memory by the share of their pairs of characters: those of one league are some ten
thousand at most, and the database's own measure (pg_trgm) knows no Chinese words either and would need an
extension that the owner of a managed server may not be allowed to create.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from talent.orgs.enums import ApplicationState
from talent.orgs.models import Organisation, OrganisationApplication

#: From this share on a name is shown; the order says the rest.
ALIKE = 60  # percent
MOST_SHOWN = 10
_COLUMNS = ("code", "name", "is_active", "managing_region__name", "managing_region__name_en")
#: Words that every second name has, and that applicants leave out.
_COMMON = re.compile(r"(有限责任公司|股份有限公司|有限公司|内蒙古自治区|内蒙古)")


@dataclass(frozen=True)
class Resembling:
    """An organisation that may be the same unit; `share` is how alike the names are, in percent."""

    code: str
    name: str
    in_use: bool
    region: str
    share: int


@dataclass(frozen=True)
class Found:
    """`same`: whoever has the code of the application, anywhere. `similar`: the most alike names nearby."""

    same: list[Resembling]
    similar: list[Resembling]


def resembling(application: OrganisationApplication) -> Found:
    """What the register has of the code and of names like the one of an application, in one statement.

    Nearby is what sits in the same league or is managed there.
    """
    low, high = _league(application.managing_region_id)
    near = Q(managing_region__code__range=(low, high)) | Q(seat_region__code__range=(low, high))
    coded = Q(code=application.code) if application.code else Q(pk__in=[])
    places = _places(application)
    wanted = _pairs(application.name, places)
    rows = Organisation.objects.filter(near | coded).order_by("pk").values_list(*_COLUMNS)
    compared = [
        (round(100 * _share(wanted, _pairs(name, places))), code, name, *more)
        for code, name, *more in rows.iterator()
    ]
    best = sorted((each for each in compared if each[0] >= ALIKE), key=lambda each: -each[0])[:MOST_SHOWN]
    same = [each for each in compared if application.code and each[1] == application.code]
    return Found([_shown(each) for each in same], [_shown(each) for each in best])


def _shown(row: tuple[Any, ...]) -> Resembling:
    share, code, name, in_use, region, region_en = row
    english = (get_language() or "").startswith("en") and region_en
    return Resembling(code, name, in_use, region_en if english else region, share)


def other_applications(application: OrganisationApplication) -> list[OrganisationApplication]:
    """Open applications for the same code, or for the same name in the same league."""
    same = Q(name=application.name, managing_region__code__range=_league(application.managing_region_id))
    if application.code:
        same |= Q(code=application.code)
    waiting = OrganisationApplication.objects.filter(same, state=ApplicationState.WAITING)
    return list(waiting.exclude(pk=application.pk).order_by("pk")[:MOST_SHOWN])


def _league(code: int) -> tuple[int, int]:
    """All codes of the league of a region; of the region itself, all of them."""
    return (code, code + 9_999) if code % 10_000 == 0 else (code // 100 * 100, code // 100 * 100 + 99)


def _places(application: OrganisationApplication) -> tuple[str, ...]:
    """Names of its banners and leagues: an applicant writes them in front of the name or leaves them out."""
    regions = (application.managing_region, application.seat_region)
    above = [each.parent for each in regions if each.parent]
    return tuple({each.name for each in (*regions, *above)})


def _pairs(name: str, places: tuple[str, ...]) -> frozenset[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKC", name).casefold() if each.isalnum())
    core = _COMMON.sub("", plain)
    for place in places:
        core = core.replace(place, "")
    core = core or plain
    return frozenset(first + second for first, second in pairwise(core)) or frozenset({core})


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice: twice the pairs in common over all pairs of both."""
    return 2 * len(one & other) / (len(one) + len(other))
