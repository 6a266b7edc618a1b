"""What came back from review with all that reviewers said, and what offices ask: the top of the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from talent.categories.models import CategoryVersion
from talent.categories.service import named_place
from talent.collect.access import Desk
from talent.collect.listing import listed
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change, Doubt, Question, Remark

#: So many stand on top of the workspace; the rest is one link away.
SHOWN = 10


@dataclass(frozen=True)
class Returned:
    """`remarks`: (field, text) of each open remark, "" for the whole. `at`: when it came back; `by_check`: it
    was found doubtful by a spot check of what is in force."""

    change: Change
    remarks: tuple[tuple[str, str], ...]
    at: datetime | None
    by_check: bool

    @property
    def first(self) -> tuple[str, str]:
        return self.remarks[0] if self.remarks else ("", "")


@dataclass(frozen=True)
class Questioned:
    """A change that waits at an office, with what that office asks and until when."""

    change: Change
    text: str
    due: date | None


def asked(desk: Desk) -> list[Questioned]:
    """What offices ask about, the soonest deadline first. One statement."""
    still = Question._plain.filter(change=OuterRef("pk"), answered_at__isnull=True, lapsed_at__isnull=True)
    waiting = desk.changes().filter(state=ChangeState.WAITING, asked=Asked.OPEN)
    told = waiting.annotate(question=Subquery(still.values(told=JSONObject(text="text", due="due"))[:1]))
    names = told.select_related("waiting_office").only("full_name", "waiting_office__name")
    found = list(names.order_by("deadline", "pk")[:SHOWN])
    return [_questioned(change, change.question or {}) for change in found]


def _questioned(change: Change, told: Mapping[str, Any]) -> Questioned:
    due = told.get("due")
    return Questioned(change, told.get("text", ""), date.fromisoformat(due) if due else None)


def returned(desk: Desk) -> list[Returned]:
    """The newest returned changes, each with its open remarks. Two statements."""
    remarks = Remark.objects.filter(change=OuterRef("pk"))
    still = remarks.filter(acted_on=False).order_by("pk").values(told=JSONObject(path="path", text="text"))
    since = Q(at__gte=OuterRef("submitted_at")) | Q(correction__submitted_at__isnull=True)
    doubts = Doubt._plain.filter(since, correction=OuterRef("pk"), ended_at__isnull=True)
    found = list(
        listed(desk.changes().filter(state=ChangeState.RETURNED)).annotate(
            still_open=ArraySubquery(still),
            came_back=Subquery(remarks.order_by("-pk").values("at")[:1]),
            by_check=Exists(doubts),
        )[:SHOWN]
    )
    versions = CategoryVersion.objects.in_bulk({change.version_id for change in found})
    return [
        Returned(
            change,
            tuple(
                (named_place(versions[change.version_id], each["path"]), each["text"])
                for each in change.still_open
            ),
            change.came_back,
            change.by_check,
        )
        for change in found
    ]
