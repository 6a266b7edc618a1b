"""Who asks to be erased, as the office sees it before it decides: masked, with what an erasure would take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from talent.individuals.entries import own_entries
from talent.individuals.enums import EntryState, ErasureState, LinkedBy
from talent.individuals.linking import Holder, holder_of, other_holder
from talent.individuals.models import Erasure, PersonAccount, SelfEntry, Unlinking
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


def asked_at(offices: Iterable[int]) -> QuerySet[Erasure]:
    """The requests that wait for an answer of one of these offices."""
    return Erasure.objects.filter(office__in=offices, state=ErasureState.ASKED)


@dataclass(frozen=True)
class Linked:
    """How an account came to the record of its person; `by` is empty where it never did."""

    by: str
    at: datetime | None
    unit: str


def linked(erasure: Erasure) -> Linked:
    """As it is, and of a request that was decided as it was then: the link itself may be gone."""
    account = erasure.account
    if erasure.state == ErasureState.ASKED:
        by, at, unit = account.linked_by, account.claimed_at, account.linked_unit
    else:
        by, at, unit = erasure.linked_by, erasure.linked_at, erasure.linked_unit
    return Linked(str(LinkedBy(by).label) if by else "", at, unit.name if unit else "")


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
