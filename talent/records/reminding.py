"""Every working day each office is told once what waits there, and ahead of time what falls due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, F, Value, When
from django.utils import timezone

from talent.notify.service import About, notify_many
from talent.orgs.enums import Role
from talent.orgs.models import Membership, Organisation
from talent.records.deadlines import after_working_days, is_working_day, missed_by
from talent.records.models import Change
from talent.records.notices import DEADLINE, WAITING

_OFFICES = 500


@dataclass(frozen=True)
class Desk:
    """An office, and the role in which changes wait there: a unit's own step is for its own reviewers."""

    office: int
    role: str

    @property
    def address(self) -> tuple[str, tuple[int, ...]]:
        return (
            ("unit_review:queue", (self.office,)) if self.role == Role.UNIT_REVIEWER else ("inbox:queue", ())
        )


def remind(today: date | None = None) -> None:
    """Tell the reviewers of every office; again on the same day it changes nothing."""
    day = today or timezone.localdate()
    if not is_working_day(day):
        return
    waiting = _waiting()
    for desks in batched(waiting, _OFFICES):
        _tell({desk: waiting[desk] for desk in desks}, day)


def _waiting() -> dict[Desk, dict[date, int]]:
    """How many wait, by desk and deadline: one statement over the index of the queue."""
    own = Case(
        When(waiting_office=F("unit"), then=Value(Role.UNIT_REVIEWER.value)),
        default=Value(Role.HR_REVIEWER.value),
    )
    rows = (
        # Asked by the office and not by the state: this is the condition of the queue's index.
        Change._plain.filter(waiting_office__isnull=False)
        .annotate(role=own)
        .values_list("waiting_office", "role", "deadline")
        .annotate(count=Count("pk"))
        .order_by("waiting_office", "deadline")
    )
    found: dict[Desk, dict[date, int]] = defaultdict(dict)
    for office, role, deadline, count in rows:
        if office is not None and deadline is not None:
            found[Desk(office, role)][deadline] = count
    return found


@transaction.atomic
def _tell(waiting: Mapping[Desk, Mapping[date, int]], today: date) -> None:
    people, names = _reviewers(waiting, today), _names(waiting)
    notify_many(
        WAITING,
        [(people[desk], _of_today(desk, names[desk.office], days, today)) for desk, days in waiting.items()],
    )
    horizon = after_working_days(today, settings.REMIND_WORKING_DAYS)
    notify_many(
        DEADLINE,
        [
            (people[desk], _of_deadline(desk, names[desk.office], deadline, count, today))
            for desk, days in waiting.items()
            for deadline, count in days.items()
            if today <= deadline <= horizon
        ],
    )


def _of_today(desk: Desk, office: str, days: Mapping[date, int], today: date) -> About:
    (place, arguments), missed = desk.address, missed_by(1, today)
    return About(
        event=f"{desk.office} {desk.role} {today}",
        series=f"{desk.office} {desk.role}",
        data={
            "office": office,
            "count": sum(days.values()),
            "late": sum(count for deadline, count in days.items() if deadline <= missed),
            "deadline": str(min(days)),
        },
        place=place,
        arguments=arguments,
    )


def _of_deadline(desk: Desk, office: str, deadline: date, count: int, today: date) -> About:
    place, arguments = desk.address
    days = next(n for n in range(366) if after_working_days(today, n) >= deadline)
    return About(
        event=f"{desk.office} {desk.role} {deadline}",
        data={"office": office, "count": count, "deadline": str(deadline), "days": days},
        place=place,
        arguments=arguments,
    )


def _reviewers(desks: Iterable[Desk], today: date) -> Mapping[Desk, set[int]]:
    grants = Membership.objects.on(today).filter(
        role__in=(Role.UNIT_REVIEWER, Role.HR_REVIEWER), organisation__in={desk.office for desk in desks}
    )
    found: dict[Desk, set[int]] = defaultdict(set)
    for office, role, user in grants.values_list("organisation", "role", "user"):
        found[Desk(office, role)].add(user)
    return found


def _names(desks: Iterable[Desk]) -> Mapping[int, str]:
    return dict(Organisation.objects.filter(pk__in={desk.office for desk in desks}).values_list("pk", "name"))
