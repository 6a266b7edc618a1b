"""A management area outside the standard, with one unit: what the pages about areas show."""

from datetime import timedelta

from django.utils import timezone

from talent.orgs.enums import AreaEventKind, OrganisationKind
from talent.orgs.models import Organisation, Region
from talent.orgs.service import check_character, plan_area, scope_for
from talent.security.models import User

NAME, NAME_EN = "满洲里边境经济合作区", "Manzhouli Border Economic Cooperation Zone"
#: 满洲里市, where it lies and to which it reports.
CITY = 150781
_CODE = "91150771MA0000100"


def make_area() -> Region:
    """The area, set up by the system administrator a month ago, and its unit; both only where missing."""
    area = Region.objects.filter(name=NAME, is_area=True).first() or _set_up()
    Organisation.objects.get_or_create(
        code=_CODE + check_character(_CODE),
        defaults={
            "name": f"{NAME}口岸物流有限公司（示例）",
            "kind": OrganisationKind.UNIT,
            "unit_type": "42",
            "ownership": "173",
            "industry": "G",
            "seat_region": area,
            "managing_region": area,
        },
    )
    return area


def _set_up() -> Region:
    administrator = User.objects.get(username="xitong")
    event = plan_area(
        kind=AreaEventKind.SET_UP,
        effective=timezone.localdate() - timedelta(days=30),
        document="内政字〔2026〕0号（示例）",
        by=administrator,
        scope=scope_for(administrator),
        after={"name": NAME, "name_en": NAME_EN, "parent": CITY, "reporting_parent": CITY},
    )
    if event.area is None:
        raise LookupError(NAME)
    return event.area
