"""The desk of a unit's reviewer in the portal."""

from typing import Any

from django.http import HttpResponse

from reviews.inbox.bulk.pages import Run, RunFile, Runs
from reviews.inbox.change_pages import Look
from reviews.inbox.decided_pages import Decided, DecidedList
from reviews.inbox.desks import Desk
from reviews.inbox.earlier_pages import Earlier
from reviews.inbox.queue_pages import Queue
from reviews.inbox.standin_pages import StandIns
from reviews.inbox.view_pages import Views
from talent.orgs import service as orgs
from talent.orgs.enums import Role


class UnitDesk(orgs.UnitDesk, Desk):
    """For whoever reviews for this unit."""

    templates = "inbox/unit"
    namespace = "unit_review"
    role = Role.UNIT_REVIEWER
    roles = frozenset({Role.UNIT_REVIEWER})
    unasked = ("unit", "level")  # there is only this one, and its own step

    @property
    def offices(self) -> tuple[int, ...]:
        return (self.organisation_id,)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show(page, {**context, "organisation": self.organisation}, status)


class UnitQueue(UnitDesk, Queue):
    def besides(self) -> dict[str, Any]:
        return {"waiting": orgs.waiting_at(self.request, self.organisation_id)}


class UnitRuns(UnitDesk, Runs):
    pass


class UnitRun(UnitDesk, Run):
    pass


class UnitRunFile(UnitDesk, RunFile):
    pass


class UnitLook(UnitDesk, Look):
    pass


class UnitViews(UnitDesk, Views):
    pass


class UnitStandIns(UnitDesk, StandIns):
    pass


class UnitEarlier(UnitDesk, Earlier):
    pass


class UnitDecidedList(UnitDesk, DecidedList):
    pass


class UnitDecided(UnitDesk, Decided):
    pass
