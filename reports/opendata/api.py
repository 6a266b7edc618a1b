"""Releases and their tables. Whatever is answered was read under the login of the public."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from reports.opendata import asking, limits, questions
from reports.opendata.addresses import absolute, root, table_at
from reports.opendata.answers import Made
from reports.opendata.books import Book, Row, as_json, book_of
from reports.opendata.csvtable import as_csv
from reports.opendata.cursors import Page, page
from reports.opendata.describing import describe
from reports.opendata.formats import CSV, JSON, JSON_STAT, XLSX, Format
from reports.opendata.heads import written_head
from reports.opendata.jsonstat import cube
from reports.opendata.kinds import NO_SUCH_RELEASE, NO_SUCH_TABLE
from reports.opendata.problems import NO_NUMBER, Problem, of_parameter, of_withdrawn
from reports.opendata.questions import Question
from reports.opendata.standing import Standing, standing, withdrawal
from reports.opendata.telling import dimensions_of, table_line
from reports.opendata.turns import in_turn
from reports.opendata.views import OpenView
from reports.opendata.wording import sentence
from reports.opendata.workbook import as_workbook
from reports.stats.service import PublishedTable

#: The stamp of answers before the first release.
NOTHING = "0"


def asked_for(request: HttpRequest) -> Standing | None:
    """The release of the parameter `release`, else the newest one, None before the first.

    Raises Problem where the number is no release that the public may read, with the reason where it was one.
    """
    number = asking.whole(request.GET, "release")
    found = standing(number)
    if found is None and number is not None:
        refuse_withdrawn(number)
        raise of_parameter(NO_SUCH_RELEASE, "release", NO_NUMBER)
    return found


def refuse_withdrawn(number: int) -> None:
    """Raises Problem with the reason where the release of this number was withdrawn."""
    if (note := withdrawal(number)) is not None:
        raise of_withdrawn(sentence(note))


class Index(OpenView):
    """Where everything is."""

    @describe("index")
    def get(self, request: Request) -> HttpResponse:
        names = (
            "releases",
            "tables",
            "dimensions",
            "areas",
            "code_lists",
            "definitions",
            "definition_format",
            "catalogue",
            "feed",
        )
        found = {
            name: absolute(request._request, name) for name in (*names, "schema", "keys", "guide", "console")
        }
        return self.answer(request, stamp="2", make=lambda kind: Made(as_json(found).encode()))


class TableList(OpenView):
    """The tables of a release; an empty list before the first one."""

    parameters = ("release", "format")

    @describe("tables")
    def get(self, request: Request) -> HttpResponse:
        found = asked_for(request._request)
        tables = found.tables.values() if found else ()
        lines = (table_line(request._request, each) for each in tables)
        return self.answer(
            request,
            stamp=found.stamp if found else NOTHING,
            make=lambda kind: Made(as_json([*lines]).encode()),
        )


class TableDetail(OpenView):
    """One table with its figures: what of it, in which order, in which format."""

    formats = (JSON, CSV, XLSX, JSON_STAT)

    @describe("table")
    def get(self, request: Request, key: str) -> HttpResponse:
        found = asked_for(request._request)
        table = found.tables.get(key) if found else None
        if found is None or table is None:
            raise Problem(NO_SUCH_TABLE, _("这次发布没有这张数据表；有哪些，见 /open/v1/tables/。"))
        plain = request._request

        def asked(kind: Format) -> str | None:
            """Whole answers are dear: whatever does not change them makes no other one."""
            if kind not in (XLSX, JSON_STAT):
                return None
            question = questions.read(plain.GET, book_of(table), dimensions=found.breaks)
            return question.of_workbook if kind is XLSX else question.of_cube

        return self.answer(
            request, stamp=found.stamp, make=lambda kind: _made(plain, found, table, kind), asked=asked
        )

    def refuse_unknown(self, request: HttpRequest) -> None:
        """Whatever is asked of a table, `questions.read` reads: it knows the table."""


class DimensionList(OpenView):
    """Every dimension of the tables of a release with its codes."""

    parameters = ("release", "format")

    @describe("dimensions")
    def get(self, request: Request) -> HttpResponse:
        found = asked_for(request._request)

        def make(kind: Format) -> Made:
            told = [*dimensions_of(found).values()] if found else []
            number = found.release.number if found else 0
            return Made(as_json({"release": number, "dimensions": told}).encode())

        return self.answer(request, stamp=found.stamp if found else NOTHING, make=make)


def _made(request: HttpRequest, found: Standing, table: PublishedTable, kind: Format) -> Made:
    book = book_of(table)
    question = questions.read(request.GET, book, dimensions=found.breaks)
    file = f"{table.key}-{table.release.number}.{kind.extension}"
    if kind in (XLSX, JSON_STAT):
        return Made(_whole(request, book, found, question, kind), file)
    rows = questions.select(book, question)
    limit = question.limit or (len(rows) + 1 if kind is CSV else questions.USUAL_LIMIT)
    # Of the figures, not of what is said beside them: a page that was begun goes on after a correction.
    asked = f"{found.figures} {table.key} {question.place}"
    part = page(rows, cursor=question.cursor, limit=limit, question=asked)
    following = _following(request, table, part)
    if kind is CSV:
        return Made(as_csv(book, part.items, found.notes), file, following)
    return Made(_json(request, book, found, len(rows), part, following), file, following)


def _whole(request: HttpRequest, book: Book, found: Standing, question: Question, kind: Format) -> bytes:
    """The formats that have no pages; a cube has an order of its own."""
    address = table_at(request, book.table)
    if kind is XLSX:
        rows = questions.select(book, question)
        limits.weigh(request, 1 + len(rows) // questions.WORKBOOK_ROWS)
        with in_turn():
            return as_workbook(
                *(book, rows, found.notes),
                address=address,
                language=question.language,
                layout=question.layout,
            )
    rows = questions.select(book, replace(question, sort=""))
    return as_json(cube(book, rows, found.notes, address=address, language=question.language)).encode()


def _json(
    request: HttpRequest, book: Book, found: Standing, selected: int, part: Page[Row], following: str
) -> bytes:
    """Head and figures are written already; only what is particular to the question is written now."""
    head = written_head(request, found, book.table)
    told = f',"selected":{selected},"next":{as_json(following or None)},"cells":['
    return b"".join((head[:-1], told.encode(), ",".join([row.json for row in part.items]).encode(), b"]}"))


def _following(request: HttpRequest, table: PublishedTable, part: Page[Row]) -> str:
    """The address of the next page: of this release, whatever is published meanwhile."""
    if not part.next:
        return ""
    asked: dict[str, str | int] = {name: request.GET[name] for name in request.GET}
    asked |= {"release": table.release.number, "cursor": part.next}
    return f"{root(request)}{request.path}?{urlencode(asked, safe=',')}"
