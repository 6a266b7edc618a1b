"""The job that moves approved records to the version in force: in chunks, each with its line in the ledger.

A chunk and its line are one transaction: whatever ends the process, a run goes on where its ledger ends, and
what was moved is never moved twice.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Mover
from talent.records.announcing import announce_later
from talent.records.enums import RunState
from talent.records.models import MoveChunk, MoveProblem, MoveRun, TalentRecord
from talent.records.movechunks import Outcome, move_set
from talent.records.notices import MOVED, STAYED
from talent.records.signals import records_changed
from talent.security.models import User
from talent.security.service import record_event

CHUNK = 2000


@dataclass(frozen=True)
class Progress:
    """How far a run is: records looked at of all, and what became of them."""

    total: int
    moved: int
    current: int
    open: int
    failed: int

    @property
    def done(self) -> int:
        return self.moved + self.current + self.open + self.failed

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 100


@transaction.atomic
def start_run(*, category: Category, by: User | None) -> MoveRun:
    """Begin a run to the version in force, or go on with the one that was stopped or interrupted.

    Raises CategoryVersion.DoesNotExist where nothing was published.
    """
    locked = Category.objects.select_for_update(no_key=True).only("current", "key").get(pk=category.pk)
    version = CategoryVersion.objects.get(pk=locked.current_id or 0)
    run = MoveRun.objects.select_for_update().exclude(state=RunState.DONE).filter(category=locked).first()
    if run is not None and run.version_id != version.pk:
        _end(run)
        run = None
    if run is None:
        approved = TalentRecord._plain.filter(category=locked, approved__isnull=False)
        run = MoveRun(category=locked, version=version, total=approved.count(), started_by=by)
    run.state = RunState.RUNNING
    run.save()
    _log(by, "start_move", run)
    return run


@transaction.atomic
def stop_run(*, run: MoveRun, by: User | None) -> MoveRun:
    """Let a run pause after the chunk that it is at; `start_run` goes on with it."""
    held = MoveRun.objects.select_for_update().get(pk=run.pk)
    if held.state == RunState.RUNNING:
        held.state = RunState.STOPPED
        held.save(update_fields=["state"])
        _log(by, "stop_move", held)
    return held


@transaction.atomic
def work(*, run: MoveRun, mover: Mover, by: User | None = None, chunk: int = CHUNK) -> MoveRun:
    """One chunk of a run. `mover` leads to the version of the run; keep it from chunk to chunk.

    The run as it stands after: done when no record is left or another version has come in force, and
    untouched when somebody stopped it.
    """
    held = MoveRun.objects.select_for_update(of=("self",)).select_related("category").get(pk=run.pk)
    if held.state != RunState.RUNNING:
        return held
    after = held.chunks.aggregate(last=Max("last_record"))["last"] or 0
    approved = TalentRecord._plain.filter(category=held.category_id, approved__isnull=False, pk__gt=after)
    record_ids = list(approved.order_by("pk").values_list("pk", flat=True)[:chunk])
    if not record_ids or held.category.current_id != held.version_id:
        _end(held)
        if not record_ids:
            announce_later(held.version, MOVED)
            if held.problems.exists():
                announce_later(held.version, STAYED)
        return held
    outcome = move_set(record_ids, mover=mover, by=held.started_by_id)
    _enter(held, record_ids[-1], outcome)
    if outcome.moved:
        _log(by or held.started_by, "move_records", held, count=len(outcome.moved), last=record_ids[-1])
        records_changed.send(TalentRecord, record_ids=list(outcome.moved))
    return held


def _enter(run: MoveRun, last: int, outcome: Outcome) -> None:
    """The line of the ledger, and which fields kept a record from moving; no value of them."""
    MoveChunk.objects.create(
        run=run,
        last_record=last,
        moved=len(outcome.moved),
        current=outcome.current,
        open=outcome.open,
        failed=len(outcome.failures),
    )
    MoveProblem.objects.bulk_create(
        MoveProblem(run=run, record_id=record_id, path=path, label=label, why=why)
        for record_id, failures in outcome.failures.items()
        for path, label, why in dict.fromkeys(
            (each.field.path if each.field else "", each.label[:60], each.problem.key) for each in failures
        )
    )


def _end(run: MoveRun) -> None:
    run.state, run.ended_at = RunState.DONE, timezone.now()
    run.save(update_fields=["state", "ended_at"])


def _log(by: User | None, action: str, run: MoveRun, **detail: int) -> None:
    record_event(
        by=by,
        action=action,
        subject="move_run",
        subject_id=run.pk,
        detail={"category": run.category.key, "version": run.version.number, **detail},
    )


def progress_of(run: MoveRun) -> Progress:
    """What the ledger of a run says."""
    columns = ("moved", "current", "open", "failed")
    sums = run.chunks.aggregate(**{name: Sum(name, default=0) for name in columns})
    return Progress(total=run.total, **sums)


def problems_of(run: MoveRun) -> list[tuple[str, str, str, int]]:
    """(path, name, why, number of records) of what kept records from moving, most first."""
    rows = run.problems.values_list("path", "label", "why").annotate(count=Count("record", distinct=True))
    return list(rows.order_by("-count", "path"))
