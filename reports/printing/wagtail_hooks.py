"""Puts the page of printing and the looks of the sheets into the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus import MenuItem as CategoryLink

from reports.printing import lookpages
from reports.printing.choosing import may_print
from talent.categories.enums import Subject
from talent.categories.service import administers
from talent.orgs.service import scope_of

_PAGES = [
    path("", lookpages.index, name="index"),
    path("<slug:sheet>/", lookpages.look, name="look"),
    path("<slug:sheet>/preview/", lookpages.preview, name="preview"),
    path("<slug:sheet>/return/", lookpages.return_to, name="return"),
    path("<slug:sheet>/of/<slug:category>/", lookpages.look, name="look"),
    path("<slug:sheet>/of/<slug:category>/preview/", lookpages.preview, name="preview"),
    path("<slug:sheet>/of/<slug:category>/return/", lookpages.return_to, name="return"),
]


class _PrintItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_print(scope_of(request))


class _LooksItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("looks/", include((_PAGES, "looks")))]


@hooks.register("register_admin_menu_item")
def print_item() -> MenuItem:
    return _PrintItem(_("打印"), reverse("printing:index"), name="print", icon_name="print", order=65)


@hooks.register("register_admin_menu_item")
def looks_item() -> MenuItem:
    return _LooksItem(_("打印版式"), reverse("looks:index"), name="looks", icon_name="doc-full", order=305)


@hooks.register("register_category_links")
def look_link(category: Any, user: Any) -> list[Any]:
    """From a category that is in force to the look of its form."""
    if getattr(category, "current_id", None) is None or not user.has_perm("categories.change_category"):
        return []
    sheet = "change" if category.subject == Subject.PEOPLE else "sheet"
    return [
        CategoryLink(
            _("打印版式"),
            reverse("looks:look", args=(sheet, category.key)),
            icon_name="doc-full",
            priority=80,
        )
    ]


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, "printing/icons/print.svg"]
