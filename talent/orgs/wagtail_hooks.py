"""The frame of the admin: what of Wagtail's own is shown to whom, and the pages of this part."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from talent.orgs.account_pages import AccountDetail, AccountList, AccountNew
from talent.orgs.application_pages import ApplicationDetail, ApplicationList
from talent.orgs.area_pages import AreaDetail, AreaList, NewAreaEvent
from talent.orgs.areas import area_events_to_consent
from talent.orgs.auditing import audit_log
from talent.orgs.deciding import DECIDING, applications_for
from talent.orgs.enums import ApplicationState, Role
from talent.orgs.granting import scope_of
from talent.orgs.life_pages import Life, NewEvent, OpenEvents
from talent.orgs.lifecycle import events_to_consent
from talent.orgs.separation import held_apart
from talent.orgs.standin_pages import AccountStandIn
from talent.orgs.viewsets import MembershipViewSet, OrganisationViewSet
from talent.orgs.waiting import WaitingRows, shows_waiting, waiting_of

#: Wagtail sends mail about moderation inside the request; here people look at their queue.
_MAIL = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)

#: Submenus whose every page is closed (urls.py) or leads out of the closed network.
_UNUSED_MENUS = frozenset({"reports", "help"})


class _AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.AUDIT_ADMIN in scope_of(request).roles


class _AccountMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.SYSTEM_ADMIN in scope_of(request).roles


class _ApplicationMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(scope_of(request).roles & set(DECIDING))


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("memberships")]


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    accounts = [
        path("", AccountList.as_view(), name="index"),
        path("new/", AccountNew.as_view(), name="new"),
        path("<int:pk>/", AccountDetail.as_view(), name="detail"),
        path("<int:pk>/stand-in/", AccountStandIn.as_view(), name="stand_in"),
    ]
    applications = [
        path("", ApplicationList.as_view(), name="index"),
        path("<int:pk>/", ApplicationDetail.as_view(), name="detail"),
    ]
    life = [
        path("", OpenEvents.as_view(), name="index"),
        path("<int:pk>/", Life.as_view(), name="organisation"),
        path("<int:pk>/<slug:kind>/", NewEvent.as_view(), name="new"),
    ]
    areas = [
        path("", AreaList.as_view(), name="index"),
        path("new/", NewAreaEvent.as_view(), name="new"),
        path("<int:pk>/", AreaDetail.as_view(), name="area"),
        path("<int:pk>/<slug:kind>/", NewAreaEvent.as_view(), name="event"),
    ]
    return [
        path("organisation-life/areas/", include((areas, "areas"))),
        path("organisation-life/", include((life, "organisation_life"))),
        path("audit/", audit_log, name="audit_log"),
        path("unit-applications/", include((applications, "unit_applications"))),
        path("accounts/", include((accounts, "accounts"))),
    ]


@hooks.register("register_admin_urls")
def switch_off_mail() -> list[URLPattern]:
    """No address: this hook is the first that runs after Wagtail has connected its notifiers."""
    for signal, sender, uid in _MAIL:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    return []


@hooks.register("register_admin_menu_item")
def audit_menu_item() -> MenuItem:
    return _AuditMenuItem(_("审计日志"), reverse("audit_log"), name="audit", icon_name="history", order=620)


@hooks.register("register_admin_menu_item")
def account_menu_item() -> MenuItem:
    return _AccountMenuItem(
        _("账号"), reverse("accounts:index"), name="accounts", icon_name="user", order=605
    )


@hooks.register("register_admin_menu_item")
def application_menu_item() -> MenuItem:
    return _ApplicationMenuItem(
        _("单位登记"), reverse("unit_applications:index"), name="unit_applications", icon_name="doc-full",
        order=590,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def life_menu_item() -> MenuItem:
    return _AccountMenuItem(
        _("机构变动"), reverse("organisation_life:index"), name="organisation_life", icon_name="history",
        order=602,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def area_menu_item() -> MenuItem:
    return _AccountMenuItem(_("管理区"), reverse("areas:index"), name="areas", icon_name="site", order=603)


@hooks.register("construct_main_menu")
def drop_unused_menus(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _UNUSED_MENUS]


@hooks.register("construct_homepage_panels", order=-1)
def drop_stock_panels(request: HttpRequest, panels: list[Any]) -> None:
    """They list every pending task with a dozen statements each; parts add their own panels after this."""
    panels[:] = [Greeting(request), WaitingList(request)]


class Greeting(Component):
    """The first words of the home page; every role of the staff has something in the menu."""

    name = "greeting"
    template_name = "orgs/admin/greeting.html"
    order = 1

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        apart = held_apart(scope_of(self._request).roles)
        return {"name": self._request.user, "apart": [role.label for role in apart]}


class WaitingList(Component):
    """Below it what waits for this account: nothing at all for accounts that nothing ever waits for."""

    name = "waiting"
    template_name = "orgs/admin/waiting.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": waiting_of(self._request)}


@shows_waiting(order=30)
def waiting_applications(request: HttpRequest) -> WaitingRows | None:
    scope = scope_of(request).as_(*DECIDING)
    if not scope.grants:
        return None
    found = applications_for(scope).filter(state=ApplicationState.WAITING)
    return WaitingRows(_("待办理的单位登记申请"), found, reverse("unit_applications:index"), "submitted_at")


@shows_waiting(order=32)
def waiting_events(request: HttpRequest) -> WaitingRows | None:
    """Of organisations: what another region proposed and the administrator here has to consent to."""
    scope = scope_of(request).as_(Role.SYSTEM_ADMIN)
    if not scope.grants:
        return None
    rows = events_to_consent(scope)
    return WaitingRows(_("待您同意接收的机构变动"), rows, reverse("organisation_life:index"), "at")


@shows_waiting(order=33)
def waiting_area_events(request: HttpRequest) -> WaitingRows | None:
    scope = scope_of(request).as_(Role.SYSTEM_ADMIN)
    if not scope.grants:
        return None
    rows = area_events_to_consent(scope)
    return WaitingRows(_("待您同意接收的管理区变动"), rows, reverse("areas:index"), "at")


@hooks.register("construct_homepage_summary_items", order=1)
def drop_stock_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
