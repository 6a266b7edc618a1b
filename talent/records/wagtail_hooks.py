"""What the admin shows of records: their way to another version, and people whom closed units left behind."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem as MainItem
from wagtail.admin.ui.menus import MenuItem
from wagtail.snippets.action_menu import ActionMenuItem

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.orgs.enums import Role
from talent.orgs.service import WaitingRows, region_administrators, scope_of, shows_waiting
from talent.records.calendarpages import calendar_page, year_page
from talent.records.leftover import left_over
from talent.records.routes.pages import compose, route_list, route_page, try_page
from talent.records.settingslinks import link_from_settings
from talent.records.settingspages import settings_page
from talent.records.transferpages import overdue_for, transfer_list, transfer_page
from talent.records.viewsets import dry_run_page, failures_file, move_page
from talent.security.models import User

link_from_settings(_("审核路线"), "routes:index")
link_from_settings(_("工作日历"), "review_settings:calendar")

_TRANSFERS = [
    path("", transfer_list, name="index"),
    path("<int:pk>/", transfer_page, name="detail"),
]

_ROUTES = [
    path("", route_list, name="index"),
    path("new/", route_page, name="new"),
    path("try/", try_page, name="try"),
    path("compose/", compose, name="compose"),
    path("<int:pk>/", route_page, name="rule"),
]

_SETTINGS = [
    path("", settings_page, name="index"),
    path("calendar/", calendar_page, name="calendar"),
    path("calendar/<int:year>/", year_page, name="year"),
]


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    return [
        path("review-settings/", include((_SETTINGS, "review_settings"))),
        path("review-routes/", include((_ROUTES, "routes"))),
        path("left-over/", left_over, name="records_left_over"),
        path("transfers/", include((_TRANSFERS, "transfers"))),
        path("definitions/<int:pk>/dry-run/", dry_run_page, name="records_dry_run"),
        path("definitions/<int:pk>/move/", move_page, name="records_move"),
        path("definitions/<int:pk>/move/failures.csv", failures_file, name="records_move_failures"),
    ]


class _ReviewersItem(MainItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.HR_REVIEWER in scope_of(request).roles


class _RegionAdministratorsItem(MainItem):
    def is_shown(self, request: HttpRequest) -> bool:
        administrators = Role.SYSTEM_ADMIN in scope_of(request).roles
        return administrators and request.user.pk in set(region_administrators())


@hooks.register("register_admin_menu_item")
def settings_item() -> MainItem:
    return _RegionAdministratorsItem(
        _("审核设置"), reverse("review_settings:index"), name="review_settings", icon_name="cog", order=612
    )


@hooks.register("register_admin_menu_item")
def routes_item() -> MainItem:
    return _RegionAdministratorsItem(
        _("审核路线"), reverse("routes:index"), name="routes", icon_name="order-up", order=611
    )


@hooks.register("register_admin_menu_item")
def left_over_item() -> MainItem:
    return _ReviewersItem(
        _("已撤销单位的人员"), reverse("records_left_over"), name="left_over", icon_name="group", order=595
    )


@hooks.register("register_admin_menu_item")
def transfers_item() -> MainItem:
    return _ReviewersItem(
        _("人员调动"), reverse("transfers:index"), name="transfers", icon_name="group", order=596
    )


@shows_waiting(order=40)
def waiting_transfers(request: HttpRequest) -> WaitingRows | None:
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        return None
    return WaitingRows(
        _("逾期待决定的人员调动"), overdue_for(scope), reverse("transfers:index"), "deadline", is_due=True
    )


def _is_published(category: Any) -> bool:
    people = isinstance(category, Category) and category.subject == Subject.PEOPLE
    return people and category.current_id is not None


class _DryRunItem(ActionMenuItem):
    """Leads away from the editor to what its saved draft would do."""

    name = "action-dry-run"
    label = _("衔接试算(已存的草稿)")
    icon_name = "view"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and _is_published(context.get("instance"))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("records_dry_run", args=(parent_context["instance"].pk,))


@hooks.register("register_snippet_action_menu_item")
def dry_run_item(model: type[Model]) -> ActionMenuItem | None:
    return _DryRunItem() if model is Category else None


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[MenuItem]:
    if not _is_published(snippet):
        return
    if user.has_perm("categories.change_category"):
        yield MenuItem(
            _("衔接试算"), reverse("records_dry_run", args=(snippet.pk,)), icon_name="view", priority=60
        )
    yield from move_link(snippet, user)


@hooks.register("register_category_links")
def move_link(category: Model, user: User) -> Iterator[MenuItem]:
    """For the list, the editor, the list of versions and what is said after a publication."""
    if _is_published(category) and user.has_perm("categories.publish_category"):
        address = reverse("records_move", args=(category.pk,))
        yield MenuItem(_("记录衔接到现行版本"), address, icon_name="history", priority=61)
