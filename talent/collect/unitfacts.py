"""What the register knows of a unit, in words, and who works for it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from talent.categories.service import code_table
from talent.collect.wording import language
from talent.orgs.enums import UNIT_ROLES
from talent.orgs.models import Membership, Organisation


def facts_of(unit: Organisation) -> list[tuple[str, str]]:
    """Label and value of each fact, "" where it is not known."""
    department = unit.administrative_department
    code = _("%(code)s(临时代码)") % {"code": unit.code} if unit.code_is_temporary else unit.code
    return [
        (_("单位全称"), unit.name),
        (_("统一社会信用代码"), code),
        (_("单位类型"), _word("unit_type", unit.unit_type)),
        (_("经济类型"), _word("ownership", unit.ownership)),
        (_("所属行业"), _word("industry_section", unit.industry)),
        (_("所在地区(属地)"), unit.seat_region.named(language())),
        (_("管理地区(隶属)"), unit.managing_region.named(language())),
        (_("行政主管部门"), department.name if department else ""),
    ]


def people_of(unit: Organisation) -> dict[str, list[str]]:
    """Names by role of those who fill in or review for a unit today."""
    found: dict[str, list[str]] = {}
    rows = (
        Membership.objects.on(timezone.localdate())
        .filter(organisation=unit, role__in=UNIT_ROLES, user__is_active=True)
        .order_by("role", "user__name")
        .values_list("role", "user__name")
    )
    for role, name in rows:
        found.setdefault(role, []).append(name)
    return found


def _word(key: str, code: str) -> str:
    entry = code_table(key).by_code.get(code)
    return entry.named(language()) if entry else code
