"""What is under way about somebody, for the account that looks after them: who has it, without contents."""

from collections.abc import Sequence

from talent.individuals.enums import EntryState
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.seeking import own_scope
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.service import changes_visible_to

MOST = 20


def changes_under_review(account: PersonAccount) -> Sequence[Change]:
    """Changes of the claimed person that wait at an office, whoever brought them, the oldest first."""
    if account.person_id is None:
        return []
    waiting = changes_visible_to(own_scope(account)).filter(state=ChangeState.WAITING)
    with_names = waiting.select_related("category", "unit", "waiting_office")
    return list(
        with_names.defer("data", "sealed", "category__groups", "category__rules").order_by("pk")[:MOST]
    )


def entries_of_others(account: PersonAccount) -> Sequence[SelfEntry]:
    """What other accounts handed in under the number of the claimed person, and no unit has dealt with."""
    if account.person_id is None:
        return []
    entries = SelfEntry.objects.unscoped(reason="entries about the person of the own account").filter(
        account__blind_index=bytes(account.blind_index), state=EntryState.HANDED_IN
    )
    with_names = entries.exclude(account=account).select_related("category", "unit")
    return list(
        with_names.defer("data", "sealed", "category__groups", "category__rules").order_by("pk")[:MOST]
    )
