"""Puts the staff's desk into the admin: its addresses, its menu item, its place on the dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reviews.inbox.viewsets import REVIEWING, StaffLook, StaffQueue, StaffResults, WaitingPanel
from talent.orgs.enums import Role
from talent.orgs.service import scope_of


class _ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(scope_of(request).roles & REVIEWING)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    desk = [
        path("", StaffQueue.as_view(), name="queue"),
        path("results/", StaffResults.as_view(), name="results"),
        path("<int:pk>/", StaffLook.as_view(), name="change"),
    ]
    return [path("review/", include((desk, "inbox")))]


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return _ReviewMenuItem(
        _("审核"), reverse("inbox:queue"), name="review", icon_name="clipboard-list", order=50
    )


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    if Role.HR_REVIEWER in scope_of(request).roles:
        panels.append(WaitingPanel(request))
