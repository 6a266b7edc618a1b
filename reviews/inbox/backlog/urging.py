"""What waits far beyond its deadline is reported to the office above (催办), every working day by a job.

Who decides stays the same: the office above sees that something waits, and asks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from reviews.inbox.notices import REPORTED_BELOW, URGED
from talent.notify.service import About, notify_many
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import offices_above
from talent.records.service import is_working_day, missed_by, review_settings
from talent.security.service import record_event

#: Offices above that are told in one transaction.
_OFFICES = 100
_LATE = """
SELECT DISTINCT change.waiting_office_id FROM records_change change
WHERE change.waiting_office_id IS NOT NULL AND change.deadline <= %s AND NOT EXISTS (
    SELECT FROM inbox_urging urging WHERE urging.change_id = change.id
        AND urging.office_id = change.waiting_office_id AND urging.deadline = change.deadline)
"""
_MARK = """
WITH added AS (
    INSERT INTO inbox_urging (change_id, office_id, above_id, deadline, at)
    SELECT change.id, change.waiting_office_id, upward.above_id, change.deadline, %(now)s
    FROM unnest(%(offices)s::bigint[], %(above)s::bigint[]) AS upward (office_id, above_id)
    JOIN records_change change ON change.waiting_office_id = upward.office_id
    WHERE change.deadline <= %(last)s
    ON CONFLICT DO NOTHING
    RETURNING office_id
)
SELECT office_id, count(*) FROM added GROUP BY office_id
"""


@dataclass(frozen=True)
class _Told:
    """Of one office above (None: there is none): what was reported to it, by office."""

    above: int | None
    counts: Mapping[int, int]


def urge(today: date | None = None) -> None:
    """Marks and reports what has become too late; again on the same day it finds nothing more."""
    day = today or timezone.localdate()
    if not is_working_day(day):
        return
    beyond = review_settings().escalate_days
    last = missed_by(beyond, day)
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [last])
        late = [office for (office,) in cursor.fetchall()]
    below: dict[int | None, list[int]] = defaultdict(list)
    for office, above in offices_above(late, day).items():
        below[above].append(office)
    for groups in batched(below.items(), _OFFICES):
        _urge([(above, offices) for above, offices in groups], last=last, beyond=beyond, today=day)


@transaction.atomic
def _urge(groups: Sequence[tuple[int | None, list[int]]], *, last: date, beyond: int, today: date) -> None:
    upward = [(office, above) for above, offices in groups for office in offices]
    with connection.cursor() as cursor:
        cursor.execute(
            _MARK,
            {
                "now": timezone.now(),
                "last": last,
                "offices": [office for office, _above in upward],
                "above": [above for _office, above in upward],
            },
        )
        added = dict(cursor.fetchall())
    told = [
        _Told(above, {each: added[each] for each in offices if each in added}) for above, offices in groups
    ]
    told = [each for each in told if each.counts]
    if told:
        _tell(told, beyond, today)
        _log(told)


def _tell(told: Sequence[_Told], beyond: int, today: date) -> None:
    ids = {each.above for each in told} | {office for each in told for office in each.counts}
    known = Organisation.objects.in_bulk([pk for pk in ids if pk is not None])
    reviewers = reviewers_of_offices(known, today)
    upward = [
        (reviewers[each.above], _to_above(known[each.above], each, known, beyond, today))
        for each in told
        if each.above is not None
    ]
    notify_many(REPORTED_BELOW, upward)
    own = [
        (reviewers[office], _to_office(known[office], count, known.get(each.above or 0), beyond, today))
        for each in told
        for office, count in each.counts.items()
    ]
    notify_many(URGED, own)


def _to_above(
    above: Organisation, told: _Told, known: Mapping[int, Organisation], beyond: int, today: date
) -> About:
    worst = max(told.counts, key=lambda office: (told.counts[office], -office))
    return About(
        event=f"{above.pk} {today}",
        series=str(above.pk),
        data={
            "office": above.name,
            "count": sum(told.counts.values()),
            "offices": len(told.counts),
            "most": known[worst].name,
            "days": beyond,
        },
        place="inbox:board",
    )


def _to_office(
    office: Organisation, count: int, above: Organisation | None, beyond: int, today: date
) -> About:
    is_unit = office.kind in COLLECTING_KINDS
    return About(
        event=f"{office.pk} {today}",
        series=str(office.pk),
        data={"office": office.name, "count": count, "above": above.name if above else "—", "days": beyond},
        place="unit_review:queue" if is_unit else "inbox:queue",
        arguments=(office.pk,) if is_unit else (),
    )


def reviewers_of_offices(offices: Mapping[int, Organisation], today: date) -> Mapping[int | None, set[int]]:
    """Who reviews at each office today: in a unit its own reviewers."""
    grants = Membership.objects.on(today).filter(
        organisation__in=offices, role__in=(Role.UNIT_REVIEWER, Role.HR_REVIEWER)
    )
    found: dict[int | None, set[int]] = defaultdict(set)
    for office, role, user in grants.values_list("organisation", "role", "user"):
        if (role == Role.UNIT_REVIEWER) == (offices[office].kind in COLLECTING_KINDS):
            found[office].add(user)
    return found


def _log(told: Sequence[_Told]) -> None:
    """One event for each office above; it names the offices, so that each of them finds it."""
    for each in told:
        record_event(
            by=None,
            action="urge",
            subject="change",
            organisation_ids={*each.counts, *([each.above] if each.above else [])},
            detail={"count": sum(each.counts.values())},
        )
