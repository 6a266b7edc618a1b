"""The sample of a run: its maker opens each of it; what they decide meanwhile by itself leaves the run."""

from dataclasses import dataclass

from django.utils import timezone

from reviews.inbox.bulk.enums import BulkState, ItemState, Why
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change
from talent.records.service import review_settings
from talent.security.models import User


@dataclass(frozen=True)
class Drawn:
    """One change of a sample. `outcome`: what the run's maker decided on it alone, "" for nothing."""

    item: BulkItem
    name: str
    unit: str
    outcome: str
    gone: bool

    @property
    def open(self) -> bool:
        """Whether the run waits for it."""
        return self.item.seen_at is None and not self.outcome and not self.gone

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True)
class Sample:
    """What was drawn and how far it was looked at."""

    run: BulkRun
    rows: tuple[Drawn, ...]

    @property
    def open(self) -> int:
        return sum(each.open for each in self.rows)

    @property
    def differing(self) -> int:
        """So many were decided otherwise than the run would."""
        return sum(each.outcome not in {"", self.run.outcome} for each in self.rows)

    @property
    def too_many(self) -> bool:
        """Whether so many were decided otherwise that the rest is not decided unseen."""
        return self.differing * 100 > review_settings().sample_refused_percent * len(self.rows)

    @property
    def leaving(self) -> dict[Why, list[int]]:
        """The changes that leave the run, by reason."""
        return {
            Why.DECIDED: [each.item.change_id for each in self.rows if each.outcome],
            Why.CHANGED: [each.item.change_id for each in self.rows if each.gone],
        }


def sample_of(run: BulkRun) -> Sample:
    """The sample as it stands, in two statements."""
    items = BulkItem._plain.filter(run=run, sampled=True).select_related("change__unit")
    items = items.only("run", "change__full_name", "change__lock", "change__unit__name", "lock", "seen_at")
    rows = list(items.order_by("change"))
    decided = dict(
        Decision._plain.filter(change__in=[each.change_id for each in rows], by=run.by_id, at__gte=run.at)
        .order_by("id")
        .values_list("change", "outcome")
    )
    return Sample(run, tuple(_drawn(run, item, decided.get(item.change_id, "")) for item in rows))


def _drawn(run: BulkRun, item: BulkItem, outcome: str) -> Drawn:
    gone = run.state == BulkState.PREPARED and not outcome and item.change.lock != item.lock
    return Drawn(item, item.change.full_name, item.change.unit.name, outcome, gone)


def note_seen(run: BulkRun, change: Change, *, by: User) -> None:
    """Note that the run's maker opened a change of its sample, in the state that the run is about."""
    BulkItem._plain.filter(
        run=run, run__by=by, run__state=BulkState.PREPARED, change=change, lock=change.lock, sampled=True,
        seen_at__isnull=True,
    ).update(seen_at=timezone.now())  # fmt: skip


def unseen_of(waiting: ScopedQuerySet[Change], run: BulkRun) -> ScopedQuerySet[Change]:
    """Of what waits, the changes of a sample that were not opened yet."""
    unseen = BulkItem._plain.filter(run=run, sampled=True, seen_at__isnull=True)
    return waiting.filter(pk__in=unseen.values("change"))


def settle(sample: Sample) -> None:
    """Take out of the run what was decided by itself or has changed meanwhile."""
    for why, numbers in sample.leaving.items():
        if numbers:
            BulkItem._plain.filter(run=sample.run, change__in=numbers).update(state=ItemState.LEFT, why=why)
