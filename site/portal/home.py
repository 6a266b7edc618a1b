"""What the home page shows beside its own text: the entrances that exist, and the newest figures."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.explorer.page import Page, present
from portal.explorer.state import resolve
from portal.navigation import exists, roles_of
from reports.opendata.service import standing
from talent.orgs.enums import STAFF_ROLES


@dataclass(frozen=True)
class Entrance:
    """A way in: whom it is for, and what is behind it."""

    label: str | Promise
    text: str | Promise
    href: str


def entrances(request: HttpRequest) -> list[Entrance]:
    """The entrances of this installation; staff who are signed in need no second login."""
    staff = "/back/" if roles_of(request) & STAFF_ROLES else "/back/loginUI"
    offered = (
        Entrance(_("单位"), _("填报、核对本单位人才信息，审核后上报。"), "/unit/"),
        Entrance(_("单位登记"), _("还没有登记的单位在此申请，也可查看办理情况。"), "/register/unit/"),
        Entrance(_("人力资源和社会保障部门"), _("审核、管理、查询和分析人才信息。"), staff),
        Entrance(_("个人"), _("用手机号码或邮箱登录，填写、查看、更正自己的资料。"), "/me/"),
        Entrance(_("公开统计"), _("各盟市、各类别人才数量，可查看、下载和引用。"), "/statistics/"),
        Entrance(_("开放数据"), _("公开统计的数据文件和接口，可以下载，也供程序读取。"), "/open/"),
    )
    return [each for each in offered if exists(each.href)]


def released() -> Page | None:
    """The plain page of the newest release; None when nothing has been released yet."""
    shown = standing()
    return present(resolve({}, shown)) if shown and shown.tables else None
