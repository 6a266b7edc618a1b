"""A person whose new unit did not answer in time, so that the office above both has something to decide."""

from datetime import timedelta

from django.utils import timezone

from portal.demo.accounts import BANNER
from talent.orgs.enums import COLLECTING_KINDS
from talent.orgs.models import Organisation
from talent.records.models import TalentRecord, Transfer
from talent.records.service import NoTransfer, offer
from talent.security.models import User

#: Days since it was offered, and since it should have been answered.
_OFFERED, _LATE = 18, 3
_MOST_TRIED = 50


def leave_one_unanswered() -> Transfer | None:
    """An overdue transfer between two units of the banner of the demonstration accounts.

    None where nobody there can go: everybody has a change under way, or there is one unit only.
    """
    approved = TalentRecord.objects.unscoped(reason="demonstration data").filter(
        approved__isnull=False, unit__managing_region=BANNER
    )
    for record in approved.select_related("approved__unit").order_by("pk")[:_MOST_TRIED]:
        if found := _offered(record):
            return _late(found)
    return None


def _offered(record: TalentRecord) -> Transfer | None:
    change = record.approved
    others = Organisation.objects.filter(managing_region=BANNER, kind__in=COLLECTING_KINDS, is_active=True)
    to_unit = others.exclude(pk=record.unit_id).order_by("code").first()
    if change is None or to_unit is None:
        return None
    clerk = User.objects.get(username=f"demo-clerk-{change.unit.code}")
    day = timezone.localdate() - timedelta(days=_OFFERED - 10)
    try:
        return offer(change=change, to_unit=to_unit, day=day, by=clerk, note="锡人社调〔2026〕7号")
    except NoTransfer:
        return None


def _late(transfer: Transfer) -> Transfer:
    now = timezone.now()
    transfer.started_at = now - timedelta(days=_OFFERED)
    transfer.deadline = timezone.localdate() - timedelta(days=_LATE)
    transfer.save(update_fields=["started_at", "deadline"])
    return transfer
