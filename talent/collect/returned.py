"""What came back from review, with the first thing that a reviewer said about each."""

from django.db.models import OuterRef, Subquery

from talent.collect.access import Desk
from talent.collect.listing import listed
from talent.records.enums import ChangeState
from talent.records.models import Change, Remark

#: So many stand on top of the workspace; the rest is one link away.
SHOWN = 10


def returned(desk: Desk) -> list[tuple[Change, str]]:
    """The newest returned changes and their first open remark, "" when all were acted on. One statement."""
    first = Remark.objects.filter(change=OuterRef("pk"), acted_on=False).order_by("pk").values("text")[:1]
    found = listed(desk.changes().filter(state=ChangeState.RETURNED)).annotate(first_remark=Subquery(first))
    return [(change, change.first_remark or "") for change in found[:SHOWN]]
