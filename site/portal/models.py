"""Wagtail pages of the portal: home, notices and help."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal import home, notices
from portal.bilingual import Bilingual, Words, words
from portal.news import news

NEWEST = 6
#: Releases of so many years stand among the notices, if there is one each month; all stand in their own list.
_RELEASES = 12 * 20
#: What sites of government bodies state at the foot of every page; what is empty is not shown.
FACTS = ("host", "operator", "telephone", "address", "site_code", "icp_number", "police_number")


class HomePage(Bilingual, Page):
    """What a visitor sees first: what the database is for, the figures, the entrances, the newest notices and
    news."""

    title_en = models.CharField(_("英文标题"), max_length=255, blank=True)
    headline = models.CharField(_("主标题"), max_length=60)
    intro = RichTextField(_("简介"), blank=True, features=["bold", "link", "ol", "ul"])
    headline_en = models.CharField(_("英文主标题"), max_length=120, blank=True)
    intro_en = RichTextField(_("英文简介"), blank=True, features=["bold", "link", "ol", "ul"])
    host = models.CharField(_("主办单位"), max_length=80, blank=True)
    operator = models.CharField(_("承办单位"), max_length=80, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=40, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    site_code = models.CharField(_("政府网站标识码"), max_length=20, blank=True)
    icp_number = models.CharField(_("ICP 备案号"), max_length=40, blank=True)
    police_number = models.CharField(_("公安机关备案号"), max_length=40, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("title_en", "headline_en", "intro_en")], heading=_("英文")
        ),
        MultiFieldPanel([FieldPanel(name) for name in FACTS], heading=_("页脚")),
    ]
    template = "portal/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    @property
    def headed(self) -> Words:
        return words(self.headline, self.headline_en)

    @property
    def introduced(self) -> Words:
        return words(self.intro, self.intro_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "newest": notices.newest(published_notices(self), news(most=NEWEST), NEWEST),
            "notice_index": NoticeIndexPage.objects.live().child_of(self).first(),
            "doors": home.doors(),
            "entrances": home.entrances(request),
            "released": home.released(),
        }


class NoticeIndexPage(Bilingual, Page):
    """All notices and the news of releases, the newest first."""

    title_en = models.CharField(_("英文标题"), max_length=255, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("title_en")]
    template = "portal/notice_index.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NoticePage"]

    class Meta:
        verbose_name = _("通知公告栏目")
        verbose_name_plural = _("通知公告栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = notices.read(published_notices(self), request.GET, news=news(most=_RELEASES))
        return super().get_context(request, *args, **kwargs) | {"found": found}


class NoticePage(Bilingual, Page):
    """One notice with its day."""

    title_en = models.CharField(_("英文标题"), max_length=255, blank=True)
    date = models.DateField(_("发布日期"), default=localdate)
    body = RichTextField(_("正文"))
    body_en = RichTextField(_("英文正文"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel(name) for name in ("title_en", "body_en")], heading=_("英文")),
    ]
    template = "portal/notice.html"
    #: Its place within its day (portal.news).
    rank = 0
    parent_page_types = ["portal.NoticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("通知公告")
        verbose_name_plural = _("通知公告")

    @property
    def told(self) -> Words:
        return words(self.body, self.body_en)


class HelpPage(Bilingual, Page):
    """Help: an answer to what people ask, or a chapter with answers below it."""

    title_en = models.CharField(_("英文标题"), max_length=255, blank=True)
    body = RichTextField(_("正文"), blank=True)
    body_en = RichTextField(_("英文正文"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel(name) for name in ("title_en", "body_en")], heading=_("英文")),
    ]
    template = "portal/help.html"
    parent_page_types = ["portal.HomePage", "portal.HelpPage"]
    subpage_types = ["portal.HelpPage"]

    class Meta:
        verbose_name = _("帮助")
        verbose_name_plural = _("帮助")

    @property
    def told(self) -> Words:
        return words(self.body, self.body_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        below = HelpPage.objects.live().public().child_of(self)
        return super().get_context(request, *args, **kwargs) | {"below": below}


def published_notices(above: Page) -> models.QuerySet[NoticePage]:
    """Live notices anywhere below a page."""
    found: models.QuerySet[NoticePage] = NoticePage.objects.live().descendant_of(above)
    return found
