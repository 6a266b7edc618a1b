"""One's own data, whole: what an individual takes along, for programs and for people."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from talent.individuals.entries import own_entries
from talent.individuals.lookups import looks_at
from talent.individuals.models import Consent, PersonAccount
from talent.individuals.seeking import own_scope
from talent.orgs.service import ScopedQuerySet
from talent.records.models import TalentRecord
from talent.records.service import visible_to
from talent.security.service import record_event


def own_records(account: PersonAccount) -> ScopedQuerySet[TalentRecord]:
    """The records of the claimed person that are in force."""
    in_force = visible_to(own_scope(account)).filter(approved__isnull=False)
    return in_force.select_related("category", "unit", "approved__version").order_by("category__order", "pk")


@transaction.atomic
def note_export(account: PersonAccount, *, form: str) -> None:
    """The event of an export; call it in whatever gives the data out."""
    record_event(
        by=account.user,
        action="export_own",
        subject="individual",
        subject_id=account.pk,
        detail={"form": form},
    )


def export(account: PersonAccount) -> dict[str, Any]:
    """All that is kept of the holder of an account, ready for JSON; documents as their versions say."""
    return {
        "format": "inner-mongolia-talent/own-data/1",
        "exported_at": timezone.now().isoformat(),
        "account": {
            **account.about(),
            "document_kind": account.document_kind,
            "registered_at": account.user.date_joined.isoformat(),
            "notice": {"versions": account.notice_version, "at": account.notice_at.isoformat()},
        },
        "records": [_record_of(each) for each in own_records(account)],
        "entries": [
            {
                "category": each.category.key,
                "version": each.version.number,
                "unit": each.unit.name if each.unit else "",
                "state": each.state,
                "updated_at": each.updated_at.isoformat(),
                "document": each.document(),
                "remarks": each.remarks,
            }
            for each in own_entries(account).select_related("category", "version", "unit").order_by("pk")
        ],
        "consents": [
            {
                "category": each.version.category.key,
                "version": each.version.number,
                "group": each.group,
                "sensitive": each.sensitive,
                "given_at": each.given_at.isoformat(),
                "withdrawn_at": each.withdrawn_at.isoformat() if each.withdrawn_at else None,
            }
            for each in Consent.objects.filter(account=account).select_related("version__category")
        ],
        "looked_up_by": [
            {
                "organisation": each.organisation,
                "category": each.category.key,
                "act": each.act.value,
                "at": each.at.isoformat(),
                "times": each.times,
            }
            for each in looks_at(account)
        ],
    }


def _record_of(record: TalentRecord) -> dict[str, Any]:
    approved = record.approved
    if approved is None:
        raise ValueError(record.pk)
    return {
        "category": record.category.key,
        "version": approved.version.number,
        "unit": record.unit.name,
        "source": approved.source,
        "approved_at": record.approved_at.isoformat() if record.approved_at else None,
        "document": approved.document(),
    }
