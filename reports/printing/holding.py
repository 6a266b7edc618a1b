"""Who may still fetch a batch: asked anew at every look, since powers end and people move or are erased."""

from django.db import transaction
from django.utils import timezone

from reports.printing.enums import OPEN_RUNS, RunState
from reports.printing.lists import printing_scope
from reports.printing.models import PrintedFile, PrintRun
from talent.orgs.models import Organisation
from talent.orgs.service import Scope
from talent.records.models import Change
from talent.records.service import visible_to


def offices_of(scope: Scope, unit: Organisation | None) -> list[int]:
    """The organisations in whose power a batch is ordered: the unit, or every office one reviews for."""
    grants = printing_scope(scope, unit.pk if unit else None).grants
    return sorted({each.organisation_id for each in grants})


def has_power(run: PrintRun, scope: Scope) -> bool:
    """Whether one still holds all the powers in which a batch was ordered: another office is none of them."""
    held = {each.organisation_id for each in printing_scope(scope, run.unit_id).grants}
    return bool(run.offices) and held.issuperset(run.offices)


def lost_people(run: PrintRun, scope: Scope) -> int:
    """How many people in the files one may not print any more: erased, or moved to where one has no power."""
    printed = {record for lines in run.files.values_list("people", flat=True) for record in lines}
    here = visible_to(printing_scope(scope, run.unit_id)).exclude(person__document_kind="")
    return len(printed) - here.filter(pk__in=printed).count()


@transaction.atomic
def forget_printed(change_ids: list[int]) -> None:
    """Take away the files in which somebody stands whose changes were erased."""
    changes = Change.objects.unscoped(reason="files of whoever was erased, for all who printed them")
    records = list(changes.filter(pk__in=change_ids).values_list("record_id", flat=True).distinct())
    runs = PrintedFile.objects.filter(people__overlap=records).values_list("run_id", flat=True)
    held = PrintRun.objects.select_for_update().filter(pk__in=list(runs)).exclude(state__in=OPEN_RUNS)
    numbers = list(held.values_list("pk", flat=True))
    PrintedFile.objects.filter(run__in=numbers).delete()
    PrintRun.objects.filter(pk__in=numbers).update(state=RunState.CLEARED, ended_at=timezone.now())
