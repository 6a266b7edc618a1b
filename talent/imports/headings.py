"""The heading row of a list: where it is, and which column fills which field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from talent.categories.service import HeadedColumn as Column
from talent.categories.service import HeadedField as Field
from talent.categories.service import Meaning, Vocabulary
from talent.categories.service import normal_heading as normal
from talent.imports.readers import NeutralCell, NeutralRow, Spread

#: Titles and 填报单位 lines stand above the headings, but not more than this.
SEARCHED_ROWS = 20
#: A single known word also stands in signature lines (联系电话：).
_FEWEST_KNOWN = 2
_NUMBERING = frozenset({"序号", "序", "顺序号", "行号", "no", "no."})


def is_numbering(text: str) -> bool:
    """Whether a heading of this text is taken for a column that only numbers the rows."""
    return normal(text) in _NUMBERING


class Target(NamedTuple):
    """A place in the document: `group`, `key`, and the row of a repeating group (None of a single one).

    `beside`: filled only where something else of its row is.
    """

    group: str
    key: str
    row: int | None
    kind: str
    beside: bool = False

    @property
    def path(self) -> str:
        """identity.full_name, title.0.title_name."""
        return f"{self.group}.{self.key}" if self.row is None else f"{self.group}.{self.row}.{self.key}"


@dataclass(frozen=True)
class Heading:
    """A heading as it stands in the list."""

    cell: str
    text: str


@dataclass(frozen=True)
class MappedColumn:
    """A column of the list that is taken over; its one cell fills all `targets`."""

    column: int
    heading: Heading
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Header:
    """The heading row of a sheet.

    Columns that only number the rows (序号) are `numbering`. Left out are `unknown` columns, `ambiguous` ones
    (several fields have the name: 组名-字段名 is needed) and `doubled` ones, whose fields another column
    fills. `missing` are the names of required fields without a column.
    """

    sheet: str
    row: int
    columns: tuple[MappedColumn, ...]
    numbering: frozenset[int]
    unknown: tuple[Heading, ...]
    ambiguous: tuple[Heading, ...]
    doubled: tuple[Heading, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    """A row read as headings: each own cell with what it means."""

    row: NeutralRow
    meanings: tuple[tuple[NeutralCell, Meaning | None], ...]

    @property
    def score(self) -> tuple[int, bool]:
        """Known headings; of equals, the lower row of headings that are merged over two rows."""
        known = [cell for cell, meaning in self.meanings if meaning]
        return len(known), any(cell.spread is Spread.DOWN for cell in known)


def find_header(rows: Sequence[NeutralRow], columns: Sequence[Column]) -> Header | None:
    """The heading row among the first rows of one sheet: the one with the most known headings, if it has two.

    Where the headings of groups stand in the row above (学历 over 全日制 and 在职), both are read together.
    """
    words = Vocabulary(columns)
    searched = rows[:SEARCHED_ROWS]
    candidates = [_candidate(row, searched[at - 1] if at else None, words) for at, row in enumerate(searched)]
    best = max(candidates, key=lambda each: each.score, default=None)
    if best is None or best.score[0] < min(_FEWEST_KNOWN, len(words.columns)):
        return None
    return _header(best, words)


def _candidate(row: NeutralRow, above: NeutralRow | None, words: Vocabulary) -> _Candidate:
    groups = {cell.column: cell.text for cell in above.cells} if above else {}
    cells = (cell for cell in row.cells if cell.spread is not Spread.ACROSS)
    return _Candidate(row, tuple((cell, _meaning(cell, groups, words)) for cell in cells))


def _meaning(cell: NeutralCell, groups: Mapping[int, str], words: Vocabulary) -> Meaning | None:
    group = groups.get(cell.column)
    with_group = words.meaning(f"{group}-{cell.text}") if group and cell.spread is Spread.OWN else None
    return with_group or words.meaning(cell.text)


def _header(found: _Candidate, words: Vocabulary) -> Header:
    numbering = {cell.column for cell, _ in found.meanings if is_numbering(cell.text)}
    known = [(cell, meaning) for cell, meaning in found.meanings if meaning]
    others = [cell for cell, meaning in found.meanings if not meaning and cell.column not in numbering]
    taken = _share_out(known)
    filled = {field.column.path for fields in taken.values() for field in fields}
    return Header(
        sheet=found.row.sheet,
        row=found.row.number,
        columns=tuple(_mapped(cell, taken[cell]) for cell, _ in known if taken[cell]),
        numbering=frozenset(numbering),
        unknown=tuple(_heading(cell) for cell in others if not words.is_ambiguous(cell.text)),
        ambiguous=tuple(_heading(cell) for cell in others if words.is_ambiguous(cell.text)),
        doubled=tuple(_heading(cell) for cell, _ in known if not taken[cell]),
        missing=tuple(each.heading for each in words.columns if each.required and each.path not in filled),
    )


def _share_out(known: Sequence[tuple[NeutralCell, Meaning]]) -> dict[NeutralCell, list[Field]]:
    """Each field goes to the column whose heading is closest to its name, of equals to the leftmost."""
    taken: dict[NeutralCell, list[Field]] = {cell: [] for cell, _ in known}
    given: set[tuple[str, int]] = set()
    for cell, meaning in sorted(known, key=lambda each: each[1].rank):
        for field in meaning.fields:
            place = (field.column.path, field.row)
            if place not in given:
                given.add(place)
                taken[cell].append(field)
    return taken


def _mapped(cell: NeutralCell, fields: Sequence[Field]) -> MappedColumn:
    return MappedColumn(cell.column, _heading(cell), tuple(_targets(fields)))


def _targets(fields: Sequence[Field]) -> Iterator[Target]:
    """Where another column fills what stands once, this one has only the row to fill, and fills it."""
    beside = not all(field.beside for field in fields)
    for field in fields:
        group, _, key = field.column.path.partition(".")
        row = field.row if field.column.repeat else None
        yield Target(group, key, row, field.column.kind, beside and field.beside)


def _heading(cell: NeutralCell) -> Heading:
    return Heading(cell.address, cell.text)
