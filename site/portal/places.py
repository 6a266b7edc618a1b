"""Every public page, in groups: for the map of the site, for search engines, and for looking pages up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.bilingual import CHINESE
from portal.definitions import listing
from portal.explorer import areas, categories
from portal.explorer.breakdowns import CATEGORY
from portal.explorer.cube import BANNER, LEAGUE
from portal.explorer.state import query, usual_table
from portal.models import HelpPage, HomePage, NoticeIndexPage, NoticePage
from portal.navigation import exists
from portal.wording import in_language, label_of
from reports.opendata.service import Standing, standing
from reports.stats.service import PublishedTable
from talent.categories.service import public_code_lists

#: Of notices the newest stand in the map; the others follow from their column.
MOST_NOTICES = 1000


@dataclass(frozen=True)
class Subject:
    """A dimension that a page shows its figures by: its names and those of its classes, in both languages,
    and where on the page it stands."""

    label: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Place:
    """A page with its name. `words`: what else it may be looked up by; `subjects`: what it tells of, by which
    it is found beside one of its own words alone. `lang` where it may differ from the language of the reader;
    `changed` where it is known."""

    label: str
    href: str
    words: str = ""
    lang: str = ""
    changed: date | None = None
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Group:
    label: str
    places: tuple[Place, ...]


def groups() -> list[Group]:
    """All groups that have a page; what this zone does not have is left out."""
    shown = standing()
    released = shown if shown and shown.tables else None
    found = [
        Group(_("本站"), tuple(each for each in _site() if each.href == "/" or exists(each.href))),
        Group(_("分地区"), tuple(_areas(released)) if released else ()),
        Group(_("分类别"), tuple(_categories(released)) if released else ()),
        Group(_("数据表"), tuple(_tables(released)) if released else ()),
        Group(_("数据字典"), tuple(_definitions())),
        Group(_("代码表"), tuple(_code_lists())),
        Group(_("帮助"), tuple(_help())),
        Group(_("通知公告"), tuple(_notices())),
    ]
    return [each for each in found if each.places]


def _site() -> Iterator[Place]:
    if HomePage.objects.live().exists():
        yield Place(_("首页"), "/")
    yield Place(_("公开统计"), "/statistics/", _("人才数量 数据浏览 统计"))
    yield Place(_("盟市比较"), "/statistics/compare/")
    yield Place(_("历次发布"), "/statistics/releases/", _("更正 撤回 历史"))
    yield Place(_("数字是怎样保护的"), "/statistics/method/", _("保密方法 近似数 误差"))
    yield Place(_("开放数据"), "/open/", _("数据目录 下载 怎么下载 导出 表格 CSV Excel"))
    yield Place(_("开放数据使用说明"), "/open/guide/", _("接口 API 程序 怎么下载"))
    yield Place(_("接口调试台"), "/open/console/", _("接口 API"))
    yield Place(_("核验打印件"), "/verify/", _("登记表 真伪 编号"))
    yield Place(
        _("收集的信息与个人权利"),
        "/privacy/",
        _("个人信息 隐私 删除 更正 身份证 身份证件号码 手机号 修改资料"),
    )
    yield Place(_("数据字典"), "/definitions/", _("字段 代码表"))
    yield Place(_("帮助"), "/help/")
    yield Place(_("登录"), "/login/", _("单位 个人 入口 口令 密码 忘记密码 验证码 进不去"))
    yield Place(_("个人注册"), "/register/person/", _("个人 账号 注册 身份证 手机号"))
    yield Place(_("单位登记"), "/register/unit/", _("单位 账号 注册 开户 统一社会信用代码"))


def _day(released: Standing) -> date:
    return localtime(released.release.published_at).date()


def _tables(released: Standing) -> Iterator[Place]:
    plain, usual = reverse("portal:statistics"), usual_table(released)
    for key, table in released.tables.items():
        if key != usual:
            words = [key]
            for dimension in table.dimensions:
                words += [in_language({"zh": each["label_zh"], "en": each["label_en"]})
                          for each in (dimension, *dimension["codes"])]  # fmt: skip
            title = in_language({"zh": table.title_zh, "en": table.title_en})
            yield Place(title, plain + query({"table": key}), " ".join(words), changed=_day(released))


def _areas(released: Standing) -> Iterator[Place]:
    yield Place(_("分地区"), reverse("portal:areas"), changed=_day(released))
    deep = _subjects(each for each in released.tables.values() if each.level == BANNER)
    leagues = _subjects(each for each in released.tables.values() if each.level in (LEAGUE, BANNER))
    for code, area in areas.known_areas(released).items():
        told = deep if area.level == BANNER else leagues
        yield Place(label_of(area), areas.address(area), code, changed=_day(released), subjects=told)


def _categories(released: Standing) -> Iterator[Place]:
    yield Place(_("分类别"), reverse("portal:categories"), changed=_day(released))
    crossed = [
        each
        for each in released.tables.values()
        if any(dimension["key"] == CATEGORY for dimension in each.dimensions)
    ]
    told = tuple(each for each in _subjects(crossed) if each.anchor)
    for category in categories.known_categories(released):
        words, address = category.code, categories.address(category)
        yield Place(label_of(category), address, words, changed=_day(released), subjects=told)


def _subjects(tables: Iterable[PublishedTable]) -> tuple[Subject, ...]:
    """The dimensions of some tables, each once; by category a page has its headlines, at no place of their
    own."""
    known = {each["key"]: each for table in tables for each in table.dimensions}
    return tuple(
        Subject(
            in_language({"zh": one["label_zh"], "en": one["label_en"]}),
            " ".join(each[name] or "" for each in (one, *one["codes"]) for name in ("label_zh", "label_en")),
            "" if key == CATEGORY else f"#by-{key}",
        )
        for key, one in known.items()
    )


def _definitions() -> Iterator[Place]:
    for each in listing():
        changed = each.version.published_at
        label = _("数据字典：%(name)s") % {"name": each.label}
        day = localtime(changed).date() if changed else None
        yield Place(label, reverse("portal:definition", args=(each.key,)), each.key, changed=day)


def _code_lists() -> Iterator[Place]:
    for each in public_code_lists():
        words = " ".join((each.key, each.standard))
        yield Place(str(each), reverse("portal:code_list", args=(each.key,)), words)


def _help() -> Iterator[Place]:
    """The chapters; their first page is among those of the site."""
    for page in HelpPage.objects.live().public().filter(depth__gt=3).order_by("path"):
        yield _page(page)


def _notices() -> Iterator[Place]:
    for index in NoticeIndexPage.objects.live().public():
        yield _page(index)
    for page in NoticePage.objects.live().public().order_by("-date", "-pk")[:MOST_NOTICES]:
        yield _page(page)


def _page(page: HelpPage | NoticePage | NoticeIndexPage) -> Place:
    titled, changed = page.titled, page.last_published_at or page.first_published_at
    lang = titled.lang if titled.lang == CHINESE else ""
    return Place(
        titled.text, page.url or "", lang=lang, changed=localtime(changed).date() if changed else None
    )
