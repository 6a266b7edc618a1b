"""The lists of which people wait in a queue, to take what came in together."""

from django.db.models import Exists, OuterRef

from reviews.inbox.filtering import QueueFilter, Waiting
from talent.orgs.service import Scope
from talent.records.enums import Source
from talent.records.models import ImportRun

#: Lists that are named, the newest first.
MOST_RUNS = 12


def runs_to_choose(asked: QueueFilter, waiting: Waiting, scope: Scope) -> list[ImportRun]:
    """The lists within the scope with anybody in this queue; named once imports are asked for, or a unit."""
    if asked.list_asked or not (asked.asked.get("source") == Source.IMPORT or asked.units):
        return []
    runs = ImportRun.objects.visible_to(scope).select_related("unit")
    if asked.units:
        runs = runs.filter(unit__in=[each.pk for each in asked.units])
    here = waiting.order_by().filter(import_run=OuterRef("pk"))
    return list(runs.filter(Exists(here))[:MOST_RUNS])
