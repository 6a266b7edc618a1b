"""Who stands on a roster and in which order, and what stands on a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.definitions import ON_PAPER, ONE_LINE_KINDS
from reports.printing.documents import Align, SheetColumn, SheetTable
from reports.printing.lists import numbers_by
from talent.categories.models import CategoryVersion
from talent.categories.service import Mover, PrintedField, PrintedForm, PrintedKind, printed, query_fields
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, reach_of, region_nodes
from talent.records.models import TalentRecord
from talent.records.service import visible_to

if TYPE_CHECKING:
    from reports.printing.sheets.roster import People

MOST_COLUMNS = {"A4": 12, "A3": 20}
#: What a roster has when nobody chose: as personnel offices keep them.
USUAL = (
    "identity.full_name",
    "identity.sex",
    "identity.birth_date",
    "identity.ethnic_group",
    "identity.political_status",
    "education_summary.highest_education",
    "employment.current_post",
    "contact.mobile",
)
NAME = "identity.full_name"
BLANK_ROWS = 6


class Order(models.TextChoices):
    """How the lines follow each other."""

    ENTRY = "entry", gettext_lazy("入库先后")
    UNIT = "unit", gettext_lazy("单位")
    NAME = "name", gettext_lazy("姓名(拼音首字母)")


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation, and what of its people may be listed there."""

    organisation: Organisation
    within: Scope

    @property
    def is_office(self) -> bool:
        return Role.HR_REVIEWER in self.within.roles


def place_at(scope: Scope, organisation_id: int) -> Place | None:
    """An organisation and what of its people may be listed by who has `scope`; None if nothing."""
    place = Organisation.objects.filter(pk=organisation_id).first()
    if place is None:
        return None
    if organisation_id in scope.organisations(*UNIT_ROLES):
        grants = tuple(each for each in scope.as_(*UNIT_ROLES).grants if each.organisation_id == place.pk)
        return Place(place, Scope(scope.user_id, grants))
    if organisation_id in scope.organisations(Role.HR_REVIEWER):
        return Place(place, reach_of(place, region_nodes()))
    return None


def desk_of(scope: Scope, number: int | None = None) -> Place | None:
    """Where the staff's queries are asked: in the name of the office with this number, at which one reviews;
    of the first one where none is named. None for an office of others."""
    reviews = scope.as_(Role.HR_REVIEWER)
    offices = reviews.organisations(Role.HR_REVIEWER)
    chosen = offices[0] if offices and number is None else number
    return Place(Organisation.objects.get(pk=chosen), reviews) if chosen in offices else None


def desks_of(scope: Scope) -> list[Organisation]:
    """The offices in whose name one can print what a query found, the first of them first."""
    offices = scope.as_(Role.HR_REVIEWER).organisations(Role.HR_REVIEWER)
    known = Organisation.objects.in_bulk(offices)
    return [known[number] for number in offices if number in known]


def columns_of(version: CategoryVersion, asked: Sequence[str]) -> tuple[str, ...]:
    """The paths of the columns asked for that the version knows, in its order; the usual ones for none."""
    known = [path for path, _field in fields_of(printed(version, {}, "zh-hans"))]
    chosen = [path for path in known if path in asked] or [path for path in known if path in USUAL]
    return tuple(chosen or known[: MOST_COLUMNS["A4"]])


def columns_of_query(version: CategoryVersion, asked: QueryDict) -> tuple[str, ...]:
    """The columns that a query shows, after the name; where none were chosen, the usual ones and those with
    a condition."""
    names = {name.removesuffix(".from").removesuffix(".to") for name, values in asked.lists() if any(values)}
    chosen = set(asked.getlist("column"))
    here = {
        each.paths.get(version.pk, each.name): each.name in (chosen or names)
        for each in query_fields(Mover(version)).fields
    }
    wanted = {NAME, *(path for path, is_asked in here.items() if is_asked), *(() if chosen else USUAL)}
    return columns_of(version, sorted(wanted))


def not_shown(version: CategoryVersion, paths: Sequence[str]) -> tuple[str, ...]:
    """The names of columns that a page has no room for."""
    if not paths:
        return ()
    fields = dict(fields_of(printed(version, {}, "zh-hans")))
    return tuple(fields[path].label for path in paths)


def fields_of(form: PrintedForm) -> Iterator[tuple[str, PrintedField]]:
    """The fields that can be a column, with their paths: of single groups, and no files."""
    for group in form.groups:
        for field in group.fields if not group.repeat else ():
            if field.kind not in (PrintedKind.FILES, PrintedKind.PHOTO):
                yield f"{group.key}.{field.key}", field


def in_order(records: Any, order: Order = Order.ENTRY, *, of_office: bool = False) -> Any:
    """Without whoever was erased; in the order of the indexes unless another is asked for."""
    kept = records.exclude(person__document_kind="")  # nothing is left of who was erased
    by_index = ("region_code", "category_id", "id") if of_office else ("id",)
    orders = {
        Order.ENTRY: by_index,
        Order.UNIT: ("unit__name", "unit_id", "id"),
        Order.NAME: ("approved__pinyin", "approved__full_name", "id"),
    }
    return kept.order_by(*orders[order])


def listed_at(at: Place, version: CategoryVersion, order: Order, *, most: int) -> tuple[list[int], bool]:
    """Numbers of the people of a place, one more than `most` if there are more, and whether there are."""
    approved = visible_to(at.within).filter(category=version.category_id, approved__isnull=False)
    found = list(in_order(approved, order, of_office=at.is_office).values_list("pk", flat=True)[: most + 1])
    return found, len(found) > most


def listed_by(at: Place, asked: QueryDict, order: Order, *, most: int) -> tuple[list[int], bool]:
    """The same of whoever fits a query that is asked at the desk of the place; `most` at most."""
    found, is_cut = numbers_by(at.within, at_unit=not at.is_office, asked=asked.urlencode(), most=most)
    if order is Order.ENTRY:
        return found, is_cut
    records = visible_to(at.within).filter(pk__in=found)
    return list(in_order(records, order).values_list("pk", flat=True)), is_cut


def table_of_people(
    records: Sequence[TalentRecord], subject: "People", empty: PrintedForm, language: str
) -> SheetTable:
    """The people as a table, numbered on from the lines of earlier parts."""
    shown = dict(fields_of(empty))
    columns = [SheetColumn(_("序号"), 0.5, one_line=True)]
    columns += [_column(shown[path]) for path in subject.columns]
    names_unit = subject.place.is_office and all(
        shown[path].kind is not PrintedKind.UNIT for path in subject.columns
    )
    if names_unit:
        columns.append(SheetColumn(_("工作单位"), 2))
    rows = []
    for number, record in enumerate(records, start=subject.first):
        texts = _texts(record, subject.columns, language)
        rows.append((str(number), *texts, *([record.unit.name] if names_unit else [])))
    return SheetTable(tuple(columns), tuple(rows), blank_rows=0 if rows else BLANK_ROWS)


def _column(field: PrintedField) -> SheetColumn:
    return SheetColumn(
        label=field.label,
        weight=field.width,
        align=Align.CENTRE,
        one_line=field.kind in ONE_LINE_KINDS,
        address=field.kind is PrintedKind.ADDRESS,
    )


def _texts(record: TalentRecord, paths: Sequence[str], language: str) -> Iterator[str]:
    change = record.approved
    form = printed(change.version, change.document(), language) if change else None
    filled = {group.key: group.rows[0] for group in form.groups if group.rows} if form else {}
    for path in paths:
        group, _dot, key = path.partition(".")
        text = filled.get(group, {}).get(key, "")
        yield ON_PAPER.get(text, text)
