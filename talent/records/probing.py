"""Whoever tries numbers to learn who is in the register is counted, by account and day, and noticed.

Each try is an event in the audit log, and the log is what is counted.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F, IntegerField, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from talent.notify.service import About, notify
from talent.orgs.models import Organisation
from talent.orgs.service import region_administrators
from talent.records.notices import MANY_TRIES
from talent.security.models import AuditEvent, User
from talent.security.service import record_event


@transaction.atomic
def note_met_elsewhere(*, by: User | None, unit_id: int, count: int = 1) -> None:
    """So many documents were about people whom another unit holds, whatever the name that was typed."""
    _note("propose_elsewhere", "change", by, unit_id, {"count": count})


@transaction.atomic
def note_failed_ask(*, by: User, unit_id: int) -> None:
    """Somebody was asked for who cannot come, or not by this number and name."""
    _note("transfer_ask_failed", "transfer", by, unit_id, {})


def asked_too_often(by: User) -> bool:
    """Whether so many asked in vain today that this account asks for nobody more until tomorrow."""
    return _today("transfer_ask_failed", by) >= settings.TRIES_A_DAY


def _note(action: str, subject: str, by: User | None, unit_id: int, detail: dict[str, int]) -> None:
    record_event(by=by, action=action, subject=subject, organisation_id=unit_id, detail=detail)
    if by is None:
        return
    tries = _today(action, by)
    if tries >= settings.TRIES_A_DAY:
        _tell(by, unit_id, tries)


def _today(action: str, by: User) -> int:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    count = Coalesce(Cast(KeyTextTransform("count", F("detail")), IntegerField()), Value(1))
    found = AuditEvent.objects.filter(action=action, by=by, at__gte=midnight)
    return int(found.aggregate(tries=Sum(count))["tries"] or 0)


def _tell(by: User, unit_id: int, tries: int) -> None:
    """Once a day for each account, however much it tries after that."""
    unit = Organisation.objects.get(pk=unit_id)
    data = {"account": by.username, "unit": unit.name, "count": tries}
    about = About(event=f"{by.pk} {timezone.localdate()}", data=data)
    notify(region_administrators(), MANY_TRIES, about)
