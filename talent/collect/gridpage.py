"""A grid laid out for its page: cells with their labels, errors and suggestions, and the summary on top."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Problem, in_reader_language, inputs_of
from talent.collect.access import Desk
from talent.collect.controls import Datalists
from talent.collect.gridcolumns import Column
from talent.collect.gridsaving import Outcome
from talent.collect.gridtext import Row, cell_name
from talent.collect.papers import change_url

#: Rows of an empty grid, and how many `more` adds.
FRESH = 10
#: A longer list is suggested in the form only: a grid of it would take too long to draw.
_MOST_CHOICES = 300


@dataclass(frozen=True)
class Cell:
    """`name`: as posted, and the id of the input; `facts`: further attributes."""

    name: str
    label: str
    value: str
    errors: tuple[str, ...]
    facts: SafeString


@dataclass(frozen=True)
class Line:
    """A row of the grid. `told`: what concerns all of it; `href`: where its person stands already."""

    number: int
    cells: tuple[Cell, ...]
    told: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Grid:
    columns: Sequence[Column]
    lines: tuple[Line, ...]
    problems: tuple[tuple[str, str], ...]
    lists: SafeString


@dataclass
class _Work:
    version: CategoryVersion
    columns: Sequence[Column]
    focus: str
    lists: Datalists = field(default_factory=Datalists)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def line(self, number: int, row: Row, outcome: Outcome | None) -> Line:
        said = in_reader_language(self.version, outcome.problems) if outcome else []
        by_path: dict[str, list[Problem]] = {}
        for each in said:
            by_path.setdefault(each.path, []).append(each)
        cells = tuple(self.cell(number, each, row.get(each.path, ""), by_path) for each in self.columns)
        shown = {each.path for each in self.columns}
        told = [each.text for each in said if each.path not in shown]
        told += [_told(outcome)] if outcome and _told(outcome) else []
        first = cell_name(number, self.columns[0].path)
        self.problems += [(f"#{first}", _row_name(number) + text) for text in told]
        href = change_url("change", outcome.change) if outcome and outcome.change else ""
        return Line(number, cells, tuple(told), href)

    def cell(self, number: int, column: Column, value: str, problems: dict[str, list[Problem]]) -> Cell:
        name = cell_name(number, column.path)
        errors = tuple(each.text for each in problems.get(column.path, ()))
        self.problems += [(f"#{name}", _row_name(number) + text) for text in errors]
        label = _("%(label)s，第 %(number)s 行") % {"label": column.label, "number": number + 1}
        facts = {
            "list": self.suggested.get(column.spec.path, ""),
            "aria-invalid": "true" if errors else "",
            "aria-describedby": f"{name}-error" if errors else "",
            "autofocus": "autofocus" if name == self.focus else "",
        }
        said = ((key, each) for key, each in facts.items() if each)
        return Cell(name, label, value, errors, format_html_join("", ' {}="{}"', said))

    @cached_property
    def suggested(self) -> dict[str, str]:
        """The list of suggestions of each column that has one."""
        inputs = inputs_of(self.version, (each.spec.path for each in self.columns))
        return {
            path: self.lists.id_of(each.choices)
            for path, each in inputs.items()
            if 0 < len(each.choices) <= _MOST_CHOICES
        }


def lay_out_grid(
    version: CategoryVersion,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    outcomes: Sequence[Outcome] = (),
    focus: str = "",
    size: int = FRESH,
) -> Grid:
    """The page of these rows, with empty ones up to `size`."""
    work = _Work(version, columns, focus)
    blank: list[Row] = [{} for _number in range(size - len(rows))]
    said = [*outcomes, *[None] * (len(rows) + len(blank) - len(outcomes))]
    lines = tuple(
        work.line(number, row, outcome)
        for number, (row, outcome) in enumerate(zip([*rows, *blank], said, strict=True))
    )
    return Grid(columns, lines, tuple(work.problems), work.lists.html())


def _row_name(number: int) -> str:
    return _("第 %(number)s 行：") % {"number": number + 1}


def _told(outcome: Outcome) -> str:
    match outcome.kind:
        case "there":
            return _("本单位已有此人的本类别资料，没有改动，请打开原资料修改")
        case "waiting":
            return _("此人的变更正在审核，办结或撤回后才能再改")
        case "elsewhere":
            return _("此人已由其他单位登记本类别，请联系旗县人社部门办理调动")
        case "doubled":
            return _("与本表前面的一行是同一个证件号码，只存了前面的一行")
    return ""


def grid_url(desk: Desk, key: str) -> str:
    """The address of the grid of a category."""
    return reverse("collect:grid", args=(desk.organisation.pk, key))
