"""花名册: the people of a unit or of an office, one line each, with the columns that were chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.definitions import ON_PAPER, ONE_LINE_KINDS
from reports.printing.documents import (
    Align,
    Orientation,
    Paper,
    SheetColumn,
    SheetDocument,
    SheetLine,
    SheetTable,
)
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import PrintedField, PrintedForm, PrintedKind, live_version, printed
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, reach_of, region_nodes
from talent.records.models import TalentRecord
from talent.records.service import visible_to

#: Lines in one roster; a larger office prints by unit, or asks the query of people.
MOST = 1000
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


@dataclass(frozen=True, slots=True)
class People:
    """The approved records of one category at a unit or in the reach of an office, as they are listed."""

    place: Organisation
    version: CategoryVersion
    of_office: bool
    columns: tuple[str, ...]
    paper: Paper
    records: tuple[TalentRecord, ...]
    whole: bool


class Roster(Sheet[People]):
    """For those of the unit, or who review at the office; only what is approved, in full as columns ask."""

    key = "roster"
    title = gettext_lazy("花名册")
    about = About.ORGANISATION
    route = "rosters/<int:organisation_id>/<slug:key>/"
    action = "print_roster"
    subject = "organisation"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> People | None:
        reach = reach_at(scope, place["organisation_id"])
        categories = Category.objects.filter(subject=Subject.PEOPLE, current__isnull=False)
        if reach is None or not categories.filter(key=place["key"]).exists():
            return None
        organisation, within = reach
        version = live_version(place["key"])
        listed = list(_listed(within, organisation, version)[: MOST + 1])
        paper = Paper.A3 if asked.get("paper") == Paper.A3 else Paper.A4
        chosen = columns_of(version, asked.getlist("columns"), most=MOST_COLUMNS[paper])
        of_office = Role.HR_REVIEWER in within.roles
        whole = len(listed) <= MOST
        return People(organisation, version, of_office, chosen, paper, tuple(listed[:MOST]), whole)

    def identity(self, subject: People) -> Identity:
        name = f"{slugify(subject.version.category.key)}-roster-{subject.place.code}"
        detail = {
            "category": subject.version.category_id,
            "columns": list(subject.columns),
            "count": len(subject.records),
        }
        return Identity(str(subject.place.pk), name, (subject.place.pk,), detail)

    def document(self, subject: People, language: str) -> SheetDocument:
        empty = printed(subject.version, {}, language)
        return SheetDocument(
            title=_("%(category)s花名册") % {"category": empty.title},
            head=tuple(_head(subject)),
            tables=(_table(subject, empty, language),),
            orientation=Orientation.LANDSCAPE,
            paper=subject.paper,
            language=language,
            author=subject.place.name,
            as_of=max((each.approved_at for each in subject.records if each.approved_at), default=None),
        )


def reach_at(scope: Scope, organisation_id: int) -> tuple[Organisation, Scope] | None:
    """An organisation and what of its people may be listed by who has `scope`; None if nothing."""
    place = Organisation.objects.filter(pk=organisation_id).first()
    if place is None:
        return None
    if organisation_id in scope.organisations(*UNIT_ROLES):
        grants = tuple(each for each in scope.as_(*UNIT_ROLES).grants if each.organisation_id == place.pk)
        return place, Scope(scope.user_id, grants)
    if organisation_id in scope.organisations(Role.HR_REVIEWER):
        return place, reach_of(place, region_nodes())
    return None


def columns_of(version: CategoryVersion, asked: Sequence[str], *, most: int) -> tuple[str, ...]:
    """The paths of the columns asked for that the version knows, in its order; the usual ones for none."""
    known = [path for path, _field in fields_of(printed(version, {}, "zh-hans"))]
    chosen = [path for path in known if path in asked] or [path for path in known if path in USUAL]
    return tuple((chosen or known)[:most])


def fields_of(form: PrintedForm) -> Iterator[tuple[str, PrintedField]]:
    """The fields that can be a column, with their paths: of single groups, and no files."""
    for group in form.groups:
        for field in group.fields if not group.repeat else ():
            if field.kind not in (PrintedKind.FILES, PrintedKind.PHOTO):
                yield f"{group.key}.{field.key}", field


def _listed(within: Scope, place: Organisation, version: CategoryVersion) -> Any:
    """In the order of the indexes: by region for an office, by number for a unit."""
    approved = visible_to(within).filter(category=version.category_id, approved__isnull=False)
    return (
        approved.exclude(person__document_kind="")  # nothing is left of who was erased
        .select_related("approved__version", "unit")
        .order_by(*(["region_code", "category_id", "id"] if Role.HR_REVIEWER in within.roles else ["id"]))
    )


def _head(found: People) -> Iterator[SheetLine]:
    yield SheetLine(_("单位"), found.place.name)
    yield SheetLine(_("人数"), str(len(found.records)))
    yield SheetLine(_("制表日期"), on_paper(timezone.localdate()))
    if not found.whole:
        yield SheetLine(_("注意"), _("只列前 %(most)d 人，其余请按单位分册打印。") % {"most": MOST})


def _table(found: People, empty: PrintedForm, language: str) -> SheetTable:
    shown = dict(fields_of(empty))
    columns = [SheetColumn(_("序号"), 0.5, one_line=True)]
    columns += [_column(shown[path]) for path in found.columns]
    if found.of_office:
        columns.append(SheetColumn(_("工作单位"), 2))
    rows = []
    for number, record in enumerate(found.records, start=1):
        texts = _texts(record, found.columns, language)
        rows.append((str(number), *texts, *([record.unit.name] if found.of_office else [])))
    return SheetTable(tuple(columns), tuple(rows), blank_rows=0 if rows else 6)


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
