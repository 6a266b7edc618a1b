"""Hands what is overdue for long to the office above, every working day, where the settings ask for it."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from reviews.inbox.backlog.urging import reviewers_of_offices
from reviews.inbox.notices import HANDED_FROM, HANDED_TO
from talent.notify.service import About, notify
from talent.orgs.enums import COLLECTING_KINDS
from talent.orgs.models import Organisation
from talent.orgs.service import offices_above
from talent.records.service import hand_up, is_working_day, missed_by, review_settings

_LATE = """
SELECT DISTINCT waiting_office_id FROM records_change
WHERE waiting_office_id IS NOT NULL AND deadline <= %s AND waiting_office_id <> unit_id
"""


def hand_up_overdue(today: date | None = None) -> int:
    """Hands up what is overdue by the working days of the settings; how many went. Both offices are told.

    Where no office above has a reviewer, everything stays.
    """
    day, beyond = today or timezone.localdate(), review_settings().hand_up_days
    if not beyond or not is_working_day(day):
        return 0
    last = missed_by(beyond, day)
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [last])
        late = [office for (office,) in cursor.fetchall()]
    above = offices_above(late, day)
    known = Organisation.objects.in_bulk({*late, *(each for each in above.values() if each)})
    return sum(
        _of_office(known[office], known[to], last, day, beyond)
        for office, to in above.items()
        if to is not None and known[office].kind not in COLLECTING_KINDS
    )


def _of_office(office: Organisation, to: Organisation, last: date, today: date, beyond: int) -> int:
    count = 0
    following: int | None = 0
    while following is not None:
        went, following = _some(office, to, last, today, beyond, following)
        count += went
    return count


@transaction.atomic
def _some(
    office: Organisation, to: Organisation, last: date, today: date, beyond: int, after: int
) -> tuple[int, int | None]:
    """The next ones, and both offices told of them in the same transaction; the numbers of a day add up."""
    went, following = hand_up(office=office.pk, to=to.pk, last=last, after=after)
    if went:
        about = About(
            event=f"{office.pk} {to.pk} {today} {after}",
            series=f"{office.pk} {to.pk}",
            adds=True,
            data={"office": office.name, "above": to.name, "count": went, "days": beyond},
            place="inbox:queue",
        )
        reviewers = reviewers_of_offices({each.pk: each for each in (office, to)}, today)
        notify(reviewers[office.pk], HANDED_FROM, about)
        notify(reviewers[to.pk], HANDED_TO, about)
    return went, following
