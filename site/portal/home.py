"""What the home page shows beside its own text: the entrances that exist, and the newest figures."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.drawings import Drawings, draw
from portal.explorer.headlines import Headline, headlines
from portal.explorer.state import resolve
from portal.navigation import exists, roles_of
from reports.opendata.service import standing
from reports.stats.service import PublishedRelease
from talent.orgs.enums import STAFF_ROLES


@dataclass(frozen=True)
class Entrance:
    """A way in: whom it is for, and what is behind it."""

    label: str | Promise
    text: str | Promise
    href: str


@dataclass(frozen=True)
class Released:
    """The newest release with its figures for the whole region; a tile leads to the page of its league."""

    release: PublishedRelease
    headlines: tuple[Headline, ...]
    drawings: Drawings | None


_AREA = "/statistics/areas/{}/"


def entrances(request: HttpRequest) -> list[Entrance]:
    """The entrances of this installation; staff who are signed in need no second login."""
    staff = "/back/" if roles_of(request) & STAFF_ROLES else "/back/loginUI"
    offered = (
        Entrance(gettext_lazy("单位"), gettext_lazy("填报、核对本单位人才信息，审核后上报。"), "/unit/"),
        Entrance(
            gettext_lazy("单位登记"),
            gettext_lazy("还没有登记的单位在此申请，也可查看办理情况。"),
            "/register/unit/",
        ),
        Entrance(
            gettext_lazy("人力资源和社会保障部门"), gettext_lazy("审核、管理、查询和分析人才信息。"), staff
        ),
        Entrance(
            gettext_lazy("个人"), gettext_lazy("用手机号码或邮箱登录，填写、查看、更正自己的资料。"), "/me/"
        ),
        Entrance(
            gettext_lazy("核验打印件"),
            gettext_lazy("按编号查登记表是不是本系统打印的、内容是否仍然有效。"),
            "/verify/",
        ),
        Entrance(
            gettext_lazy("公开统计"),
            gettext_lazy("各盟市、各类别人才数量，可查看、下载和引用。"),
            "/statistics/",
        ),
        Entrance(
            gettext_lazy("开放数据"),
            gettext_lazy("公开统计的数据文件和接口，可以下载，也供程序读取。"),
            "/open/",
        ),
    )
    return [each for each in offered if exists(each.href)]


def released() -> Released | None:
    """None when nothing has been released yet."""
    shown = standing()
    if shown is None or not shown.tables:
        return None
    state = resolve({}, shown)
    leagues = state.cube.below(state.cube.whole)
    figures = {each.code: state.cube.figure(each.code, {}) for each in leagues}
    tiles = draw(leagues, figures, name=_("人才合计"), lead=_AREA) if leagues else None
    return Released(state.cube.release, headlines(state), tiles)
