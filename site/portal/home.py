"""What the home page shows beside its own text: the entrances that exist, and the newest figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.drawings import Drawings, draw
from portal.explorer import categories as by_category
from portal.explorer.headlines import Headline, headlines
from portal.explorer.history import History, history
from portal.explorer.state import resolve
from portal.navigation import exists, roles_of
from portal.wording import label_of
from reports.opendata.service import Standing, said_of_releases, standing
from reports.stats.service import Note, PublishedRelease
from talent.orgs.enums import STAFF_ROLES


@dataclass(frozen=True)
class Entrance:
    """A way in: whom it is for, and what is behind it."""

    label: str | Promise
    text: str | Promise
    href: str


@dataclass(frozen=True)
class Door(Entrance):
    """One of the two ways in that most people look for, and the way for those who come the first time."""

    first_label: str | Promise = ""
    first_href: str = ""


@dataclass(frozen=True)
class Released:
    """The newest release with its figures for the whole region; a tile leads to the page of its league.

    `history` has no lines where the newest release is the first. `notes`: what its readers must know, the
    newest first.
    """

    release: PublishedRelease
    headlines: tuple[Headline, ...]
    drawings: Drawings | None
    history: History
    notes: tuple[Note, ...]


_AREA = "/statistics/areas/{}/"


def doors() -> list[Door]:
    """The entrances of units and of individuals, as far as this zone has them."""
    offered = (
        Door(
            gettext_lazy("单位"),
            gettext_lazy("填报、核对本单位人才信息，审核后上报。"),
            "/unit/",
            gettext_lazy("还没有登记？申请单位登记"),
            "/register/unit/",
        ),
        Door(
            gettext_lazy("个人"),
            gettext_lazy("用手机号码或邮箱登录，填写、查看、更正自己的资料。"),
            "/me/",
            gettext_lazy("第一次来？个人注册"),
            "/register/person/",
        ),
    )
    return [each for each in offered if exists(each.href)]


def entrances(request: HttpRequest) -> list[Entrance]:
    """The other entrances of this installation; staff who are signed in need no second login."""
    staff = "/back/" if roles_of(request) & STAFF_ROLES else "/back/loginUI"
    offered = (
        Entrance(
            gettext_lazy("人力资源和社会保障部门"), gettext_lazy("审核、管理、查询和分析人才信息。"), staff
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
        Entrance(
            gettext_lazy("收集的信息与个人权利"),
            gettext_lazy("收集哪些信息、为什么，以及您怎样查看、更正、删除。"),
            "/privacy/",
        ),
        Entrance(gettext_lazy("帮助"), gettext_lazy("单位和个人常问的问题。"), "/help/"),
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
    past = history(state.cube.key, [state.cube.whole], {}, name=_("全区人才合计"), corrected=_corrected())
    figured = tuple(_leading(headlines(state), shown))
    return Released(state.cube.release, figured, tiles, past, shown.notes)


def _corrected() -> frozenset[int]:
    return frozenset(each.release for each in said_of_releases() if not each.withdrawn and each.ends is None)


def _leading(figures: Sequence[Headline], shown: Standing) -> Iterator[Headline]:
    """The figures of the explorer, each category leading to its own page."""
    pages = {label_of(each): by_category.address(each) for each in by_category.known_categories(shown)}
    for each in figures:
        yield replace(each, href=pages.get(each.label, each.href), chosen=False)
