"""The responsible-person sheet of the demonstration offices, handed in and in draft."""

from portal.demo.accounts import BANNER, LEAGUE
from talent.categories.service import live_version
from talent.orgs.enums import OrganisationKind
from talent.orgs.models import Organisation
from talent.records.service import fill_sheet

_PEOPLE = (
    ("分管领导", "斯琴·图雅", "女", "蒙古族", "局领导", "党组成员、副局长", "01"),
    ("技术专门负责同志", "李䶮", "男", "汉族", "信息中心", "主任", "02"),
    ("技术专门负责同志", "刘𠅤", "女", "汉族", "人才开发科", "科员", "03"),
)


def fill_sheets() -> None:
    """Fill the sheet of one league's office (handed in) and of one banner's (still a draft)."""
    version = live_version("responsible_person")
    for region, hand_in in ((LEAGUE, True), (BANNER, False)):
        office = Organisation.objects.get(managing_region=region, kind=OrganisationKind.HR_DEPARTMENT)
        fill_sheet(version=version, organisation=office, raw=_sheet(), by=None, hand_in=hand_in)


def _sheet() -> dict[str, object]:
    rows = [
        {
            "no": str(place),
            "role": role,
            "full_name": name,
            "sex": sex,
            "ethnic_group": ethnic,
            "department": department,
            "post": post,
            "office_phone": f"0479-80000{serial}",
            "mobile": f"130000000{serial}",
            "email": f"contact{serial}@example.cn",
        }
        for place, (role, name, sex, ethnic, department, post, serial) in enumerate(_PEOPLE, start=1)
    ]
    head = {"filled_by": "刘𠅤", "signed_by": "", "phone": "0479-8000003", "filled_on": "2026-11-23"}
    return {"row": rows, "sheet": head}
