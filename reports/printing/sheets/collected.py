"""The collected table of an office: what every body in its reach has handed in, and who has not.

The notice has each league and the region hand on the responsible persons of all bodies (五); what goes for
that sheet goes for any sheet that an administrator has defined about organisations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.definitions import table_of
from reports.printing.documents import (
    Orientation,
    SheetColumn,
    SheetDocument,
    SheetField,
    SheetGrid,
    SheetLine,
    SheetTable,
)
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity
from reports.printing.sheets.lists import MOST_LINES, ListSheet, part_of
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import PrintedGroup, PrintedKind, live_version, printed
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, organisations_within, reach_of, region_nodes
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.service import owing_sheets, unit_facts
from talent.security.service import row_number


@dataclass(frozen=True, slots=True)
class Collection:
    """The entries of one sheet handed in to an office, by number, and the offices that owe theirs.

    `units`: how many of the entries are of units, which owe none. `part`: which of how many.
    """

    office: Organisation
    category: Category
    numbers: tuple[int, ...]
    due: int
    units: int
    missing: tuple[str, ...]
    first: int = 0
    part: tuple[int, int] = (0, 0)
    is_cut: bool = False


class CollectedTable(ListSheet[Collection]):
    """For who reviews at the office: all rows handed in as one table, with totals and who is missing."""

    key = "collected"
    title = gettext_lazy("登记表汇总表")
    about = About.OFFICE
    route = "collected/<slug:key>/<int:organisation_id>/"
    action = "print_collected"
    subject = "organisation"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> Collection | None:
        return _found(scope, place["organisation_id"], place["key"])

    def whole(self, scope: Scope, unit_id: int | None, asked: QueryDict) -> Collection | None:
        number = row_number(asked.get("at", ""))
        return _found(scope, number, asked.get("key", "")) if number is not None else None

    def numbers(self, subject: Collection) -> tuple[int, ...]:
        return subject.numbers

    def is_cut(self, subject: Collection) -> bool:
        return subject.is_cut

    def part(self, subject: Collection, first: int, count: int) -> Collection:
        numbers = subject.numbers[first : first + count]
        parts = -(-len(subject.numbers) // count)
        return replace(subject, numbers=numbers, first=first, part=(first // count + 1, parts))

    def asked(self, subject: Collection) -> str:
        asked = f"at={subject.office.pk}&key={subject.category.key}"
        return f"{asked}&part={subject.part[0]}" if subject.part[1] > 1 else asked

    def place(self, subject: Collection) -> Organisation:
        return subject.office

    def identity(self, subject: Collection) -> Identity:
        name = f"{slugify(subject.category.key)}-collected-{subject.office.code}"
        detail = {"category": subject.category.pk, "count": len(subject.numbers)}
        return Identity(str(subject.office.pk), name, (subject.office.pk,), detail)

    def category_of(self, subject: Collection) -> str:
        return subject.category.key

    def document(self, subject: Collection, language: str) -> SheetDocument:
        title = printed(live_version(subject.category.key), {}, language).title
        entries = _entries(subject)
        return SheetDocument(
            title=_("%(sheet)s汇总表") % {"sheet": title.removesuffix("登记表")},
            head=tuple(_head(subject)),
            tables=tuple(_blocks(subject, entries, language)),
            orientation=Orientation.LANDSCAPE,
            language=language,
            author=subject.office.name,
            as_of=max((each.updated_at for each in entries), default=None),
            bookmark=part_of(subject.part),
            opening=_("填报情况") if subject.first == 0 else "",
        )


def _found(scope: Scope, office_id: int, key: str) -> Collection | None:
    if office_id not in scope.organisations(Role.HR_REVIEWER):
        return None
    sheets = Category.objects.filter(subject=Subject.SHEET, current__isnull=False)
    category = sheets.filter(key=key).defer("groups", "rules", "moves").first()
    office = Organisation.objects.filter(pk=office_id).first()
    return _collected(office, category) if office and category else None


def _collected(office: Organisation, category: Category) -> Collection:
    reach = reach_of(office, region_nodes())
    handed_in = SheetEntry.objects.visible_to(reach).filter(category=category, state=SheetState.SUBMITTED)
    by_place = handed_in.order_by("organisation__managing_region", "organisation_id")
    rows = list(by_place.values_list("pk", "organisation_id", "organisation__kind")[: MOST_LINES + 1])
    owing = owing_sheets(organisations_within(reach))
    offices = list(owing.order_by("managing_region", "pk").values_list("pk", "name"))
    done = {body for _number, body, _kind in rows}
    return Collection(
        office=office,
        category=category,
        numbers=tuple(number for number, _body, _kind in rows[:MOST_LINES]),
        due=len(offices),
        units=sum(kind in COLLECTING_KINDS for _number, _body, kind in rows),
        missing=tuple(name for pk, name in offices if pk not in done),
        is_cut=len(rows) > MOST_LINES,
    )


def _entries(found: Collection) -> list[SheetEntry]:
    """The entries as they are now; what is not handed in any more is left out."""
    handed_in = SheetEntry.objects.visible_to(reach_of(found.office, region_nodes()))
    still = handed_in.filter(pk__in=found.numbers, state=SheetState.SUBMITTED)
    known = still.select_related("organisation", "version", "category").in_bulk()
    return [known[number] for number in found.numbers if number in known]


def _head(found: Collection) -> Iterator[SheetLine]:
    yield SheetLine(_("汇总单位"), found.office.name)
    yield SheetLine(_("汇总日期"), on_paper(timezone.localdate()), passing=True)
    if named := part_of(found.part):
        yield SheetLine(_("分册"), named)


def _blocks(
    found: Collection, entries: Sequence[SheetEntry], language: str
) -> Iterator[SheetGrid | SheetTable]:
    if found.first == 0:
        yield _totals(found)
    if entries:
        yield _table(entries, language)


def _totals(found: Collection) -> SheetGrid:
    done = found.due - len(found.missing)
    return SheetGrid(
        (
            SheetField(_("应报机构"), str(found.due)),
            SheetField(_("已报"), str(done)),
            SheetField(_("未报"), str(len(found.missing))),
            *([SheetField(_("另有自愿报送的单位"), str(found.units), width=3)] if found.units else []),
            SheetField(_("未报机构"), _("、").join(found.missing) or _("无"), width=3, running=True),
        )
    )


def _table(entries: Sequence[SheetEntry], language: str) -> SheetTable:
    """The rows of all entries under the columns of the newest version among them, each with its body."""
    newest = max((each.version for each in entries), key=lambda version: version.number)
    group = _rows_of(newest, {}, language, None)
    plain = table_of(group, captioned=False, spare=False)
    named = any(each.kind is PrintedKind.UNIT for each in group.fields)  # the rows say whose they are
    rows: list[tuple[str, ...]] = []
    for entry in entries:
        filled = _rows_of(entry.version, entry.document(), language, entry.organisation)
        known = {each.key: at for at, each in enumerate(filled.fields)}
        for texts in table_of(filled, captioned=False, spare=False).rows:
            told = [texts[known[each.key]] if each.key in known else "" for each in group.fields]
            if group.fields[0].label == _("序号"):  # every body begins with 1, the table goes on
                told[0] = str(len(rows) + 1)
            rows.append((*told,) if named else (entry.organisation.name, *told))
    columns = plain.columns if named else (SheetColumn(_("填报单位"), 2), *plain.columns)
    return SheetTable(columns, tuple(rows), caption=_("已报内容"))


def _rows_of(version: Any, document: Any, language: str, body: Organisation | None) -> PrintedGroup:
    """The first repeating group; of a sheet without one, its single groups as one row."""
    form = printed(version, document, language, unit=unit_facts(body) if body else None)
    for group in form.groups:
        if group.repeat:
            return group
    fields = tuple(field for group in form.groups for field in group.fields)
    row = {key: text for group in form.groups for each in group.rows for key, text in each.items()}
    return PrintedGroup("", form.title, True, fields, (row,) if row else ())
