"""One record as it can be looked at: its approved state with every sensitive value masked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from talent.categories.service import PrintedForm, PrintedGroup, PrintedKind, code_table, masked
from talent.orgs.service import Scope
from talent.records.models import Change, TalentRecord
from talent.records.service import find_person, visible_to
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class View:
    """`groups`: those with something in them. `others`: the same person in other categories."""

    record: TalentRecord
    change: Change
    groups: tuple[PrintedGroup, ...]
    others: Sequence[TalentRecord]

    @property
    def name(self) -> str:
        return self.change.full_name

    @property
    def approved_at(self) -> datetime | None:
        return self.record.approved_at


def view_of(record: TalentRecord, scope: Scope) -> View:
    """The page of an approved record. Raises ValueError for one that is not."""
    change = record.approved
    if change is None:
        raise ValueError(record.pk)
    form = masked(change.version, change.document())
    same = visible_to(scope).filter(person=record.person_id, approved__isnull=False).exclude(pk=record.pk)
    others = same.select_related("category").defer("category__groups", "category__rules").order_by("pk")
    return View(record, change, _filled(form), list(others))


@transaction.atomic
def note_look(record: TalentRecord, *, by: User) -> None:
    """One event for each look at a record."""
    record_event(
        by=by,
        action="read_masked",
        subject="change",
        subject_id=record.approved_id,
        organisation_id=record.unit_id,
        detail={"record": record.pk},
    )


def record_of_number(scope: Scope, number: str) -> int | None:
    """The newest approved record within a scope of whoever has exactly this identity number, of any kind."""
    for kind in (entry.code for entry in code_table("identity_doc_type").entries):
        person = find_person(kind=kind, number=number, scope=scope)
        if person is None:
            continue
        records = visible_to(scope).filter(person=person, approved__isnull=False)
        newest = records.order_by("-approved_at", "-pk").values_list("pk", flat=True).first()
        if newest is not None:
            return newest
    return None


def _filled(form: PrintedForm) -> tuple[PrintedGroup, ...]:
    """The groups with something in them; of files that they are there, not their masked names."""
    return tuple(_told(each) for each in form.groups if any(any(row.values()) for row in each.rows))


def _told(group: PrintedGroup) -> PrintedGroup:
    said = {PrintedKind.PHOTO: _("有照片"), PrintedKind.FILES: _("有附件")}
    files = {each.key: said[each.kind] for each in group.fields if each.kind in said}
    if not files:
        return group
    rows = ({key: files.get(key, text) if text else text for key, text in row.items()} for row in group.rows)
    return replace(group, rows=tuple(rows))
