"""A list that somebody else made goes through the same door as the form; a bad row stops no other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Problem, columns_for, in_reader_language
from talent.imports.lists import StaffList, open_list
from talent.imports.sheets import SourceRow
from talent.orgs.models import Organisation
from talent.records.enums import Source
from talent.records.models import Change, ImportRun
from talent.records.service import Proposal, propose_many
from talent.security.models import User

_BATCH = 500


@dataclass(frozen=True)
class RowProblem:
    """Why a row or cell was not taken over, and how to mend it. `cell` is "" for a whole row."""

    sheet: str
    row: int
    cell: str
    text: str


@dataclass
class ImportReport:
    """What became of a list: rows by outcome (records.Proposal.kind), the changes made, and every problem.

    `lacking`: rows that came in as drafts and still lack what a submission needs.
    """

    staff: StaffList
    outcomes: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    lacking: list[RowProblem] = field(default_factory=list)


def import_list(
    source: Path | BinaryIO, filename: str, *, version: CategoryVersion, unit: Organisation, by: User | None
) -> ImportReport:
    """Propose every readable row as a draft change of the unit; batches of 500, each its own transaction.

    Every change keeps the run: a reviewer can take what came in with one list together.
    Raises imports.readers.Unreadable for a file that no reader takes or that has no entries.
    """
    report = ImportReport(open_list(source, filename, columns_for(version)))
    run = ImportRun.objects.create(
        unit=unit, category_id=version.category_id, filename=Path(filename).name[-200:], by=by
    )
    for rows in batched(_readable(report), _BATCH):
        proposals = propose_many(
            version=version, unit=unit, raws=[row.raw for row in rows], by=by, source=Source.IMPORT, run=run
        )
        for row, proposal in zip(rows, proposals, strict=True):
            _take_down(report, row, proposal, version)
    return report


def _readable(report: ImportReport) -> Iterator[SourceRow]:
    """Rows whose cells are all as they were typed; the others are reported and left out."""
    for row in report.staff.rows:
        if not row.problems:
            yield row
            continue
        report.outcomes["refused"] += 1
        report.problems += [RowProblem(row.sheet, row.row, each.cell, each.text) for each in row.problems]


def _take_down(report: ImportReport, row: SourceRow, proposal: Proposal, version: CategoryVersion) -> None:
    report.outcomes[proposal.kind] += 1
    if proposal.kind in ("new", "changed"):
        if proposal.change is not None:
            report.changes.append(proposal.change)
        report.lacking += _located(row, proposal.cleaned.problems, version)
    elif proposal.kind == "refused":
        # What a wrong number could not tell is not missing; it comes by itself once the number is right.
        found = proposal.cleaned.invalid or proposal.cleaned.problems
        report.problems += _located(row, found, version)
    elif proposal.kind in _REASONS:
        report.problems.append(RowProblem(row.sheet, row.row, "", _reason(proposal)))


def _reason(proposal: Proposal) -> str:
    """Why a row is not taken over; of another name only where this unit's own change has it."""
    reason = str(_REASONS[proposal.kind])
    if proposal.other_name:
        reason += _("该证件号码在本单位登记的姓名是“%(name)s”，请核对。") % {"name": proposal.other_name}
    return reason


def _located(row: SourceRow, problems: Sequence[Problem], version: CategoryVersion) -> list[RowProblem]:
    worded = in_reader_language(version, problems)
    return [RowProblem(row.sheet, row.row, row.cells.get(each.path, ""), each.located) for each in worded]


_REASONS = {
    "waiting": _("该人员的变更正在审核，办结后才能再导入。"),
    "elsewhere": _("该人员已由其他单位登记本类别，请在“人员调动”中申请调入。"),
    "doubled": _("名单中前面已有同一证件号码的人员，请核对后只保留一行。"),
}
