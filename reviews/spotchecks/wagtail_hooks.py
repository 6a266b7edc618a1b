"""Puts the desk into the admin: its addresses, its menu item, what waits on the home page."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reviews.spotchecks import viewsets
from reviews.spotchecks.enums import CheckState
from reviews.spotchecks.models import SpotItem
from talent.orgs.enums import Role
from talent.orgs.service import Waiting, counted, scope_of, shows_waiting

_DESK = [
    path("", viewsets.StaffIndex.as_view(), name="index"),
    path("new/", viewsets.StaffNew.as_view(), name="new"),
    path("of/<int:record>/", viewsets.StaffOne.as_view(), name="one"),
    path("doubts/", viewsets.StaffDoubts.as_view(), name="doubts"),
    path("doubts/<int:pk>/", viewsets.StaffDoubt.as_view(), name="doubt"),
    path("<int:pk>/", viewsets.StaffCheck.as_view(), name="check"),
    path("<int:pk>/<int:number>/", viewsets.StaffItem.as_view(), name="item"),
]


class _ReviewersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.HR_REVIEWER in scope_of(request).roles


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("spot-checks/", include((_DESK, "spot_checks")))]


@hooks.register("register_admin_menu_item")
def spot_checks_item() -> MenuItem:
    return _ReviewersItem(
        _("抽查"), reverse("spot_checks:index"), name="spot_checks", icon_name="view", order=55
    )


@shows_waiting(order=15)
def waiting_items(request: HttpRequest) -> Waiting | None:
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        return None
    offices = scope.organisations(Role.HR_REVIEWER)
    left = SpotItem.objects.visible_to(scope).filter(
        outcome="", check_of__office__in=offices, check_of__state=CheckState.OPEN
    )
    return Waiting(_("待核查的抽查信息"), counted(left), reverse("spot_checks:index"))
