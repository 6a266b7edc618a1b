"""Puts the staff's desk into the admin: its addresses and its menu item."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.query.viewsets import READING, StaffQuery, StaffRecord
from talent.orgs.service import scope_of


class _QueryItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(scope_of(request).as_(*READING).grants)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    desk = [
        path("", StaffQuery.as_view(), name="index"),
        path("<int:pk>/", StaffRecord.as_view(), name="record"),
    ]
    return [path("query/", include((desk, "query")))]


@hooks.register("register_admin_menu_item")
def query_item() -> MenuItem:
    return _QueryItem(_("人才查询"), reverse("query:index"), name="query", icon_name="search", order=60)
