"""The place of requests to be erased in the admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from talent.individuals.asking import asked_at
from talent.individuals.viewsets import erasure, erasures
from talent.orgs.enums import Role
from talent.orgs.service import WaitingRows, scope_of, shows_waiting


class _ErasuresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.HR_REVIEWER in scope_of(request).roles


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    pages = [path("", erasures, name="index"), path("<int:pk>/", erasure, name="detail")]
    return [path("erasures/", include((pages, "erasures")))]


@shows_waiting(order=30)
def waiting_erasures(request: HttpRequest) -> WaitingRows | None:
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        return None
    asked = asked_at(scope.organisations(Role.HR_REVIEWER))
    return WaitingRows(_("删除个人信息的请求"), asked, reverse("erasures:index"), "at")


@hooks.register("register_admin_menu_item")
def erasures_menu_item() -> MenuItem:
    return _ErasuresMenuItem(
        _("删除请求"), reverse("erasures:index"), name="erasures", icon_name="bin", order=420
    )
