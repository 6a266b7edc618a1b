"""Puts the staff's desk into the admin: its addresses, its menu item, what waits on the home page."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reviews.inbox.backlog.pages import StaffBoard, StaffBoardFile
from reviews.inbox.reason_pages import reason_list, reason_page
from reviews.inbox.viewsets import (
    REVIEWING,
    StaffDecided,
    StaffDecidedList,
    StaffEarlier,
    StaffLook,
    StaffPassOn,
    StaffQueue,
    StaffRun,
    StaffRunFile,
    StaffRuns,
    StaffStandIns,
    StaffViews,
    reviewable_by,
)
from reviews.inbox.waiting import inbox_for
from talent.orgs.enums import Role
from talent.orgs.service import WaitingRows, scope_of, shows_waiting
from talent.records.service import link_from_settings
from talent.security.models import User

link_from_settings(_("预置原因"), "review_reasons:index")


class _ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(scope_of(request).roles & REVIEWING)


class _BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.HR_REVIEWER in scope_of(request).roles


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    desk = [
        path("", StaffQueue.as_view(), name="queue"),
        path("stand-ins/", StaffStandIns.as_view(), name="stand_ins"),
        path("views/", StaffViews.as_view(), name="views"),
        path("bulk/", StaffRuns.as_view(), name="bulk"),
        path("bulk/<int:run>/", StaffRun.as_view(), name="bulk_run"),
        path("bulk/<int:run>/file/", StaffRunFile.as_view(), name="bulk_file"),
        path("decided/", StaffDecidedList.as_view(), name="decided_list"),
        path("decided/<int:pk>/", StaffDecided.as_view(), name="decided"),
        path("board/", StaffBoard.as_view(), name="board"),
        path("board/<int:pk>/", StaffBoard.as_view(), name="board_of"),
        path("board/<int:pk>/csv/", StaffBoardFile.as_view(), name="board_csv"),
        path("<int:pk>/", StaffLook.as_view(), name="change"),
        path("<int:pk>/earlier/<int:earlier>/", StaffEarlier.as_view(), name="earlier"),
        path("<int:pk>/forward/", StaffPassOn.as_view(), name="forward"),
    ]
    reasons = [
        path("", reason_list, name="index"),
        path("new/", reason_page, name="new"),
        path("<int:pk>/", reason_page, name="edit"),
    ]
    return [
        path("review/", include((desk, "inbox"))),
        path("review-reasons/", include((reasons, "review_reasons"))),
    ]


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return _ReviewMenuItem(
        _("审核"), reverse("inbox:queue"), name="review", icon_name="clipboard-list", order=50
    )


class _ReasonsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.CATEGORY_ADMIN in scope_of(request).roles


@hooks.register("register_admin_menu_item")
def reasons_menu_item() -> MenuItem:
    return _ReasonsMenuItem(
        _("预置原因"), reverse("review_reasons:index"), name="reasons", icon_name="list-ul", order=352
    )


@hooks.register("register_admin_menu_item")
def board_menu_item() -> MenuItem:
    return _BoardMenuItem(_("积压情况"), reverse("inbox:board"), name="backlog", icon_name="table", order=52)


@shows_waiting(order=10)
def waiting_changes(request: HttpRequest) -> WaitingRows | None:
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        return None
    return WaitingRows(_("待审的人员信息"), inbox_for(scope), reverse("inbox:queue"), "deadline", is_due=True)


@shows_waiting(order=20)
def waiting_definitions(request: HttpRequest) -> WaitingRows | None:
    if not (isinstance(request.user, User) and scope_of(request).roles & REVIEWING):
        return None
    rows = reviewable_by(request.user)
    return WaitingRows(_("待审的类别定义和网页"), rows, reverse("inbox:queue"), "started_at")
