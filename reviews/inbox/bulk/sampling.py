"""The sample of a run: its maker opens each of it; what is judged meanwhile by itself leaves the run.

In the place of what nobody judged and is there no longer, another one is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from reviews.inbox.bulk.enums import BulkState, ItemState, Why
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.bulk.preparing import drawn, sample_size
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from talent.orgs.service import ScopedQuerySet
from talent.records.enums import ChangeState
from talent.records.models import Change, Forward, Question
from talent.records.service import review_settings
from talent.security.models import User


@dataclass(frozen=True)
class Drawn:
    """One change of a sample. `outcome`: what was decided on it alone since it was chosen, "" for nothing.

    `mine`: the run's maker decided it. `doubt`: a question to its collector, or the way to another office.
    `gone`: nobody judged it, or a colleague alone as the run would, and it is no longer what was chosen.
    """

    item: BulkItem
    name: str
    unit: str
    outcome: str
    mine: bool
    doubt: str
    gone: bool

    @property
    def stands(self) -> bool:
        """Whether it is still in the run, as it was chosen."""
        return not (self.outcome or self.doubt or self.gone)

    @property
    def open(self) -> bool:
        """Whether the run waits for it."""
        return self.stands and self.item.seen_at is None

    @property
    def leads(self) -> bool:
        """Whether its page may still be of use."""
        return not (self.gone or self.doubt)

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def leaves(self) -> Why | None:
        """Why it is still to be taken out of the run; None where it stands or is out."""
        if self.stands or self.item.state != ItemState.READY:
            return None
        return Why.DECIDED if self.outcome else Why.CHANGED


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
        """So many somebody judged otherwise than the run would, or had doubts about."""
        return sum(bool(each.doubt) or each.outcome not in {"", self.run.outcome} for each in self.rows)

    @property
    def counted(self) -> int:
        """Without those in whose place others were drawn."""
        return sum(not (each.gone and each.item.state == ItemState.LEFT) for each in self.rows)

    @property
    def replaced(self) -> int:
        return len(self.rows) - self.counted

    @property
    def too_many(self) -> bool:
        """Whether so many were judged otherwise that the rest is not decided unseen."""
        return self.differing * 100 > review_settings().sample_refused_percent * self.counted

    @property
    def leaving(self) -> dict[Why, list[int]]:
        """The changes that leave the run, by reason."""
        found: dict[Why, list[int]] = {}
        for each in self.rows:
            if each.leaves is not None:
                found.setdefault(each.leaves, []).append(each.item.change_id)
        return found


def sample_of(run: BulkRun) -> Sample:
    """The sample as it stands: what happened to it until the run started or ended."""
    items = BulkItem._plain.filter(run=run, sampled=True).select_related("change__unit")
    items = items.only(
        "run", "state", "change__full_name", "change__lock", "change__unit__name", "lock", "seen_at"
    )
    rows = list(items.order_by("change"))
    decided = _decided(run, [each.change_id for each in rows])
    doubted = _doubted(run, [each.change_id for each in rows if each.change.lock != each.lock])
    return Sample(run, tuple(_drawn(run, item, decided, doubted) for item in rows))


def _since(run: BulkRun) -> Q:
    """From its preparation until it decided, or was over."""
    return Q(at__gte=run.at) & (Q(at__lt=until) if (until := run.started_at or run.ended_at) else Q())


def _decided(run: BulkRun, changes: list[int]) -> dict[int, tuple[str, bool]]:
    """Outcome by change, and whether it is the maker's own; what differs from the run goes first."""
    made = Decision._plain.filter(_since(run), change__in=changes).order_by("id")
    found: dict[int, tuple[str, bool]] = {}
    for change, outcome, by in made.values_list("change", "outcome", "by"):
        if change not in found or found[change][0] == run.outcome:
            found[change] = (outcome, by == run.by_id or found.get(change, ("", False))[1])
    return found


def _doubted(run: BulkRun, changes: list[int]) -> dict[int, str]:
    """What somebody was asked about, or sent to another office; not what went there by itself."""
    if not changes:
        return {}
    mine = _since(run) & Q(change__in=changes)
    sent = Forward._plain.filter(mine, by__isnull=False).values_list("change", flat=True)
    asked = Question._plain.filter(mine).values_list("change", flat=True)
    return dict.fromkeys(sent, "forwarded") | dict.fromkeys(asked, "asked")


def _drawn(
    run: BulkRun, item: BulkItem, decided: Mapping[int, tuple[str, bool]], doubted: Mapping[int, str]
) -> Drawn:
    outcome, mine = decided.get(item.change_id, ("", False))
    doubt = doubted.get(item.change_id, "")
    judged = doubt or mine or outcome not in {"", run.outcome}
    out = item.state == ItemState.LEFT or (run.state == BulkState.PREPARED and item.change.lock != item.lock)
    named = item.change.full_name, item.change.unit.name
    return Drawn(item, *named, outcome, mine, doubt, gone=not judged and out)


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
        BulkItem._plain.filter(run=sample.run, change__in=numbers).update(state=ItemState.LEFT, why=why)


def renew(sample: Sample) -> Sample:
    """Take out what left, and draw others in the place of those that nobody judged; the sample afterwards.

    Whatever left, the share of what is ready is looked at, and never nothing. What is drawn follows from the
    run's seed and its changes. The run is locked by the caller.
    """
    settle(sample)
    ready = BulkItem._plain.filter(run=sample.run, state=ItemState.READY, sampled=False)
    ready = ready.filter(change__lock=F("lock"), change__state=ChangeState.WAITING)
    pool = list(ready.values_list("change", flat=True))
    stands, judged = sum(each.stands for each in sample.rows), sum(each.mine for each in sample.rows)
    lacking = max(1, sample_size(len(pool) + stands)) - stands - judged
    left = sum(each.gone and each.leaves is not None for each in sample.rows)
    size = min(len(pool), max(left, lacking))
    if size > 0:
        numbers = drawn(pool, seed=sample.run.seed, size=size)
        BulkItem._plain.filter(run=sample.run, change__in=numbers).update(sampled=True)
    return sample_of(sample.run)
