"""Applications of units, and the offices that decide about them."""

from talent.orgs.applying import Details, apply
from talent.orgs.models import Region
from talent.orgs.uscc import check_character
from tests.contracts.world import BANNER, LEAGUE, REGION, SIBLING, member, organisation


def uscc(serial):
    """The serial-th good code."""
    body = f"91152502MA{serial:07d}"
    return body + check_character(body)


def details(**fields):
    given = {
        "code": uscc(1), "name": "锡林浩特市蒙源科技有限公司", "kind": "unit", "unit_type": "42",
        "ownership": "", "industry": "B", "seat_region": Region.objects.get(pk=BANNER),
        "managing_region": Region.objects.get(pk=fields.pop("region", BANNER)),
        "administrative_department": None, "administrative_department_typed": "",
        "industry_department": None, "industry_department_typed": "",
        "contact_name": "乌日娜", "phone": "0479-8223456", "email": "", "reason": "",
    }  # fmt: skip
    return Details(**{**given, **fields})


class Offices:
    """Offices of a banner, its league and a sibling, an industry department, and who works there."""

    def __init__(self):
        self.banner = organisation("旗人社局", "hr_department", BANNER)
        self.league = organisation("盟人社局", "hr_department", LEAGUE)
        self.sibling = organisation("邻旗人社局", "hr_department", SIBLING)
        self.mining = organisation("能源局", "industry_department", REGION, industries=["B"])
        self.health = organisation("卫健委", "industry_department", REGION, industries=["Q"])
        places = {
            "banner": (self.banner, "hr_reviewer"),
            "league": (self.league, "hr_reviewer"),
            "sibling": (self.sibling, "hr_reviewer"),
            "mining": (self.mining, "hr_reviewer"),
            "health": (self.health, "hr_reviewer"),
            "analyst": (self.banner, "analyst"),
            "banner_admin": (self.banner, "system_admin"),
            "league_admin": (self.league, "system_admin"),
            "sibling_admin": (self.sibling, "system_admin"),
        }
        self.people = {name: member(name, at, role) for name, (at, role) in places.items()}

    def apply(self, **fields):
        return apply(details(**fields), address="10.0.0.1")
