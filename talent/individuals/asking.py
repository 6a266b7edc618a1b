"""Who asks to be erased, as the office sees it before it decides: masked, with what an erasure would take."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.individuals.entries import own_entries
from talent.individuals.enums import EntryState
from talent.individuals.linking import Holder, holder_of, other_holder
from talent.individuals.models import PersonAccount, SelfEntry, Unlinking
from talent.orgs.service import Scope
from talent.records.models import TalentRecord
from talent.records.service import visible_to

#: What is said of a category is its name.
_LARGE = ("category__groups", "category__rules", "category__moves")


@dataclass(frozen=True)
class Asking:
    """`records`: of the linked person, as far as the office reaches; `beyond`: how many it does not.

    `other`: another account looks after whoever has this number, so that one of both is not who they say.
    """

    holder: Holder
    records: Sequence[TalentRecord]
    beyond: int
    entries: Sequence[SelfEntry]
    unlinkings: Sequence[Unlinking]
    other: bool


def asking(account: PersonAccount, scope: Scope) -> Asking:
    """What stands behind a request of this account, for an office with this scope."""
    held = TalentRecord.objects.unscoped(reason="how many the office does not reach").filter(
        person=account.person_id or 0, held=True
    )
    reached = visible_to(scope).filter(pk__in=held.values("pk"))
    records = list(reached.select_related("category", "unit").defer(*_LARGE).order_by("pk"))
    entries = own_entries(account).exclude(state=EntryState.DRAFT)
    return Asking(
        holder=holder_of(account),
        records=records,
        beyond=held.count() - len(records),
        entries=list(
            entries.select_related("category", "unit").defer("data", "sealed", *_LARGE).order_by("pk")
        ),
        unlinkings=list(account.unlinkings.select_related("unit").order_by("pk")),
        other=account.erased_at is None and other_holder(account) is not None,
    )
