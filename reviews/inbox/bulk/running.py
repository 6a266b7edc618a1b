"""A run from its start to its end: in chunks, each with what became of its changes in one transaction.

Whatever ends the process, a run goes on where its ledger ends, and nothing is decided twice.
"""

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.inbox.bulk.enums import BulkState, ItemState, Why
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.bulk.sampling import Sample, renew, sample_of, settle
from reviews.inbox.bulk.showing import counts_of
from reviews.inbox.bulk.together import Result, decide_many
from reviews.inbox.enums import Outcome
from reviews.inbox.notices import BULK_STOPPED
from talent.jobs.service import defer
from talent.notify.service import About, notify
from talent.orgs.enums import Role
from talent.orgs.service import Scope, scope_for
from talent.records.service import BadWords, words
from talent.security.models import User
from talent.security.service import record_event

#: So many are decided while their reviewer waits for the page; more by a job.
AT_ONCE = 500
#: Changes of one transaction: they stay locked for about half a second.
CHUNK = 2500
_ENTER = """
UPDATE inbox_bulkitem item SET state = made.state, why = made.why, said = made.said
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS made (change_id, state, why, said)
WHERE item.run_id = %s AND item.change_id = made.change_id
"""


class CannotStart(ValueError):
    """A run that may not start yet, or no more; `reason` says what to do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def start(*, run: BulkRun, by: User, opinion: str = "") -> BulkRun:
    """Start what was prepared. Up to AT_ONCE changes are decided when it returns, more by a job.

    Where too much of the sample was judged otherwise, the run is refused instead. Raises CannotStart: the
    sample was not looked at, no reason was given for sending back, nothing is left, or it is somebody
    else's run. What was drawn anew by then stays drawn.
    """
    held, problem = _start(run, by, opinion)
    if problem:
        raise CannotStart(problem)
    return held


@transaction.atomic
def _start(run: BulkRun, by: User, opinion: str) -> tuple[BulkRun, str | Promise]:
    """The run, and why it did not start: said, not raised, so that what was drawn anew is kept."""
    held = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if held.state != BulkState.PREPARED or held.by_id != by.pk:
        return held, _("这一批已经开始、办完或放弃，不能再开始。")
    sample = sample_of(held)
    if sample.too_many:
        return _refuse(held, sample), ""
    if problem := _lacks(renew(sample), opinion):
        return held, problem
    ready = BulkItem._plain.filter(run=held, state=ItemState.READY).count()
    if not ready:
        return held, _("没有可以办理的了，请返回待审列表重新选择。")
    try:
        said = words(held.pk, opinion, label=_("审核意见"))
    except BadWords as no:
        return held, no.reason
    held.opinion, held.state, held.started_at = said, BulkState.RUNNING, timezone.now()
    held.save(update_fields=["opinion", "state", "started_at"])
    _log(by, "start_bulk", held, count=ready)
    if ready <= AT_ONCE:
        return work(held.pk, chunk=AT_ONCE), ""
    defer("inbox.bulk", run=held.pk)
    return held, ""


def _lacks(sample: Sample, opinion: str) -> str | Promise:
    """What is to be done before the run may start; "" for nothing."""
    if sample.open:
        return _("还有 %(count)s 条抽中的没有看过，请逐条打开看过再办理。") % {"count": sample.open}
    if not sample.run.passes and not opinion.strip():
        return _("退回时请写明原因。")
    return ""


@transaction.atomic
def renew_sample(*, run: BulkRun) -> BulkRun:
    """Draw others in the place of what left a prepared run, or refuse it: of its sample too much differed."""
    held = BulkRun.objects.select_for_update(of=("self",)).select_related("by", "stopped_by").get(pk=run.pk)
    if held.state == BulkState.PREPARED:
        sample = sample_of(held)
        if sample.too_many:
            _refuse(held, sample)
        elif sample.leaving:
            renew(sample)
    return held


@transaction.atomic
def refuse_by_sample(*, run: BulkRun) -> bool:
    """End a prepared run of whose sample too much was decided otherwise; whether it has ended so.

    Nothing of it passes, and what is left waits in the queue as before. Asked after each decision within a
    sample: whoever looks on would do it for nothing.
    """
    held = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if held.state == BulkState.PREPARED and (sample := sample_of(held)).too_many:
        _refuse(held, sample)
    return held.state == BulkState.REFUSED


def _refuse(run: BulkRun, sample: Sample) -> BulkRun:
    settle(sample)
    _log(run.by, "refuse_bulk", run, sampled=sample.counted, differing=sample.differing)
    return _end(run, BulkState.REFUSED)


@transaction.atomic
def work(run_id: int, *, chunk: int = CHUNK) -> BulkRun:
    """Decide the next changes of a run; untouched when it has ended. Done when none is left."""
    run = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run_id)
    if run.state != BulkState.RUNNING:
        return run
    scope = scope_of_run(run)
    if not scope.grants:  # whoever made it reviews here no longer
        return _end(run, BulkState.STOPPED)
    waiting = BulkItem._plain.filter(run=run, state=ItemState.READY).order_by("change")
    locks = dict(waiting.values_list("change", "lock")[:chunk])
    if locks:
        outcome = Outcome(run.outcome)
        results = decide_many(locks=locks, by=run.by, scope=scope, outcome=outcome, opinion=run.opinion)
        _enter(run, results)
    return run if len(locks) == chunk else _end(run, BulkState.DONE)


def work_to_the_end(run_id: int) -> None:
    """All chunks of a run that are left, each a transaction of its own."""
    while work(run_id).state == BulkState.RUNNING:
        pass


@transaction.atomic
def stop(*, run: BulkRun, by: User) -> BulkRun:
    """Give up what was prepared, or decide nothing more; what was decided stays.

    What runs is stopped by anybody who finds it, and its maker is told; what is prepared is its maker's own.
    """
    held = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    mine, running = held.by_id == by.pk, held.state == BulkState.RUNNING
    if not running and not (mine and held.state == BulkState.PREPARED):
        return held
    held.stopped_by = by
    _end(held, BulkState.STOPPED if running else BulkState.DROPPED)
    _log(by, "stop_bulk", held)
    if not mine:
        _tell_maker(held, by)
    return held


def _tell_maker(run: BulkRun, by: User) -> None:
    counts = counts_of(run)
    data = {"by": by.name, "count": counts.total, "done": counts.done}
    at_unit = run.role == Role.UNIT_REVIEWER
    about = About(
        event=str(run.pk),
        data=data,
        place="unit_review:bulk_run" if at_unit else "inbox:bulk_run",
        arguments=(run.offices[0], run.pk) if at_unit else (run.pk,),
    )
    notify([run.by_id], BULK_STOPPED, about)


def scope_of_run(run: BulkRun) -> Scope:
    """What its maker may review today of what the run is about; no grants where that is over."""
    today = scope_for(run.by)
    held = (each for each in today.grants if each.role == run.role and each.organisation_id in run.offices)
    return Scope(today.user_id, tuple(held))


def _enter(run: BulkRun, results: Mapping[int, Result]) -> None:
    """The ledger of these changes, in one statement."""
    columns = (
        list(results),
        [ItemState.DONE if each.done else ItemState.LEFT for each in results.values()],
        [_why(each) for each in results.values()],
        [str(each.said)[:200] for each in results.values()],
    )
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [*columns, run.pk])


def _why(result: Result) -> str:
    return result.why.value if isinstance(result.why, Why) else ""


def _end(run: BulkRun, state: BulkState) -> BulkRun:
    run.state, run.ended_at = state, timezone.now()
    run.save(update_fields=["state", "ended_at", "stopped_by"])
    return run


def _log(by: User, action: str, run: BulkRun, **detail: int) -> None:
    record_event(
        by=by,
        action=action,
        subject="bulk_run",
        subject_id=run.pk,
        organisation_ids=run.offices,
        detail={"outcome": run.outcome, **detail},
    )
