"""Runs all checks over changes: when they are submitted, and over one again when it is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from talent.categories.service import Mover, Tables, definition_of, tables_of
from talent.records.carrying import carried
from talent.records.checks.check import Data, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.marks import Marked, marks_of
from talent.records.checks.registry import CHECKS
from talent.records.checks.surroundings import around_of
from talent.records.models import Change
from talent.records.unitfacts import unit_facts

Findings = dict[int, list[Finding]]


def to_check(changes: QuerySet[Change]) -> list[Change]:
    """The changes with all that the checks read, in one statement."""
    related = changes.select_related("record__approved__version", "version", "unit")
    return list(related.defer("version__schema", "record__approved__version__schema"))


def marks_in(changes: Iterable[Change]) -> dict[int, tuple[Marked, ...]]:
    """The marks of the documents of changes, by change."""
    return {change.pk: tuple(marks_of(change.document())) for change in changes}


def look_again(change: Change, *, tables: Tables) -> list[Finding]:
    """What the checks find in one submitted change now; `tables`: the code lists of its version.

    What only the submission could see, among all that came with it, is not looked for again.
    """
    return _search([change], marks_in([change]), tables=tables, batch=False)[change.pk]


def search(changes: Sequence[Change], *, marks: Mapping[int, Sequence[Marked]]) -> Findings:
    """What the checks find in changes that are submitted together (as `to_check` gives them), by change.

    The register is read in the same few statements for one change and for ten thousand.
    """
    return _search(changes, marks, tables=None, batch=True)


def _search(
    changes: Sequence[Change],
    marks: Mapping[int, Sequence[Marked]],
    *,
    tables: Tables | None,
    batch: bool,
) -> Findings:
    documents = {change.pk: (change.document(), None) for change in changes} | _approved(changes)
    around = around_of(changes, documents, marks, batch=batch)
    found: Findings = {}
    day = timezone.localdate()
    for _version, alike in groupby(sorted(changes, key=_version_of), key=_version_of):
        of_version = list(alike)
        version = of_version[0].version
        definition, lists = definition_of(version), tables_of(version) if tables is None else tables
        for change in of_version:
            document, before = documents[change.pk]
            unit = unit_facts(change.unit)
            looked = Looked(change, document, before, definition, lists, unit, day, around)
            found[change.pk] = [finding for check in CHECKS for finding in check.find(looked)]
    return found


def _version_of(change: Change) -> int:
    return change.version_id


def _approved(changes: Sequence[Change]) -> dict[int, tuple[Data, Data | None]]:
    """Documents of changes of approved records, with the approved one moved to the version of the change."""
    movers: dict[int, Mover] = {}
    found: dict[int, tuple[Data, Data | None]] = {}
    for change in changes:
        approved = change.record.approved
        if approved is None:
            continue
        if approved.version_id != change.version_id and change.version_id not in movers:
            movers[change.version_id] = Mover(change.version)
        before = carried(approved, to=change.version, mover=movers.get(change.version_id))
        found[change.pk] = change.document(), before.document
    return found
