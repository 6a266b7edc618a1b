"""A long list as a batch: its lines are found once, and set part by part, each with its own number."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict

from reports.printing.documents import SheetDocument
from reports.printing.models import PrintRun
from reports.printing.sheets import SHEETS
from reports.printing.sheets.lists import PART, ListSheet
from talent.orgs.service import Scope, scope_for


def is_list(key: str) -> bool:
    """Whether a sheet can be ordered as a batch of one long list."""
    return isinstance(SHEETS.get(key), ListSheet)


def is_of_people(key: str) -> bool:
    """Whether the lines of a list are records of people."""
    sheet = SHEETS.get(key)
    return isinstance(sheet, ListSheet) and sheet.of_people


def begin_list(run: PrintRun) -> tuple[int, bool]:
    """How many lines a batch has, and whether there are more than it prints; with its audit event.

    Call it inside a transaction. Who may not print the list any more gets no line.
    """
    sheet, found = _found(run, scope_for(run.by))
    if sheet is None or found is None:
        return 0, False
    sheet.note_batch(found, run.pk, by=run.by)
    return len(sheet.numbers(found)), sheet.is_cut(found)


def list_documents(run: PrintRun, begun: deque[Sequence[int]]) -> Iterator[list[SheetDocument]]:
    """The parts one after the other; `begun` has the numbers of the lines of those that are being printed.

    Who has lost the power meanwhile prints no further part.
    """
    scope = scope_for(run.by)
    sheet, found = _found(run, scope)
    if sheet is None or found is None:
        return
    numbers = sheet.numbers(found)
    for first in range(0, len(numbers), PART):
        now = scope_for(run.by)
        if now != scope and _found(run, now)[1] is None:
            return
        scope = now
        with transaction.atomic():
            document = sheet.numbered(sheet.part(found, first, PART), run.language, by=run.by)
        begun.append(numbers[first : first + PART])
        yield [document]


def _found(run: PrintRun, scope: Scope) -> tuple[ListSheet[Any] | None, Any]:
    sheet = SHEETS.get(run.sheet)
    if not isinstance(sheet, ListSheet):
        return None, None
    return sheet, sheet.whole(scope, run.unit_id, QueryDict(run.asked))
