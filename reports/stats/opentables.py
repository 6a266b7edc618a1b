"""Reading a release under the login of the public, who can read nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from typing import Any

from django.db.models import QuerySet

from reports.stats.enums import NoteKind
from reports.stats.models import Release, ReleaseNote, ReleaseTable
from talent.security.service import made_legible

#: The connection of the public: its login has no right to any other table.
PUBLIC = "public"
TOTAL = "total"


@dataclass(frozen=True)
class Category:
    """A class with its names; code "total" denotes a total."""

    code: str
    label_zh: str
    label_en: str


@dataclass(frozen=True)
class Figure:
    """A published figure. `value` is None where a mark stands in its place; `text` is what to show."""

    value: int | None
    text: str


@dataclass(frozen=True)
class OpenTable:
    """A released table: rows are areas, columns the classes of its last dimension; cells by (row, column).

    Of a table of several dimensions each area is followed by a row for each combination of the others: its
    code has the area and the classes with a colon between them. `notes` on its release, the newest
    first: its corrections, and when and why it had been withdrawn.
    """

    release: int
    published_at: datetime
    as_of: date
    key: str
    title: dict[str, str]
    rows: list[Category]
    columns: list[Category]
    cells: dict[tuple[str, str], Figure]
    notes: tuple["Note", ...] = ()


@dataclass(frozen=True)
class ReleasedTable:
    """A table of a release without its figures. `level`: of which areas it speaks (orgs.enums.Level)."""

    key: str
    title: dict[str, str]
    level: str
    release: int
    published_at: datetime
    as_of: date


@dataclass(frozen=True)
class Note:
    """What is said of a release: a correction, or (`withdrawn`) why it is not there any more, or why it is
    there again after the withdrawal that this one `ends`. `published_at`: when the release was published.
    Not `last`: a restoration after which the release was withdrawn once more: it says nothing of now."""

    pk: int
    release: int
    as_of: date
    published_at: datetime
    withdrawn: bool
    text: dict[str, str]
    at: datetime
    ends: "Note | None" = None
    last: bool = True


def notes(*, every: bool = False) -> list[Note]:
    """What a reader of the newest release must know, the newest note first: its corrections, and which later
    ones were withdrawn. `every`: of all releases that there ever were. A withdrawal that was taken back
    stands in the note that ends it, no longer by itself."""
    found = ReleaseNote.objects.using(PUBLIC)
    if every:
        return _told(found)
    newest = Release.objects.using(PUBLIC).values_list("number", flat=True).first() or 0
    told = _told(found.filter(release__gte=newest))
    return [each for each in told if each.withdrawn or each.release == newest]


def _told(found: QuerySet[ReleaseNote]) -> list[Note]:
    told, turns = dict[int, Note](), dict[int, Note]()
    for each in found.order_by("pk"):
        texts = {"zh": made_legible(each.text_zh), "en": made_legible(each.text_en)}
        gone = each.kind == NoteKind.WITHDRAWAL
        before = None if each.kind == NoteKind.CORRECTION else turns.get(each.release)
        ended = None if gone else before
        note = Note(each.pk, each.release, each.as_of, each.published_at, gone, texts, each.at, ended)
        told[note.pk] = note
        if each.kind != NoteKind.CORRECTION:
            turns[note.release] = note
        if ended is not None:
            del told[ended.pk]
        elif before is not None:
            told[before.pk] = replace(before, last=False)
    return list(told.values())[::-1]


def released_tables() -> list[ReleasedTable]:
    """The tables of the newest release, by key; none before the first one."""
    newest = Release.objects.using(PUBLIC).order_by("-number").values("pk")[:1]
    found = ReleaseTable.objects.using(PUBLIC).filter(release__in=newest).select_related("release")
    return [
        ReleasedTable(
            key=table.key,
            title={"zh": table.title_zh, "en": table.title_en},
            level=table.level,
            release=table.release.number,
            published_at=table.release.published_at,
            as_of=table.release.as_of,
        )
        for table in found.order_by("key")
    ]


def open_table(key: str, release: int | None = None) -> OpenTable | None:
    """The table of a release, of the newest unless asked; None where the public may read none."""
    known = Release.objects.using(PUBLIC).order_by("-number")
    asked = known if release is None else known.filter(number=release)
    table = (
        ReleaseTable.objects.using(PUBLIC)
        .filter(key=key, release__in=asked.values("pk")[:1])
        .select_related("release")
        .prefetch_related("cells")
        .first()
    )
    return None if table is None else _read(table)


def _notes_on(release: int) -> tuple[Note, ...]:
    return tuple(_told(ReleaseNote.objects.using(PUBLIC).filter(release=release)))


def _read(table: ReleaseTable) -> OpenTable:
    *leading, last = table.dimensions or [None]
    whole = next(area["code"] for area in table.areas if area["level"] == "region")
    classes = [_category(code, "") for code in last["codes"]] if last else []
    return OpenTable(
        release=table.release.number,
        published_at=table.release.published_at,
        as_of=table.release.as_of,
        key=table.key,
        title={"zh": table.title_zh, "en": table.title_en},
        rows=[
            row
            for area in table.areas
            for row in _rows(_category(area, whole), [each["codes"] for each in leading])
        ],
        columns=[*classes, Category(TOTAL, "合计", "Total")],
        cells={
            (
                _code_of(
                    TOTAL if str(cell.area) == whole else str(cell.area),
                    [cell.classes.get(each["key"], TOTAL) for each in leading],
                ),
                cell.classes.get(last["key"], TOTAL) if last else TOTAL,
            ): Figure(cell.value, cell.mark or f"{cell.value:,}")
            for cell in table.cells.all()
        },
        notes=_notes_on(table.release.number),
    )


def _rows(area: Category, leading: list[list[dict[str, Any]]]) -> Iterator[Category]:
    """The row of an area, and one for each combination of the classes of the leading dimensions."""
    totals = Category(TOTAL, "", "")
    for combined in product(*([totals, *(_category(each, "") for each in codes)] for codes in leading)):
        named = [area, *(each for each in combined if each is not totals)]
        yield Category(
            _code_of(area.code, [each.code for each in combined]),
            " · ".join(each.label_zh for each in named),
            " · ".join(each.label_en for each in named),
        )


def _code_of(area: str, classes: list[str]) -> str:
    """Of totals over every leading dimension the code of the area itself."""
    return area if all(each == TOTAL for each in classes) else ":".join([area, *classes])


def _category(labelled: dict[str, Any], whole: str) -> Category:
    code = TOTAL if labelled["code"] == whole else labelled["code"]
    return Category(code, labelled["label_zh"], labelled["label_en"])
