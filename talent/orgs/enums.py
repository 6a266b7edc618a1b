"""Closed lists of the house of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where an office stands; also the steps of a review route (notice 四(三))."""

    UNIT = "unit", _("单位")
    DEPARTMENT = "department", _("主管部门")
    BANNER = "banner", _("旗县(市、区)")
    LEAGUE = "league", _("盟市")
    REGION = "region", _("自治区")


#: The levels at which regions stand; units and departments stand in one of them.
OF_REGIONS = (Level.BANNER, Level.LEAGUE, Level.REGION)


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


class EventKind(models.TextChoices):
    """What can happen to an organisation in its life."""

    RENAMED = "renamed", _("更名")
    RECODED = "recoded", _("换发代码")
    MOVED = "moved", _("划转")
    MERGED = "merged", _("并入其他单位")
    SPLIT = "split", _("分立出新单位")
    CLOSED = "closed", _("撤销")
    REOPENED = "reopened", _("恢复")


class EventState(models.TextChoices):
    """A change of place or a merger into another administrator's region waits for their consent first."""

    PROPOSED = "proposed", _("待接收方同意")
    PLANNED = "planned", _("待生效")
    DONE = "done", _("已生效")
    DROPPED = "dropped", _("已取消")
    FAILED = "failed", _("未能生效")


class AreaEventKind(models.TextChoices):
    """What can happen to a management area outside GB/T 2260."""

    SET_UP = "set_up", _("设立")
    RENAMED = "renamed", _("更名")
    REPORTS = "reports", _("改变报送关系")
    CLOSED = "closed", _("撤销")


class Role(models.TextChoices):
    """Separate powers: nobody holds one by holding another."""

    COLLECTOR = "collector", _("单位填报员")
    UNIT_REVIEWER = "unit_reviewer", _("单位审核员")
    HR_REVIEWER = "hr_reviewer", _("部门审核员")
    ANALYST = "analyst", _("查询分析员")
    CATEGORY_ADMIN = "category_admin", _("类别管理员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


#: Roles of the portal; every other role works in the admin at /back/.
UNIT_ROLES = frozenset({Role.COLLECTOR, Role.UNIT_REVIEWER})
STAFF_ROLES = frozenset(Role) - UNIT_ROLES
#: Roles that may read talent rows at all; the others never do.
READING_ROLES = UNIT_ROLES | {Role.HR_REVIEWER, Role.ANALYST}
