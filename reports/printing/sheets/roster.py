"""花名册: the people of a unit, an office or a query, one line each, with chosen columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.documents import Orientation, Paper, SheetDocument, SheetLine
from reports.printing.lists import told_of
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity
from reports.printing.sheets.listed import (
    MOST_COLUMNS,
    Order,
    Place,
    columns_of,
    desk_of,
    in_order,
    listed_at,
    listed_by,
    not_shown,
    place_at,
    table_of_people,
)
from reports.printing.sheets.lists import AT_ONCE, MOST_LINES, ListSheet, part_of
from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import live_version, printed
from talent.orgs.models import Organisation
from talent.orgs.service import Scope
from talent.records.models import TalentRecord
from talent.records.service import visible_to
from talent.security.service import row_number


@dataclass(frozen=True, slots=True)
class People:
    """The approved records of one category that a list has, by number, and how they are listed.

    `conditions`: by which query they were found, in words. `first` is the number of the first line; `part`:
    which of how many.
    """

    place: Place
    version: CategoryVersion
    numbers: tuple[int, ...]
    columns: tuple[str, ...]
    paper: Paper
    question: str
    left_out: tuple[str, ...] = ()
    conditions: str = ""
    first: int = 1
    part: tuple[int, int] = (0, 0)
    is_cut: bool = False
    is_query: bool = False


class Roster(ListSheet[People]):
    """For those of the unit, or who review at the office; only what is approved, in full as columns ask."""

    key = "roster"
    title = gettext_lazy("花名册")
    about = About.ORGANISATION
    route = "rosters/<int:organisation_id>/<slug:key>/"
    action = "print_roster"
    subject = "organisation"
    of_people = True

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> People | None:
        query = "category" in asked
        desk = desk_of(scope) if query else None
        at = place_at(scope, place["organisation_id"])
        if at and desk and at.is_office and at.organisation == desk.organisation:
            at = desk
        return _people(at, place["key"], asked, most=AT_ONCE, query=query) if at else None

    def whole(self, scope: Scope, unit_id: int | None, asked: QueryDict) -> People | None:
        query, number = "category" in asked, row_number(asked.get("at", ""))
        if query:
            at = place_at(scope, unit_id) if unit_id else desk_of(scope, number)
        else:
            at = place_at(scope, number) if number is not None else None
        key = asked.get("category" if query else "key", "")
        found = _people(at, key, asked, most=MOST_LINES, query=query) if at else None
        return replace(found, numbers=found.numbers[:MOST_LINES]) if found else None

    def numbers(self, subject: People) -> tuple[int, ...]:
        return subject.numbers

    def is_cut(self, subject: People) -> bool:
        return subject.is_cut

    def part(self, subject: People, first: int, count: int) -> People:
        numbers = subject.numbers[first : first + count]
        parts = -(-len(subject.numbers) // count)
        return replace(subject, numbers=numbers, first=first + 1, part=(first // count + 1, parts))

    def asked(self, subject: People) -> str:
        return f"{subject.question}&part={subject.part[0]}" if subject.part[1] > 1 else subject.question

    def place(self, subject: People) -> Organisation:
        return subject.place.organisation

    def unit_id(self, subject: People) -> int | None:
        return None if subject.place.is_office else subject.place.organisation.pk

    def identity(self, subject: People) -> Identity:
        name = f"{slugify(subject.version.category.key)}-roster-{subject.place.organisation.code}"
        detail = {
            "category": subject.version.category_id,
            "columns": list(subject.columns),
            "count": len(subject.numbers),
        }
        at = subject.place.organisation.pk
        return Identity(str(at), name, (at,), detail)

    def category_of(self, subject: People) -> str:
        return subject.version.category.key

    def document(self, subject: People, language: str) -> SheetDocument:
        empty = printed(subject.version, {}, language)
        records = _records(subject)
        return SheetDocument(
            title=_("%(category)s花名册") % {"category": empty.title},
            head=tuple(_head(subject, len(records))),
            tables=(table_of_people(records, subject, empty, language),),
            orientation=Orientation.LANDSCAPE,
            paper=subject.paper,
            language=language,
            author=subject.place.organisation.name,
            as_of=max((each.approved_at for each in records if each.approved_at), default=None),
            bookmark=part_of(subject.part),
        )


def _people(at: Place, key: str, asked: QueryDict, *, most: int, query: bool = False) -> People | None:
    categories = Category.objects.filter(subject=Subject.PEOPLE, current__isnull=False)
    if not categories.filter(key=key).exists():
        return None
    version = live_version(key)
    paper = Paper.A3 if asked.get("paper") == Paper.A3 else Paper.A4
    order = next((each for each in Order if each == asked.get("order")), Order.ENTRY)
    chosen = columns_of(version, asked.getlist("columns"))
    columns = chosen[: MOST_COLUMNS[paper]]
    if query:
        found, is_cut = listed_by(at, asked, order, most=most)
    else:
        found, is_cut = listed_at(at, version, order, most=most)
    return People(
        place=at,
        version=version,
        numbers=tuple(found),
        columns=columns,
        paper=paper,
        question=_question(at, key, asked if query else QueryDict(), (chosen, order, paper)),
        left_out=not_shown(version, chosen[len(columns) :]),
        conditions=told_of(at.within, at_unit=not at.is_office, asked=asked.urlencode()) if query else "",
        is_cut=is_cut,
        is_query=query,
    )


def _question(at: Place, key: str, query: QueryDict, choices: tuple[Sequence[str], Order, Paper]) -> str:
    """What gives the list again: the place, what a query asked, and the columns, order and paper as they were
    understood, so that one list asked for in two ways is one list."""
    kept = QueryDict(mutable=True)
    for name, values in sorted(query.lists()):
        if name not in ("as", "columns", "order", "paper"):
            kept.setlist(name, values)
    columns, order, paper = choices
    kept.setlist("columns", list(columns))
    kept["order"], kept["paper"], kept["at"] = order.value, paper.value, str(at.organisation.pk)
    if not query:
        kept["key"] = key
    return kept.urlencode()


def _records(subject: People) -> list[TalentRecord]:
    """The records of the lines as they are now, within the scope; who is erased meanwhile is left out."""
    approved = visible_to(subject.place.within).filter(
        pk__in=subject.numbers, category=subject.version.category_id, approved__isnull=False
    )
    known = in_order(approved).select_related("approved__version", "unit").in_bulk()
    return [known[number] for number in subject.numbers if number in known]


def _head(found: People, count: int) -> Iterator[SheetLine]:
    label = _("制表单位") if found.is_query and found.place.is_office else _("单位")
    yield SheetLine(label, found.place.organisation.name)
    yield SheetLine(_("人数"), str(count))
    yield SheetLine(_("制表日期"), on_paper(timezone.localdate()), passing=True)
    if found.conditions:
        yield SheetLine(_("查询条件"), found.conditions, passing=True)
    if named := part_of(found.part):
        yield SheetLine(_("分册"), named)
    if found.left_out:
        yield SheetLine(_("未印的列"), _("、").join(found.left_out))
