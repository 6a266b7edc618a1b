"""Whom the documents of a batch are about: their people, records and open changes, in a few statements.

People are locked here until the batch ends, so whoever proposes the same person waits and finds the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Problem, definition_of
from talent.orgs.models import Organisation
from talent.records.enums import EDITABLE, OPEN
from talent.records.items import Item
from talent.records.models import Change, Person, TalentRecord
from talent.records.numbering import allocate
from talent.security.service import mask


def recognise(
    items: Sequence[Item], version: CategoryVersion, unit: Organisation, only: Change | None
) -> None:
    """The people, records and open changes that the documents are about: a few queries a batch."""
    # Whoever edits a change has a record in the category already.
    retired = only is None and Category.objects.filter(pk=version.category_id, is_retired=True).exists()
    people = _held_people(items, only, create=only is None and not retired)
    opened = _opened(people, version, only)
    records = _records(people, version, unit, only)
    for item in items:
        item.person = people.get(item.index)
        _meet(item, records.get(item.person.pk, ()) if item.person else (), unit, opened)
        item.change = opened.get(item.record.pk) if item.record else None
        other = only is not None and (item.person is None or item.person.pk != only.record.person_id)
        if other and item.kind != "refused":
            _refuse(item, "identity.id_number", "other_person", "")
        if retired and item.record is None and item.kind != "refused":
            _refuse(item, "identity.full_name", "category_retired", definition_of(version).label)


def _meet(
    item: Item, found: Sequence[TalentRecord], unit: Organisation, opened: Mapping[int, Change]
) -> None:
    """The record that a document is about: one that another unit holds only under the name that is typed.

    With another name the document is on its own, as for a number that nobody has: a number alone tells
    nothing, and whether number and name agree is seen when it is sent (`holding`).
    """
    other = next((each for each in found if each.held and each.unit_id != unit.pk), None)
    item.met = other is not None
    item.record = next((each for each in found if each.unit_id == unit.pk), None)
    typed = item.cleaned.data.get("identity", {}).get("full_name")
    if other is not None and typed == _name_of(other, opened):
        item.record = other


def _name_of(record: TalentRecord, opened: Mapping[int, Change]) -> str:
    """The name under which a person is held: the approved one, before that the one under review."""
    known = record.approved or opened.get(record.pk)
    return known.full_name if known else ""


def _records(
    people: Mapping[bytes, Person], version: CategoryVersion, unit: Organisation, only: Change | None
) -> dict[int, list[TalentRecord]]:
    """The unit's and the held record of each person in the category, as after the changes are held.

    So what a reviewer has just approved is seen as approved. Another unit's draft is nobody's business. An
    editable change was read with its record.
    """
    if only is not None and only.state in EDITABLE and only.unit_id == only.record.unit_id == unit.pk:
        return {only.record.person_id: [only.record]}
    records = TalentRecord._plain.filter(
        Q(unit=unit) | Q(held=True), person__in=people.values(), category_id=version.category_id
    )
    found: dict[int, list[TalentRecord]] = {}
    for record in records.select_related("approved"):
        found.setdefault(record.person_id, []).append(record)
    return found


def _opened(
    people: Mapping[bytes, Person], version: CategoryVersion, only: Change | None
) -> dict[int, Change]:
    """The open change of each record, held; one that is edited is held by its caller already."""
    if only is not None and only.state in EDITABLE:
        return {only.record_id: only}
    found = (
        Change._plain.select_for_update(of=("self",))
        .filter(record__person__in=people.values(), category_id=version.category_id, state__in=OPEN)
        .order_by("id")
    )
    return {change.record_id: change for change in found}


def _held_people(items: Sequence[Item], only: Change | None, *, create: bool) -> dict[bytes, Person]:
    """The people of the documents, locked until the batch ends; with `create`, new ones are made.

    Of a change that is edited only its person, whom `propose` holds: other documents find nobody.

    Whoever proposes the same person at the same time waits here, and then finds the record and its change.
    People are locked before changes, in one order, so that two batches never wait for each other.
    """
    if only is not None and only.state in EDITABLE:
        return {bytes(only.record.person.blind_index): only.record.person}
    people = Person._plain.filter(blind_index__in={item.index for item in items if item.index})
    if create:
        wanted = {item.index: item for item in reversed(items) if item.index and item.kind != "refused"}
        known = {bytes(index) for index in people.values_list("blind_index", flat=True)}
        new = [wanted[index] for index in sorted(wanted.keys() - known)]
        Person._plain.bulk_create(_new_people(new), ignore_conflicts=True)
    held = people.select_for_update(no_key=True).order_by("blind_index")
    return {bytes(person.blind_index): person for person in held}


def _new_people(items: Sequence[Item]) -> list[Person]:
    return [
        Person(
            pk=number,
            document_kind=item.extra["kind"],
            blind_index=item.index,
            number_masked=mask(kind="id_number", text=item.cleaned.data["identity"]["id_number"]),
        )
        for item, number in zip(items, allocate(Person, len(items)), strict=True)
    ]


def _refuse(item: Item, path: str, key: str, label: str) -> None:
    problem = Problem(path, key, {"label": label})
    item.cleaned = replace(item.cleaned, problems=(*item.cleaned.problems, problem))
    item.kind = "refused"
