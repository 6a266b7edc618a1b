"""What is overdue for long goes to the office above by itself, where the settings ask for it.

As with `forward` the step stays what it was, a whole term begins at the other office, and the way there
stays in the history. A unit's own step is never handed up: a unit reviews its own (notice 四(三)). What waits
for an answer of its collector stays, and so does what nobody above may decide (four eyes).
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change, Forward
from talent.records.reviewsettings import review_settings
from talent.records.routing import review_deadline
from talent.security.service import record_event

_CHUNK = 500
_READ = (
    *("pk", "lock", "unit_id", "route", "step", "state", "created_by_id", "submitted_by_id"),
    *("editors", "reviewers", "asked"),
)


@transaction.atomic
def hand_up(*, office: int, to: int, last: date, after: int = 0) -> tuple[int, int | None]:
    """Hand overdue changes of an office to another one: deadlines up to `last`, numbers above `after`.

    Returns how many went, and the number to go on behind; None where that was all. The same done twice finds
    them gone.
    """
    rows = list(
        Change._plain.select_for_update(of=("self",), no_key=True)
        .filter(waiting_office=office, deadline__lte=last, state=ChangeState.WAITING, pk__gt=after)
        .exclude(unit=office)
        .only(*_READ)
        .order_by("pk")[:_CHUNK]
    )
    able = _reviewers(to)
    going = [each for each in rows if each.asked != Asked.OPEN and able - each.eyes]
    if going:
        _move(going, office, to)
    return len(going), rows[-1].pk if len(rows) == _CHUNK else None


def _reviewers(office: int) -> frozenset[int]:
    grants = Membership.objects.on(timezone.localdate())
    here = grants.filter(organisation=office, role=Role.HR_REVIEWER, user__is_active=True)
    return frozenset(here.values_list("user", flat=True))


def _move(going: Sequence[Change], office: int, to: int) -> None:
    today = timezone.localdate()
    by_level: dict[str, list[Change]] = {}
    for change in going:
        by_level.setdefault(change.level, []).append(change)
    why = _reason()
    Forward._plain.bulk_create(
        Forward(change=each, level=level, from_office_id=office, to_office_id=to, reason=why, by=None)
        for level, some in by_level.items()
        for each in some
    )
    for level, some in by_level.items():
        Change._plain.filter(pk__in=[each.pk for each in some]).update(
            waiting_office=to,
            waiting_since=today,
            deadline=review_deadline(level, today),
            asked="",
            forwarded=True,
            lock=F("lock") + 1,
        )
    record_event(
        by=None,
        action="hand_up",
        subject="change",
        subject_id=going[0].pk if len(going) == 1 else "",
        organisation_ids={office, to, *(each.unit_id for each in going)},
        detail={"count": len(going), "changes": [each.pk for each in going], "office": to},
    )


def _reason() -> str:
    """In the first language: it is kept, and reads the same for everybody."""
    with override("zh-hans"):
        return _("超过审核时限 %(days)s 个工作日未办，按审核设置自动转上级。") % {
            "days": review_settings().hand_up_days
        }
