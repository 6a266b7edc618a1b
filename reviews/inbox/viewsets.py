"""The staff's desk inside the admin: people's changes, and Wagtail's own tasks (definitions, pages)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Task, TaskState

from reviews.inbox.bulk.pages import Run, RunFile, Runs
from reviews.inbox.change_pages import Look
from reviews.inbox.decided_pages import Decided, DecidedList
from reviews.inbox.desks import Desk
from reviews.inbox.earlier_pages import Earlier
from reviews.inbox.forward_pages import PassOn
from reviews.inbox.queue_pages import Queue
from reviews.inbox.standin_pages import StandIns
from reviews.inbox.view_pages import Views
from talent.orgs.enums import Level, Role
from talent.orgs.service import Scope, scope_of, waiting_of
from talent.records.models import Change
from talent.security.models import User

#: Whoever may have something to review: people's changes, or definitions and pages.
REVIEWING = frozenset({Role.HR_REVIEWER, Role.CATEGORY_ADMIN})
_MOST_TASKS = 50


@dataclass(frozen=True)
class WaitingTask:
    """One step of a Wagtail workflow that waits for this account."""

    title: str
    kind: str
    step: str
    submitted_by: str
    at: datetime
    href: str


def tasks_for(user: User) -> list[WaitingTask]:
    """The oldest fifty tasks that an account may decide, in a few statements however many there are."""
    states = reviewable_by(user).select_related("task", "revision__user")
    states = states.prefetch_related("revision__content_object").order_by("started_at")
    finder = AdminURLFinder(user)
    return [
        _task(state, finder.get_edit_url(state.revision.content_object))
        for state in states[:_MOST_TASKS]
        if state.revision.content_object is not None
    ]


def reviewable_by(user: User) -> QuerySet[TaskState]:
    """What Wagtail's own manager finds, asking only tasks at which something waits: mostly there is none.

    Which tasks these are is looked up once a request.
    """
    if (known := getattr(user, "_reviewable", None)) is not None:
        return cast("QuerySet[TaskState]", known)
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    states = TaskState.objects.none()
    for task in Task.objects.filter(active=True, pk__in=waiting.values("task")).specific():
        states |= task.get_task_states_user_can_moderate(user=user)
    user._reviewable = states  # type: ignore[attr-defined]  # reason: a memo on the account of a request
    return states


def _task(state: Any, href: str | None) -> WaitingTask:
    revision = state.revision
    return WaitingTask(
        title=revision.object_str,
        kind=str(revision.content_object._meta.verbose_name),
        step=_(state.task.name),  # stored in Chinese by `setup`; the catalogue knows that name
        submitted_by=revision.user.name if revision.user else "",
        at=state.started_at,
        href=href or "",
    )


class StaffDesk(Desk):
    """The desk of HR departments at /back/review/."""

    templates = "inbox/admin"
    namespace = "inbox"
    role = Role.HR_REVIEWER

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not scope_of(request).roles & REVIEWING:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(Role.HR_REVIEWER)

    @property
    def offices(self) -> tuple[int, ...]:
        return self.scope.organisations(Role.HR_REVIEWER)

    def crumbs(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": self.address("queue"), "label": _("审核")},
        ]

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> Any:
        crumbs = self.crumbs()
        if page != "queue":
            crumbs.append({"url": "", "label": context["header_title"]})
        return super().show(page, {"breadcrumbs_items": crumbs, **context}, status)


class StaffQueue(StaffDesk, Queue):
    def besides(self) -> dict[str, Any]:
        return {
            "tasks": tasks_for(self.user),
            "reviews_people": bool(self.offices),
            "waiting": waiting_of(self.request),
        }


class StaffRuns(StaffDesk, Runs):
    pass


class StaffRun(StaffDesk, Run):
    pass


class StaffRunFile(StaffDesk, RunFile):
    pass


class StaffLook(StaffDesk, Look):
    def passes_on(self, change: Change) -> bool:
        return change.level != Level.UNIT


class StaffPassOn(StaffDesk, PassOn):
    pass


class StaffViews(StaffDesk, Views):
    pass


class StaffStandIns(StaffDesk, StandIns):
    pass


class StaffEarlier(StaffDesk, Earlier):
    pass


class StaffDecidedList(StaffDesk, DecidedList):
    pass


class StaffDecided(StaffDesk, Decided):
    pass
