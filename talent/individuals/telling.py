"""Tells units what was handed in, and individuals what became of it; each thing once."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from talent.individuals.enums import EntryState
from talent.individuals.linking import other_holder
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.notices import (
    DOUBTED,
    HANDED_IN,
    OWN_ACCEPTED,
    OWN_ASKED,
    OWN_DOUBT_LIFTED,
    OWN_DOUBTED,
    OWN_REJECTED,
    OWN_RETURNED,
)
from talent.notify.service import About, notify, notify_many
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.models import Change, Doubt, Question

#: What of a change of the own record the person is told, by what the unit is told.
OWN = {"change_accepted": OWN_ACCEPTED, "change_returned": OWN_RETURNED, "change_rejected": OWN_REJECTED}

#: What the person is told of a doubt about the own record, by what the unit is told.
OWN_OF_DOUBTS = {"record_doubted": OWN_DOUBTED, "doubt_lifted": OWN_DOUBT_LIFTED}


def tell_unit(entry: SelfEntry) -> None:
    """Everybody who fills in for the unit today."""
    clerks = Membership.objects.on(timezone.localdate()).filter(
        role=Role.COLLECTOR, organisation=entry.unit_id
    )
    place, arguments = "self_entries:entry", (entry.unit_id or 0, entry.pk)
    about = About(_event(entry), _data(entry), place=place, arguments=arguments)
    notify(clerks.values_list("user", flat=True), HANDED_IN, about)


def tell_person(entry: SelfEntry, kind: str) -> None:
    """The individual, about their entry."""
    about = About(_event(entry), _data(entry), place="me:entry", arguments=(entry.pk,))
    notify([entry.account.user_id], kind, about)


@transaction.atomic
def tell_owner(pk: int) -> None:
    """What the job does after each entry: whoever looks after the same person hears that it was handed in."""
    entries = SelfEntry.objects.unscoped(reason="was it handed in by its owner").filter(
        pk=pk, state=EntryState.HANDED_IN
    )
    entry = entries.select_related("account", "category", "unit").first()
    owner = other_holder(entry.account) if entry else None
    if entry is not None and owner is not None:
        notify([owner.user_id], DOUBTED, About(_event(entry), _data(entry), place="me:home"))


def tell_outcome(kind: str, changes: Sequence[Change]) -> None:
    """Those whose entries became these changes, in a fixed number of statements."""
    by_change = {change.pk: change for change in changes}
    entries = (
        SelfEntry.objects.unscoped(reason="who is to be told")
        .filter(change__in=by_change, account__erased_at__isnull=True)
        .select_related("account", "category", "unit")
        .order_by("pk")
    )
    told = {entry.change_id: entry for entry in entries}
    notify_many(
        OWN[kind],
        [
            (
                [entry.account.user_id],
                About(f"{pk}.{by_change[pk].lock}", _data(entry), place="me:entry", arguments=(entry.pk,)),
            )
            for pk, entry in told.items()
            if pk is not None
        ],
    )


def tell_asked(question: Question) -> None:
    """Whose entry became the change that an office asks about, if anybody's did and the account stands."""
    entries = SelfEntry.objects.unscoped(reason="who is to be told").filter(
        change=question.change_id, account__erased_at__isnull=True
    )
    entry = entries.select_related("account", "category", "unit").order_by("-pk").first()
    if entry is not None:
        about = About(str(question.pk), _data(entry), place="me:entry", arguments=(entry.pk,))
        notify([entry.account.user_id], OWN_ASKED, about)


def tell_of_doubt(kind: str, doubt: Doubt) -> None:
    """Whoever has claimed the record, however it was filled in."""
    accounts = PersonAccount.objects.unscoped(reason="who is to be told").filter(
        person=doubt.record.person_id, erased_at__isnull=True
    )
    category = doubt.change.category
    data = {
        "name": doubt.change.full_name,
        "unit": doubt.record.unit.name,
        "office": doubt.office.name,
        "category": category.label,
        "category_en": category.label_en,
    }
    about = About(f"doubt.{doubt.pk}", data, place="me:record", arguments=(category.key,))
    notify(accounts.values_list("user", flat=True), kind, about)


def _event(entry: SelfEntry) -> str:
    """An entry comes and goes more than once: its lock tells which step this was."""
    return f"{entry.pk}.{entry.lock}"


def _data(entry: SelfEntry) -> dict[str, Any]:
    return {
        "name": entry.full_name,
        "unit": entry.unit.name if entry.unit else "",
        "category": entry.category.label,
        "category_en": entry.category.label_en,
    }
