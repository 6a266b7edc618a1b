"""Transfers under way when a unit becomes part of another one."""

from django.db.models import Q
from django.utils import timezone

from talent.orgs.models import Organisation
from talent.records.enums import OPEN_TRANSFERS, TransferState
from talent.records.models import Transfer


def redirect_transfers(unit: Organisation, successor: Organisation) -> None:
    """The successor answers, and waits for answers, in the place of the unit.

    A transfer between the two has nowhere to go any more and ends; so does one of a person of whom the
    successor has one under way already.
    """
    under_way = Transfer.objects.filter(state__in=OPEN_TRANSFERS)
    theirs = under_way.filter(from_unit=successor).values("person")
    over = under_way.filter(
        Q(from_unit=unit, to_unit=successor)
        | Q(from_unit=successor, to_unit=unit)
        | Q(from_unit=unit, person__in=theirs)
    )
    over.update(state=TransferState.TAKEN_BACK, ended_at=timezone.now())
    under_way.filter(from_unit=unit).update(from_unit=successor)
    under_way.filter(to_unit=unit).update(to_unit=successor)
