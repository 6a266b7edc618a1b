"""A question to a table: which areas, which classes, in which order, which part, in which language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.opendata import asking
from reports.opendata.books import Book, Row
from reports.opendata.crosstab import USUAL, Layout
from reports.opendata.kinds import NO_SUCH_CODE
from reports.opendata.problems import Problem, of_parameter
from reports.stats.service import TOTAL

#: Rows of a page of JSON or CSV.
USUAL_LIMIT, MOST_LIMIT = 1000, 10_000
#: A workbook that is not there yet counts once more for each so many rows.
WORKBOOK_ROWS = 500
LEVELS = ("region", "league", "banner")
SORTS = ("area", "-area", "value", "-value")
LANGUAGES = ("zh", "en")
#: Beside these a table takes its own dimensions by their keys.
FIXED = ("area", "level", "sort", "release", "limit", "cursor", "lang", "columns", "order", "share", "format")


@dataclass(frozen=True)
class Question:
    """What is empty narrows nothing. `sort` "" is the order of the table; `limit` None is everything."""

    areas: tuple[str, ...] = ()
    level: str = ""
    classes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    limit: int | None = None
    cursor: str | None = None
    language: str = "zh"
    layout: Layout = USUAL

    @property
    def place(self) -> str:
        """The question without the part that is asked for: what a cursor belongs to."""
        return repr((self.areas, self.level, self.classes, self.sort))

    @property
    def of_workbook(self) -> str:
        """What makes another workbook: neither a place in it nor the order in which codes are named."""
        sort = "" if self.sort == "area" else self.sort
        return repr((*self._selected, sort, self.language, self.layout))

    @property
    def of_cube(self) -> str:
        """What makes another cube; its order is its own."""
        return repr((*self._selected, self.language))

    @property
    def _selected(self) -> tuple[object, ...]:
        classes = ((key, tuple(sorted(codes))) for key, codes in self.classes)
        return tuple(sorted(self.areas)), self.level, tuple(sorted(classes))


def read(given: QueryDict, book: Book, *, dimensions: Sequence[str]) -> Question:
    """The question of an address to a table. `dimensions`: those of the whole release.

    Raises Problem, naming what the table has, where it has not what is asked for.
    """
    asking.only_known(given, (*FIXED, *dimensions), named=(*FIXED, *book.keys))
    areas = asking.codes(given, "area", asking.AREAS)
    _known("area", areas, book.areas)
    return Question(
        areas=areas,
        level=_level(given, book),
        classes=tuple((key, _classes(given, key, book)) for key in dimensions if given.get(key)),
        sort=asking.choice(given, "sort", SORTS, ""),
        limit=asking.whole(given, "limit", most=MOST_LIMIT),
        cursor=asking.one(given, "cursor"),
        language=asking.choice(given, "lang", LANGUAGES, "zh"),
        layout=_layout(given, book),
    )


def select(book: Book, question: Question) -> Sequence[Row]:
    """The rows that a question asks for, in its order; all of its pages."""
    rows = _within(book, question)
    for key, codes in question.classes:
        place, chosen = book.keys.index(key), frozenset(codes)
        rows = [row for row in rows if row.codes[place] in chosen]
    return _ordered(rows, question.sort)


def _within(book: Book, question: Question) -> Sequence[Row]:
    """The rows of the areas; what others have is not looked at."""
    areas = set(question.areas or book.areas)
    if question.level:
        areas &= {code for code, each in book.areas.items() if each["level"] == question.level}
    if len(areas) == len(book.areas):
        return book.rows
    return [row for code, rows in book.by_area.items() if code in areas for row in rows]


def _ordered(rows: Sequence[Row], sort: str) -> Sequence[Row]:
    """Figures that are not shown come last, whichever way; rows of one figure stay as the table has them."""
    if sort in ("", "area"):
        return rows
    if sort == "-area":
        return sorted(rows, key=lambda row: row.area, reverse=True)
    sign = -1 if sort == "-value" else 1
    return sorted(rows, key=lambda row: (row.value is None, sign * (row.value or 0)))


def _level(given: QueryDict, book: Book) -> str:
    """A level that the table has. An empty answer would read as if nobody lived there."""
    if level := asking.choice(given, "level", LEVELS, ""):
        has = {each["level"] for each in book.areas.values()}
        _known("level", [level], {each: "" for each in LEVELS if each in has})
    return level


def _classes(given: QueryDict, key: str, book: Book) -> tuple[str, ...]:
    codes = asking.codes(given, key)
    if key not in book.classes:
        has = ", ".join(book.keys) or "–"
        told = format_lazy(_("这张表没有这个维度；有：{has}"), has=has)
        raise of_parameter(NO_SUCH_CODE, key, told)
    _known(key, codes, book.classes[key])
    return codes


def _layout(given: QueryDict, book: Book) -> Layout:
    """How the first sheet of a workbook is laid out; what the selection leaves out of it is refused there."""
    columns = _key(given, "columns", asking.KEY)
    _known("columns", [columns] if columns else [], dict.fromkeys((*book.keys, TOTAL)))
    order, share = _key(given, "order", asking.FALLING), _key(given, "share", asking.KEY)
    if not (columns or order or share):
        return USUAL
    named = book.classes.get(columns, {TOTAL: ""} if columns else _all_codes(book))
    for name, code in (("order", order.removeprefix("-")), ("share", share)):
        _known(name, [code] if code else [], named)
    return Layout(columns, order, share)


def _key(given: QueryDict, name: str, pattern: str) -> str:
    return next(iter(asking.codes(given, name, pattern)), "")


def _all_codes(book: Book) -> dict[str, object]:
    return {TOTAL: "", **{code: "" for codes in book.classes.values() for code in codes}}


def _known(name: str, codes: Sequence[str], known: Mapping[str, object]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        has = [*(code for code in known if code != TOTAL), *(code for code in known if code == TOTAL)]
        raise unknown_codes(name, unknown, has)


def unknown_codes(name: str, unknown: Iterable[str], has: Iterable[str]) -> Problem:
    """The problem with codes that a table has not."""
    told = _("没有：{unknown}；有：{known}")
    detail = format_lazy(told, unknown=", ".join(unknown), known=", ".join(has))
    return of_parameter(NO_SUCH_CODE, name, detail)
