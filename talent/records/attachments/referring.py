"""Which change refers to which file: nobody reaches another's file by writing its number into a form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from talent.categories.service import (
    Attached,
    Cleaned,
    Definition,
    Field,
    Problem,
    all_attached,
    rows_at,
)
from talent.orgs.models import Organisation
from talent.records.attachments.keeping import reference
from talent.records.models import Attachment, AttachmentUse, Change
from talent.security.models import User

#: Files of one form, over all its fields.
MOST_IN_A_FORM = 30

Data = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A document on its way, and the record that it is about, if there is one yet."""

    cleaned: Cleaned
    record_id: int | None


def takes_files(definition: Definition) -> bool:
    """Whether documents of a definition refer to files at all."""
    return any(each.type == "file" for each in definition.all_fields())


def settled(
    definition: Definition, papers: Sequence[Paper], *, unit: Organisation | None, by: User | None
) -> list[Cleaned]:
    """The documents with each reference as its row says it; one that cannot stand there is a problem.

    It can when the file is the unit's own and belongs to the same record, or to none and was brought by the
    same account; without a unit the account alone counts, for what individuals fill in of themselves. Whether
    it is another's or nobody's is not told. The rows are held until the transaction ends. No statement where
    no document refers to anything.
    """
    keys = {each.id for paper in papers for _, _, each in references(definition, paper.cleaned.data)}
    if not keys:
        return [paper.cleaned for paper in papers]
    held = Attachment._plain.select_for_update(of=("self",)).filter(key__in=keys)
    held = held.filter(unit=unit) if unit is not None else held
    known = {str(row.key): row for row in held.order_by("pk")}
    return [_settled(definition, paper, known, by) for paper in papers]


def references(definition: Definition, data: Data) -> Iterator[tuple[str, Field, Attached]]:
    """(path, field, reference) of every file that a document refers to."""
    for known in definition.all_fields():
        if known.type == "file":
            for at, row in rows_at(data, known.group):
                yield from ((f"{at}.{known.key}", known, each) for each in all_attached(row.get(known.key)))


def _settled(
    definition: Definition, paper: Paper, known: Mapping[str, Attachment], by: User | None
) -> Cleaned:
    data, problems = paper.cleaned.data, []
    for count, (path, field, each) in enumerate(list(references(definition, data)), start=1):
        row = known.get(each.id)
        if row is None or not _may_refer(row, paper.record_id, by):
            problems.append(Problem(path, "unknown_attachment", {"label": field.label, "name": each.name}))
        elif count > MOST_IN_A_FORM:
            given = {"label": field.label, "name": each.name, "limit": MOST_IN_A_FORM}
            problems.append(Problem(path, "form_attachments", given))
        else:
            _put(data, path, reference(row, row.name))
    if not problems:
        return paper.cleaned
    return replace(paper.cleaned, problems=(*paper.cleaned.problems, *problems))


def _may_refer(row: Attachment, record_id: int | None, by: User | None) -> bool:
    if row.record_id is not None:
        return row.record_id == record_id
    return row.created_by_id == (by.pk if by is not None else None)


def _put(data: Data, path: str, found: Attached) -> None:
    """Writes a reference over what was typed for the same file."""
    group, *row, key = path.split(".")
    values = (data[group][int(row[0])] if row else data[group])[key]
    values[:] = [found.value() if each["id"] == found.id else each for each in values]


def bind(definition: Definition, changes: Mapping[Change, Data], *, rewritten: Iterable[Change]) -> None:
    """Notes which files the saved changes refer to; `rewritten` are those that stood before.

    What none refers to any more is loose. Only changes that were just written are touched: a file that a
    submitted or decided one refers to keeps that use.
    """
    wanted = {
        (change.pk, each.id): change.record_id
        for change, data in changes.items()
        for _, _, each in references(definition, data)
    }
    before = _uses([change.pk for change in rewritten])
    gone = [use.pk for place, use in before.items() if place not in wanted]
    come = {place: record for place, record in wanted.items() if place not in before}
    if gone:
        _let_go(gone, [before[place].attachment_id for place in before if place not in wanted])
    if come:
        _take(come)


def _uses(changes: Sequence[int]) -> dict[tuple[int, str], AttachmentUse]:
    if not changes:
        return {}
    found = AttachmentUse.objects.filter(change__in=changes).select_related("attachment")
    return {(use.change_id, str(use.attachment.key)): use for use in found}


def _let_go(uses: Sequence[int], attachments: Sequence[int]) -> None:
    AttachmentUse.objects.filter(pk__in=uses).delete()
    loose = Attachment._plain.filter(pk__in=attachments, uses=None)
    loose.update(loose_since=timezone.now())


def _take(come: Mapping[tuple[int, str], int]) -> None:
    rows = {str(row.key): row for row in Attachment._plain.filter(key__in={key for _, key in come})}
    AttachmentUse.objects.bulk_create(
        AttachmentUse(attachment=rows[key], change_id=change) for change, key in come
    )
    by_record: dict[int, list[int]] = defaultdict(list)
    for (_, key), record_id in come.items():
        by_record[record_id].append(rows[key].pk)
    for record_id, found in by_record.items():
        mine = Attachment._plain.filter(Q(record=None) | Q(record=record_id), pk__in=found)
        mine.update(record=record_id, loose_since=None)
