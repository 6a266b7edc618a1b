"""Units are reminded of transfers that they have to answer; after the deadline the office is told, once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from talent.notify.service import About, notify_many
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.arbitrating import refresh_offices
from talent.records.deadlines import after_working_days, is_working_day
from talent.records.enums import OPEN_TRANSFERS
from talent.records.models import Transfer
from talent.records.notices import TRANSFER_DUE, TRANSFER_OVERDUE
from talent.records.telling import clerks_of


@transaction.atomic
def remind_of_transfers(today: date | None = None) -> None:
    """Before the deadline and on its day the unit, after it the office; again on the same day nobody."""
    day = today or timezone.localdate()
    if not is_working_day(day):
        return
    refresh_offices()
    _remind_units(day)
    _tell_offices(day)


def _remind_units(today: date) -> None:
    horizon = after_working_days(today, settings.REMIND_WORKING_DAYS)
    due = list(_open().filter(deadline__range=(today, horizon)))
    clerks = clerks_of({each.answering.pk for each in due})
    notify_many(TRANSFER_DUE, [(clerks[each.answering.pk], _of_due(each, today)) for each in due])


def _of_due(transfer: Transfer, today: date) -> About:
    unit = transfer.answering
    days = next(n for n in range(366) if after_working_days(today, n) >= transfer.deadline)
    return About(
        # Once ahead of time, and once more on the last day.
        event=f"{transfer.pk}.{'last' if days == 0 else 'ahead'}",
        series=str(transfer.pk),
        data={
            "name": transfer.full_name,
            "unit": unit.name,
            "deadline": str(transfer.deadline),
            "days": days,
        },
        place="collect:transfer",
        arguments=(unit.pk, transfer.pk),
    )


def _tell_offices(today: date) -> None:
    late = list(_open().filter(deadline__lt=today, office__isnull=False).select_related("office"))
    reviewers = _reviewers(each.office_id for each in late)
    notify_many(TRANSFER_OVERDUE, [(reviewers[each.office_id], _of_overdue(each)) for each in late])


def _of_overdue(transfer: Transfer) -> About:
    return About(
        event=f"{transfer.pk}.{transfer.office_id}",
        data={
            "name": transfer.full_name,
            "from_unit": transfer.from_unit.name,
            "to_unit": transfer.to_unit.name,
            "deadline": str(transfer.deadline),
            "office": transfer.office.name if transfer.office else "",
        },
        place="transfers:detail",
        arguments=(transfer.pk,),
    )


def _open() -> QuerySet[Transfer]:
    open_ones = Transfer.objects.filter(state__in=OPEN_TRANSFERS).order_by("pk")
    return open_ones.select_related("from_unit", "to_unit")


def _reviewers(offices: Iterable[int | None]) -> Mapping[int | None, set[int]]:
    grants = Membership.objects.on(timezone.localdate()).filter(
        role=Role.HR_REVIEWER, organisation__in=set(offices)
    )
    found: dict[int | None, set[int]] = defaultdict(set)
    for office, user in grants.values_list("organisation", "user"):
        found[office].add(user)
    return found
