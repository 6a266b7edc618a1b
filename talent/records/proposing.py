"""The one door into the register: a form sends one document, an import sends thousands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from talent.categories.models import CategoryVersion
from talent.categories.service import (
    Cleaned,
    Definition,
    Moved,
    Mover,
    Refused,
    Tables,
    UnitFacts,
    clean,
    definition_of,
    keeps_codes,
    read_identity_number,
    tables_of,
)
from talent.orgs.models import Organisation
from talent.records.attachments.referring import Paper, settled, takes_files
from talent.records.editing import held_change
from talent.records.enums import EDITABLE, ChangeState, Source
from talent.records.items import Item, Kind
from talent.records.models import Change, ImportRun
from talent.records.probing import note_met_elsewhere
from talent.records.recognising import recognise
from talent.records.remarks import Edit, settle_many, settle_remarks
from talent.records.unitfacts import unit_facts
from talent.records.wording import answers_to_remarks
from talent.records.writing import write
from talent.security.models import User
from talent.security.service import blind_index, record_event

#: The outcomes that belong to a change of this unit; of another unit's change nothing is handed out.
_WITH_CHANGE = frozenset({"new", "changed", "same", "waiting"})
#: What is said of a code that nobody may choose now.
_OF_CODES = frozenset({"retired_code", "future_code", "heading_code"})


class Conflict(RuntimeError):
    """Somebody else changed the row since it was read; the caller shows both and loses nothing."""


@dataclass(frozen=True)
class Proposal:
    """The outcome for one document.

    new: first change of a record; changed: a change made or overwritten; same: nothing differs from what
    stands, under whichever version; refused: see `cleaned.problems`; waiting: a change of this record is
    under review; elsewhere: another unit has this record, under the name that was typed; doubled: an earlier
    document of the batch was about the same person.
    """

    kind: Kind
    cleaned: Cleaned
    change: Change | None = None

    @property
    def other_name(self) -> str:
        """The name under which this unit's change under review stands, where another one was typed."""
        if self.kind != "waiting" or self.change is None:
            return ""
        typed = self.cleaned.data.get("identity", {}).get("full_name")
        return "" if self.change.full_name == typed else self.change.full_name


def propose(
    *,
    version: CategoryVersion,
    unit: Organisation,
    raw: dict[str, Any],
    by: User | None,
    source: str,
    change: Change | None = None,
    lock: int | None = None,
    answers: Mapping[int, str] | None = None,
    logged: bool = True,
) -> Proposal:
    """Save one document as a draft change of the person's record; what is invalid saves nothing.

    `change`: the editable change that is being edited, with the `lock` that its reader saw, and `answers` to
    its remarks by their number. Raises Conflict when it was changed or submitted meanwhile, and BadWords for
    an answer that others could not read or that is too long. `logged`: False where the caller itself tells
    the audit log of many saves at once.
    """
    if change is None:
        return propose_many(version=version, unit=unit, raws=[raw], by=by, source=source)[0]
    with transaction.atomic():
        return propose_over(
            held_change(change.pk),
            version=version,
            unit=unit,
            raw=raw,
            by=by,
            source=source,
            lock=lock,
            answers=answers,
            logged=logged,
        )


def propose_over(
    held: Change,
    *,
    version: CategoryVersion,
    unit: Organisation,
    raw: dict[str, Any],
    by: User | None,
    source: str,
    lock: int | None,
    answers: Mapping[int, str] | None = None,
    logged: bool = True,
) -> Proposal:
    """The same over a change that the caller's transaction holds (editing). Raises Conflict, BadWords too."""
    if held.lock != lock or held.state not in EDITABLE:
        raise Conflict(held.pk)
    said = answers_to_remarks(held.pk, answers or {})
    before = held.document()
    proposal = _proposed(
        version=version,
        unit=unit,
        raws=[raw],
        by=by,
        source=source,
        only=held,
        standing=before,
        logged=logged,
    )[0]
    if proposal.change is not None and held.state != ChangeState.DRAFT:  # a draft was never sent back
        settle_remarks(change=held, before=before, after=proposal.cleaned.data, answers=said)
    return proposal


@transaction.atomic
def propose_many(
    *,
    version: CategoryVersion,
    unit: Organisation,
    raws: Iterable[dict[str, Any]],
    by: User | None,
    source: str,
    only: Change | None = None,
    files_of: User | None = None,
    run: ImportRun | None = None,
) -> list[Proposal]:
    """Save documents of one unit as draft changes, each on its own: a bad one stops no other.

    Returns one proposal a document, in order; one audit event for the batch. `only`: the change that the one
    document edits; a document about somebody else is refused. `files_of`: who brought the new files, where
    that is somebody else. `run`: the list that all of them came in with.
    """
    return _proposed(
        version=version,
        unit=unit,
        raws=raws,
        by=by,
        source=source,
        only=only,
        standing=only.document() if only is not None else None,
        files_of=files_of,
        run=run,
    )


def _proposed(
    *,
    version: CategoryVersion,
    unit: Organisation,
    raws: Iterable[dict[str, Any]],
    by: User | None,
    source: str,
    only: Change | None = None,
    standing: dict[str, Any] | None = None,
    logged: bool = True,
    files_of: User | None = None,
    run: ImportRun | None = None,
) -> list[Proposal]:
    """The same within the caller's transaction. `standing`: what `only` says; `logged`: see `propose`."""
    mover, check = Mover(version), _Check(version, unit_facts(unit), tables_of(version))
    items = [Item(raw, check.of(raw, standing)) for raw in raws]
    for item in items:
        _identify(item)
    recognise(items, version, unit, only)
    if only is None:
        _keep_codes(items, unit, check, mover)
    _settle_files(items, version, unit, files_of or by, mover if source == Source.IMPORT else None)
    _mark_doubles(items)
    for item in items:
        if item.kind == "new":
            item.kind = _kind(item, unit, mover)
    write(items, version=version, unit=unit, by=by, source=source, run=run)
    if only is None:
        _settle_listed(items)
    if logged:
        _log(items, version, unit, by, source)
    return [
        Proposal(item.kind, item.cleaned, item.change if item.kind in _WITH_CHANGE else None)
        for item in items
    ]


def _settle_listed(items: Sequence[Item]) -> None:
    """A list that writes over what was sent back acts on remarks as a form does, but answers none."""
    edits = [
        Edit(item.change, item.carried.document, item.cleaned.data)
        for item in items
        if item.kind == "changed" and item.change and item.change.state != ChangeState.DRAFT and item.carried
    ]
    if edits:
        settle_many(edits)


def _log(
    items: Sequence[Item], version: CategoryVersion, unit: Organisation, by: User | None, source: str
) -> None:
    """One event for what was written, and one for whom another unit holds."""
    written = [item for item in items if item.kind in ("new", "changed")]
    if written:
        record_event(
            by=by,
            action="propose",
            subject="change",
            subject_id=written[0].change.pk if len(written) == 1 and written[0].change else "",
            organisation_id=unit.pk,
            detail={"category": version.category_id, "count": len(written), "source": source},
        )
    met = sum(item.met for item in items if item.kind != "refused")
    if met:
        note_met_elsewhere(by=by, unit_id=unit.pk, count=met)


@dataclass(frozen=True)
class _Check:
    """The one check of the documents of a batch."""

    version: CategoryVersion
    facts: UnitFacts
    tables: Tables

    def of(self, raw: dict[str, Any], standing: dict[str, Any] | None) -> Cleaned:
        return clean(self.version, raw, unit=self.facts, tables=self.tables, standing=standing)


def _identify(item: Item) -> None:
    """Without a readable number and a name nobody can be found again, so not even a draft is kept."""
    identity, invalid = item.cleaned.data.get("identity", {}), item.cleaned.invalid
    item.kind = "refused" if invalid else "new"
    if not all(identity.get(key) for key in ("id_type", "id_number", "full_name")):
        item.kind = "refused"
        return
    if invalid and not any(each.key in _OF_CODES for each in invalid):
        return
    try:
        number = read_identity_number(kind=identity["id_type"], text=identity["id_number"])
    except Refused:
        item.kind = "refused"
        return
    item.index = blind_index(kind=number.kind, number=number.number)
    item.extra = {"kind": number.kind}


def _keep_codes(items: Sequence[Item], unit: Organisation, check: _Check, mover: Mover) -> None:
    """Check again against what stands of the person in the unit where that has codes nobody may choose now.

    Such a code survives here as in the form. What stands was read already; nothing more is asked for.
    """
    for item in items:
        if item.record is None or item.record.unit_id != unit.pk:
            continue
        standing = item.standing(mover)
        if standing is not None and keeps_codes(check.version, standing.document, tables=check.tables):
            item.cleaned = check.of(item.raw, standing.document)
            _identify(item)


def _settle_files(
    items: Sequence[Item],
    version: CategoryVersion,
    unit: Organisation,
    by: User | None,
    listed: Mover | None,
) -> None:
    """References to files are held against what the unit has of the person.

    A list holds no files (`listed`): those of a person who stands in the unit stay with them.
    """
    definition = definition_of(version)
    if listed is not None and takes_files(definition):
        for item in items:
            if item.record is not None and item.record.unit_id == unit.pk:
                _keep_files(item, definition, listed)
    papers = [Paper(item.cleaned, item.record.pk if item.record else None) for item in items]
    for item, cleaned in zip(items, settled(definition, papers, unit=unit, by=by), strict=True):
        if cleaned is not item.cleaned:
            item.cleaned, item.kind = cleaned, "refused"


def _keep_files(item: Item, definition: Definition, mover: Mover) -> None:
    standing = item.standing(mover)
    singles = [each for each in definition.all_fields() if each.type == "file" and not each.repeat]
    for known in singles:
        value = (standing.document.get(known.group) or {}).get(known.key) if standing else None
        if value is not None:
            item.cleaned.data[known.group].setdefault(known.key, value)


def _mark_doubles(items: Sequence[Item]) -> None:
    seen: set[bytes] = set()
    for item in items:
        if item.kind == "refused":
            continue
        if item.index in seen:
            item.kind = "doubled"
        seen.add(item.index)


def _kind(item: Item, unit: Organisation, mover: Mover) -> Kind:
    if item.record is None:
        return "new"
    if item.record.unit_id != unit.pk:
        return "elsewhere"
    if item.change is not None and item.change.state not in EDITABLE:
        return "waiting"
    if item.standing(mover) == Moved(item.cleaned.data):
        item.change = item.change or item.record.approved
        return "same"
    return "changed"
