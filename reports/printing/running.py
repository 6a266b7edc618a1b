"""A batch from its order to its files: one at a time for each account, taken up again where it broke off."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import batched

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from reports.printing.documents import PLAIN, RenderedSheet, SheetDocument
from reports.printing.enums import OPEN_RUNS, RunState
from reports.printing.holding import offices_of
from reports.printing.issuing import issue
from reports.printing.lacking import note_missing
from reports.printing.listing import begin_list, is_of_people, list_documents
from reports.printing.lists import printing_scope, records_of
from reports.printing.looks import looks_of
from reports.printing.models import PrintedFile, PrintRun
from reports.printing.pressing import MOST, press
from reports.printing.sheets.registration import RegistrationForm, printable
from talent.categories.models import CategoryVersion
from talent.jobs.service import defer
from talent.orgs.models import Organisation
from talent.orgs.service import scope_for
from talent.records.enums import ChangeState
from talent.records.models import TalentRecord
from talent.records.service import allocate
from talent.security.models import User
from talent.security.service import record_event

JOB = "printing.run"
KEPT_DAYS = 3
MOST_NAMED = 50  # of the characters without a glyph
_FORM = RegistrationForm()


class AlreadyPrinting(RuntimeError):
    """Another batch of this account is not finished yet."""


def start_run(
    *, by: User, unit: Organisation | None, asked: str, language: str, sheet: str = _FORM.key
) -> PrintRun:
    """Put a batch of registration forms, or of a long list, into the queue. Raises AlreadyPrinting."""
    try:
        with transaction.atomic():
            offices = offices_of(scope_for(by), unit)
            run = PrintRun.objects.create(
                by=by, unit=unit, offices=offices, asked=asked, language=language, sheet=sheet
            )
            defer(JOB, run=run.pk)
            return run
    except IntegrityError:
        raise AlreadyPrinting from None


def start_again(*, run: PrintRun, by: User) -> bool:
    """Put a batch that failed into the queue again, behind its last file; False if it has not failed.

    Raises AlreadyPrinting.
    """
    try:
        with transaction.atomic():
            held = PrintRun.objects.select_for_update().get(pk=run.pk)
            if held.state != RunState.FAILED:
                return False
            _reopen(held)
            defer(JOB, run=held.pk)
            record_event(by=by, action="restart_print", subject="print_run", subject_id=held.pk)
            return True
    except IntegrityError:
        raise AlreadyPrinting from None


@transaction.atomic
def note_trouble(pk: int) -> None:
    """Its job broke off and will be tried again: whoever waits for it is told."""
    PrintRun.objects.filter(pk=pk, state__in=OPEN_RUNS).update(troubles=F("troubles") + 1)


@transaction.atomic
def fail_run(pk: int) -> None:
    """Its job is not tried again by itself."""
    held = PrintRun.objects.select_for_update().filter(pk=pk, state__in=OPEN_RUNS).first()
    if held is not None:
        _end(held, RunState.FAILED)


@transaction.atomic
def cancel_run(*, run: PrintRun, by: User) -> bool:
    """Stop a batch and take its files away, or those of one that is done; False if nothing was left to do."""
    held = PrintRun.objects.select_for_update().get(pk=run.pk)
    if held.state not in (*OPEN_RUNS, RunState.DONE, RunState.FAILED):
        return False
    held.files.all().delete()
    _end(held, RunState.CANCELLED if held.state in OPEN_RUNS else RunState.CLEARED)
    record_event(by=by, action="cancel_print", subject="print_run", subject_id=held.pk)
    return True


def fetched(run: PrintRun, *, by: User) -> list[tuple[int, int]]:
    """The files of a batch that is done, as (number, position), noted in the audit log; none otherwise."""
    with transaction.atomic():
        held = PrintRun.objects.select_for_update().get(pk=run.pk)
        files = list(held.files.order_by("position").values_list("pk", "position"))
        if held.state != RunState.DONE or not files:
            return []
        record_event(by=by, action="fetch_print", subject="print_run", subject_id=held.pk)
        return files


def print_run(pk: int) -> None:
    """Print what is left of a batch, file by file. Nothing happens to one that has ended."""
    run = _begin(pk)
    if run is None:
        return
    groups: deque[Sequence[int]] = deque()
    position, documents = _list(run, groups) if run.sheet != _FORM.key else _forms(run, groups)
    with press(run.language) as printed:
        for file in printed(documents):
            position += 1
            if not _keep(run.pk, position, groups.popleft(), file):
                return
    with transaction.atomic():
        held = PrintRun.objects.select_for_update().get(pk=pk)
        if held.state in OPEN_RUNS:
            _end(held, RunState.DONE)


def clear_runs() -> int:
    """Take away the files of batches that ended some days ago; how many batches there were."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    old = PrintRun.objects.exclude(state__in=[*OPEN_RUNS, RunState.CLEARED]).filter(ended_at__lt=before)
    with transaction.atomic():
        numbers = list(old.select_for_update().values_list("pk", flat=True))
        PrintedFile.objects.filter(run__in=numbers).delete()
        PrintRun.objects.filter(pk__in=numbers).update(state=RunState.CLEARED)
    return len(numbers)


@transaction.atomic
def _begin(pk: int) -> PrintRun | None:
    """The batch, if it is still to be printed; the first time with its number of people and its event."""
    run = PrintRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    if run.state == RunState.FAILED:  # an administrator has its job tried again
        _reopen(run)
    if run.state not in OPEN_RUNS:
        return None
    if run.state == RunState.WAITING and run.sheet != _FORM.key:
        run.state, (run.total, run.cut) = RunState.RUNNING, begin_list(run)
        run.save(update_fields=["state", "total", "cut"])
    elif run.state == RunState.WAITING:
        records, run.cut = records_of(scope_for(run.by), run.unit_id, run.asked)
        run.state, run.total = RunState.RUNNING, len(records)
        run.save(update_fields=["state", "total", "cut"])
        units = TalentRecord.objects.unscoped(reason="the units of what was found within the scope")
        record_event(
            by=run.by,
            action="print_people",
            subject="print_run",
            subject_id=run.pk,
            organisation_ids=units.filter(pk__in=records).values_list("unit_id", flat=True).distinct(),
            detail={"count": len(records)},
        )
    return run


type _Documents = Iterator[list[SheetDocument]]


def _list(run: PrintRun, begun: deque[Sequence[int]]) -> tuple[int, _Documents]:
    """A list from its beginning: what broke off is printed anew, since its lines may have moved."""
    run.files.all().delete()
    return 0, list_documents(run, begun)


def _forms(run: PrintRun, begun: deque[Sequence[int]]) -> tuple[int, _Documents]:
    """The forms behind the last file that is kept."""
    last = run.files.order_by("-position").values_list("position", "last_record").first()
    position, after = last or (0, 0)
    records, _cut = records_of(scope_for(run.by), run.unit_id, run.asked, after=after)
    return position, _groups(run, records, begun)


def _groups(
    run: PrintRun, records: Sequence[int], begun: deque[Sequence[int]]
) -> Iterator[list[SheetDocument]]:
    """The documents of one file after the other; `begun` has the records of those that are being printed."""
    for group in batched(records, MOST):
        documents = _documents(run, group)
        if documents:
            begun.append(group)
            yield documents


def _documents(run: PrintRun, records: Sequence[int]) -> list[SheetDocument]:
    """The forms of a group with their numbers; who has lost the power meanwhile prints nobody."""
    scope = printing_scope(scope_for(run.by), run.unit_id)
    found = printable(scope).filter(record__in=records, state=ChangeState.ACCEPTED)
    changes = list(found.select_related("record", "category", "unit").order_by("record_id"))
    versions = CategoryVersion.objects.in_bulk({each.version_id for each in changes})
    pairs = []
    looks = looks_of(_FORM.key)
    with override(run.language):
        for change in changes:
            if change.record.approved_id == change.pk:
                change.version = versions[change.version_id]
                document = replace(
                    _FORM.document(change, run.language),
                    bookmark=change.full_name,
                    look=looks.get(change.category.key, PLAIN),
                )
                pairs.append((_FORM.official(change), document))
    with transaction.atomic():
        return issue(_FORM.key, pairs, by=run.by)


@transaction.atomic
def _keep(pk: int, position: int, group: Sequence[int], file: RenderedSheet) -> bool:
    """Keep one file of a batch; False if somebody stopped it meanwhile."""
    run = PrintRun.objects.select_for_update().get(pk=pk)
    if run.state not in OPEN_RUNS:
        return False
    (number,) = allocate(PrintedFile, 1)
    sealed = PrintedFile.seal(number, file.pdf)
    count = file.count if run.sheet == _FORM.key else len(group)
    people = list(group) if run.sheet == _FORM.key or is_of_people(run.sheet) else []
    PrintedFile.objects.create(
        pk=number,
        run=run,
        position=position,
        count=count,
        last_record=group[-1],
        people=people,
        sealed=sealed,
    )
    missing = dict.fromkeys([*run.missing.splitlines(), *file.missing])
    run.missing = "\n".join(list(missing)[:MOST_NAMED])
    note_missing(file.missing)
    run.save(update_fields=["missing"])
    return True


def _reopen(run: PrintRun) -> None:
    """Open a batch that failed; IntegrityError if its account has another open one."""
    run.state = RunState.WAITING if run.total is None else RunState.RUNNING
    run.ended_at, run.troubles = None, 0
    run.save(update_fields=["state", "ended_at", "troubles"])


def _end(run: PrintRun, state: RunState) -> None:
    run.state, run.ended_at = state, timezone.now()
    run.save(update_fields=["state", "ended_at"])
