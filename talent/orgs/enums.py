"""Closed lists of the house of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where an office stands; also the steps of a review route (notice 四(三))."""

    UNIT = "unit", _("单位")
    BANNER = "banner", _("旗县(市、区)")
    LEAGUE = "league", _("盟市")
    REGION = "region", _("自治区")


class OrganisationKind(models.TextChoices):
    HR_DEPARTMENT = "hr_department", _("人力资源和社会保障部门")
    INDUSTRY_DEPARTMENT = "industry_department", _("行业主管部门")
    ADMIN_DEPARTMENT = "admin_department", _("行政主管部门")
    UNIT = "unit", _("用人单位")
    VILLAGE_COMMITTEE = "village_committee", _("嘎查村(居)委会")


#: Kinds that collect people of their own.
COLLECTING_KINDS = frozenset({OrganisationKind.UNIT, OrganisationKind.VILLAGE_COMMITTEE})


class ApplicationState(models.TextChoices):
    """Where the application of a unit stands; the values are those of the badges on pages."""

    WAITING = "waiting", _("待审")
    RETURNED = "returned", _("退回补正")
    APPROVED = "accepted", _("已通过")
    REFUSED = "rejected", _("不予通过")


class Role(models.TextChoices):
    """Separate powers: nobody holds one by holding another."""

    COLLECTOR = "collector", _("单位填报员")
    UNIT_REVIEWER = "unit_reviewer", _("单位审核员")
    HR_REVIEWER = "hr_reviewer", _("人社部门审核员")
    ANALYST = "analyst", _("查询分析员")
    CATEGORY_ADMIN = "category_admin", _("类别管理员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


#: Roles of the portal; every other role works in the admin at /back/.
UNIT_ROLES = frozenset({Role.COLLECTOR, Role.UNIT_REVIEWER})
STAFF_ROLES = frozenset(Role) - UNIT_ROLES
#: Roles that may read talent rows at all; the others never do.
READING_ROLES = UNIT_ROLES | {Role.HR_REVIEWER, Role.ANALYST}
