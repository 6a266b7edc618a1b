"""What came back from review, with the first thing that a reviewer said about each."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from talent.categories.models import CategoryVersion
from talent.categories.service import named_place
from talent.collect.access import Desk
from talent.collect.listing import listed
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change, Remark

#: So many stand on top of the workspace; the rest is one link away.
SHOWN = 10


@dataclass(frozen=True)
class Returned:
    """`label` and `remark`: field and text of the first open remark; "" for the whole, or for none."""

    change: Change
    label: str
    remark: str


def asked(desk: Desk) -> list[Change]:
    """What offices ask about, the soonest deadline first. One statement."""
    waiting = desk.changes().filter(state=ChangeState.WAITING, asked=Asked.OPEN)
    names = waiting.select_related("waiting_office").only("full_name", "waiting_office__name")
    return list(names.order_by("deadline", "pk")[:SHOWN])


def returned(desk: Desk) -> list[Returned]:
    """The newest returned changes, each with its first open remark. Two statements."""
    first = Remark.objects.filter(change=OuterRef("pk"), acted_on=False).order_by("pk")
    found = listed(desk.changes().filter(state=ChangeState.RETURNED)).annotate(
        first_remark=Subquery(first.values("text")[:1]), first_path=Subquery(first.values("path")[:1])
    )[:SHOWN]
    versions = CategoryVersion.objects.in_bulk({change.version_id for change in found})
    return [
        Returned(
            change,
            named_place(versions[change.version_id], change.first_path or ""),
            change.first_remark or "",
        )
        for change in found
    ]
