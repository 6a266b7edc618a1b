"""The first pages of a new installation."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from portal.firsthelp import CHAPTERS
from portal.models import HelpPage, HomePage, NoticeIndexPage, NoticePage

_LANGUAGE = "zh-hans"
_INTRO = (
    "<p>本库按照《关于建设内蒙古人才信息库的通知》(内人社办发〔2017〕157号)建设，"
    "汇集专业技术人才、技能人才、企业经营管理人才、农村牧区实用人才和社会工作人才五类人才信息，"
    "实行逐级审核、分级管理，并逐步向企业和社会公众开放统计数据。</p>"
)
_FIRST_NOTICE = (
    "<p>本站是内蒙古人才信息库的公共服务门户。</p>"
    "<h2>单位</h2><p>用主管人力资源和社会保障部门分配的用户名和密码登录，"
    "在单位工作台填报本单位人才信息，经单位审核后上报。</p>"
    "<h2>人力资源和社会保障部门</h2><p>从工作人员入口登录，审核、管理和查询权限范围内的人才信息。</p>"
    "<h2>社会公众</h2><p>公开统计提供经保密处理的近似数，可以查看、下载和引用；"
    "任何人不能从中查知某个人的信息。</p>"
)
_INTRO_EN = (
    "<p>This register follows the Notice on Building the Inner Mongolia Talent Information Database "
    "(Nei Ren She Ban Fa [2017] No. 157). It brings together professional and technical talent, skilled "
    "workers, enterprise managers, practical rural and pastoral talent, and social workers. Records are "
    "reviewed level by level and managed by tier, and statistics are opened step by step to enterprises "
    "and the public.</p>"
)
_FIRST_NOTICE_EN = (
    "<p>This is the public service portal of the Inner Mongolia Talent Information Database.</p>"
    "<h2>Units</h2><p>Sign in with the username and password given by your human resources and social "
    "security department, enter the talent records of your unit in its workspace, and submit them after "
    "the unit's own review.</p>"
    "<h2>Human resources and social security departments</h2><p>Sign in at the staff entrance to review, "
    "manage and search the records within your authority.</p>"
    "<h2>The public</h2><p>Public statistics are approximate figures under disclosure control. You may view, "
    "download and cite them; nobody can learn anything about a single person from them.</p>"
)


@transaction.atomic
def ensure_pages() -> HomePage:
    """Make the home page, the column of notices with the first one, and the help, as far as they are missing.

    May run any number of times; what editors have changed stays. Wagtail's own welcome page goes.
    """
    locale = _chinese_locale()
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(instance=Page(title="根", slug="root", locale=locale))
    home = HomePage.objects.first() or _make_home(root, locale)
    _make_site(home)
    if not NoticeIndexPage.objects.child_of(home).exists():
        index = home.add_child(
            instance=NoticeIndexPage(title="通知公告", title_en="Notices", slug="notices", locale=locale)
        )
        index.add_child(instance=_first_notice(locale))
    if not HelpPage.objects.child_of(home).exists():
        _make_help(home, locale)
    return home


def _make_help(home: HomePage, locale: Locale) -> None:
    """The first chapters; what editors have taken away one by one does not come back."""
    above = home.add_child(instance=HelpPage(title="帮助", title_en="Help", slug="help", locale=locale))
    for each in CHAPTERS:
        above.add_child(
            instance=HelpPage(
                title=each.title,
                title_en=each.title_en,
                slug=each.slug,
                body=each.body,
                body_en=each.body_en,
                locale=locale,
            )
        )


def _chinese_locale() -> Locale:
    """The locale of the content. Wagtail's migrations make one after LANGUAGE_CODE, which may be another."""
    locale, _ = Locale.objects.get_or_create(language_code=_LANGUAGE)
    return locale


def _make_home(root: Page, locale: Locale) -> HomePage:
    """The home page takes the slug of Wagtail's welcome page, so that one must go first."""
    Page.objects.child_of(root).filter(slug="home", content_type__model="page").delete()
    root = Page.objects.get(pk=root.pk)
    home: HomePage = root.add_child(
        instance=HomePage(
            title="首页",
            title_en="Home",
            slug="home",
            headline="内蒙古人才信息库",
            headline_en="Inner Mongolia Talent Information Database",
            intro=_INTRO,
            intro_en=_INTRO_EN,
            locale=locale,
        )
    )
    return home


def _first_notice(locale: Locale) -> NoticePage:
    return NoticePage(
        title="本站使用说明",
        title_en="How to use this site",
        slug="about",
        body=_FIRST_NOTICE,
        body_en=_FIRST_NOTICE_EN,
        locale=locale,
    )


def _make_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="内蒙古人才信息库"
        )
    elif not HomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = home
        site.save()
