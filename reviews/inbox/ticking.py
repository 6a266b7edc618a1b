"""The ticked rows of a queue before they are passed together: how many, of which units, and which stay."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reviews.inbox.claiming import of_another, with_claims
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change
from talent.security.models import User


@dataclass(frozen=True)
class Batch:
    """`ready` would pass; `warned` have warnings and must be opened; `claimed` are looked at by others.

    So many are `gone` meanwhile.
    """

    ready: tuple[Change, ...]
    warned: tuple[Change, ...]
    claimed: tuple[Change, ...]
    gone: int

    @property
    def units(self) -> list[tuple[str, int]]:
        """The names of the units with how many of theirs would pass, the most first."""
        return Counter(change.unit.name for change in self.ready).most_common()


def batch_of(waiting: ScopedQuerySet[Change], locks: Mapping[int, int], *, by: User) -> Batch:
    """The rows of `waiting` with these numbers, each in the state that was looked at (`locks`)."""
    rows = (
        with_claims(waiting.filter(pk__in=locks)).select_related("unit").defer("data", "sealed", "blocking")
    )
    seen = [change for change in rows if change.lock == locks[change.pk]]
    claimed = tuple(change for change in seen if of_another(change, by))
    free = [change for change in seen if change not in claimed]
    return Batch(
        ready=tuple(change for change in free if not change.warnings),
        warned=tuple(change for change in free if change.warnings),
        claimed=claimed,
        gone=len(locks) - len(seen),
    )
