"""Writes what was proposed: new records, and their changes with sensitive values sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, Problem, definition_of, split
from talent.orgs.models import Organisation
from talent.records.attachments.referring import bind, references, takes_files
from talent.records.editing import SAVED, save_one
from talent.records.items import Item
from talent.records.models import Change, ImportRun, TalentRecord, placement
from talent.records.names import bigrams, pinyin_initials
from talent.records.numbering import allocate_each
from talent.security.models import User
from talent.security.service import encrypt


@dataclass(frozen=True)
class Noted:
    """The columns of a change that tell what its check found."""

    completeness: int
    blocking: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


def write(
    items: Sequence[Item],
    *,
    version: CategoryVersion,
    unit: Organisation,
    by: User | None,
    source: str,
    run: ImportRun | None = None,
) -> None:
    """Save the documents that are new or changed; one event tells of them (proposing).

    `run`: the list that they came in with; a change that is saved in another way keeps the one it has.
    """
    written = [item for item in items if item.kind in ("new", "changed")]
    unknown = [item for item in written if item.record is None]
    updated = [item.change for item in written if item.change]
    had_files = [item.change for item in written if item.change and _may_have_files(item, version)]
    fresh = [item for item in written if item.change is None]
    numbers = allocate_each({TalentRecord: len(unknown), Change: len(fresh)})
    _create_records(unknown, numbers[TalentRecord], version, unit)
    for item, number in zip(fresh, numbers[Change], strict=True):
        item.change = Change(
            pk=number, record=item.record, category_id=version.category_id, created_by=by, **placement(unit)
        )
    for item in written:
        _fill(item, version, source, by)
        if run is not None and item.change:
            item.change.import_run = run
    Change._plain.bulk_create([item.change for item in fresh if item.change])
    if len(updated) == 1:  # a form: one row needs no statement made for many
        save_one(updated[0])
    else:
        Change._plain.bulk_update(updated, SAVED)
    if takes_files(definition_of(version)):
        saved = {item.change: item.cleaned.data for item in written if item.change}
        bind(definition_of(version), saved, rewritten=had_files)


def _may_have_files(item: Item, version: CategoryVersion) -> bool:
    """Whether a change may have referred to files; what another version lacks was not carried along."""
    if item.change is None or item.carried is None or item.change.version_id != version.pk:
        return True
    return any(references(definition_of(version), item.carried.document))


def _create_records(
    items: Sequence[Item], numbers: Sequence[int], version: CategoryVersion, unit: Organisation
) -> None:
    for item, number in zip(items, numbers, strict=True):
        item.record = TalentRecord(
            pk=number, person=item.person, category_id=version.category_id, **placement(unit)
        )
    TalentRecord._plain.bulk_create([item.record for item in items if item.record])


def _fill(item: Item, version: CategoryVersion, source: str, by: User | None) -> None:
    change, cleaned = item.change, item.cleaned
    if change is None:
        return
    opened, secret = split(version, cleaned.data)
    change.version = version
    change.data = opened
    change.sealed = encrypt(table="change", column="sealed", row_id=change.pk, values=secret)
    change.full_name = cleaned.data["identity"]["full_name"]
    change.name_bigrams, change.pinyin = bigrams(change.full_name), pinyin_initials(change.full_name)
    if by is not None and by.pk not in change.editors:
        change.editors = [*change.editors, by.pk]
    noted = noted_of(cleaned)
    change.completeness, change.blocking, change.warnings = noted.completeness, noted.blocking, noted.warnings
    change.source = source
    change.updated_by, change.updated_at = by, timezone.now()
    change.lock += 1


def noted_of(cleaned: Cleaned) -> Noted:
    """What a change keeps of the check of its document, whoever writes it."""
    return Noted(
        cleaned.completeness,
        [_kept(problem) for problem in cleaned.problems],
        [_kept(problem) for problem in cleaned.warnings if problem.key != "required"],
    )


def _kept(problem: Problem) -> dict[str, Any]:
    return {"path": problem.path, "key": problem.key, "given": problem.given}
