"""Many people at once: a wide table that takes what was copied from a spreadsheet."""

import csv
from collections.abc import Sequence
from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.enums import Subject
from talent.categories.models import CategoryVersion
from talent.categories.service import definition_of
from talent.collect.access import Desk, at_desk
from talent.collect.enums import Kind
from talent.collect.gridcolumns import MOST, Column, chosen, offered, repeating
from talent.collect.gridpage import FRESH, grid_url, lay_out_grid
from talent.collect.gridsaving import Outcome, save_rows
from talent.collect.gridtext import MAX_ROWS, Row, lines_of, paste, read_cells
from talent.collect.papers import version_in_force
from talent.collect.scratching import (
    Place,
    discard,
    finish,
    keep,
    new_sitting,
    number_in,
    one_of,
    sitting_in,
    typed,
    typed_in,
)
from talent.collect.scratching import offered as kept_of
from talent.collect.steps import written
from talent.collect.views.autosaving import answer
from talent.collect.wording import language
from talent.orgs.enums import Role
from talent.security.service import harmless_cell

#: Characters of a text that is pasted at once.
_LONGEST_TEXT = 1_000_000


class _Table:
    """One request for the grid of a category at a desk."""

    def __init__(self, request: HttpRequest, desk: Desk, key: str, post: QueryDict | None = None) -> None:
        self.request, self.desk, self.key = request, desk, key
        self.post: QueryDict = request.POST if post is None else post
        self.version: CategoryVersion = version_in_force(key, Subject.PEOPLE)
        # What was typed before it was retired comes back with the reason, row by row.
        if self.version.category.is_retired and request.method != "POST":
            raise Http404
        self.place = Place(desk.user.pk, desk.organisation.pk, self.version.category_id, Kind.GRID)
        self.rows = self._rows()

    @cached_property
    def offered(self) -> list[Column]:
        """Every column; a grid of which all is saved needs none."""
        return offered(self.version)

    @cached_property
    def columns(self) -> list[Column]:
        return chosen(self.offered, self._wanted())

    def _wanted(self) -> list[str]:
        """Columns that the page already shows stay, whatever the address says."""
        shown = [path for _row, path, text in read_cells(self.post) if text]
        asked = self.post.getlist("column") or self.request.GET.getlist("column")
        return [*asked, *shown] if asked else []

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for number, path, text in read_cells(self.post):
            while len(rows) <= number:
                rows.append({})
            rows[number][path] = text
        return rows

    def filled(self) -> list[Row]:
        return [row for row in self.rows if any(row.values())]

    def show(
        self,
        *,
        outcomes: Sequence[Outcome] = (),
        focus: str = "",
        text: str = "",
        more: int = 0,
        status: int = 200,
        is_typed: bool = False,
    ) -> HttpResponse:
        first_rows, absent = repeating(self.version, self.offered)
        size = min(MAX_ROWS, max(FRESH, len(self.rows)) + more)
        grid = lay_out_grid(self.version, self.columns, self.rows, outcomes=outcomes, focus=focus, size=size)
        context = {
            "desk": self.desk,
            "title": definition_of(self.version).named(language()),
            "key": self.key,
            "grid": grid,
            "offered": [(each, each in self.columns) for each in self.offered],
            "first_rows": first_rows,
            "absent": absent,
            "most": MOST,
            "max_rows": MAX_ROWS,
            "text": text,
            "url": self.url(),
            "sitting": sitting_in(self.post) if is_typed else new_sitting(),
            "autosaved": self.post.get("autosaved", ""),
            "typed": is_typed,
            "kept": [] if is_typed else kept_of(self.place),
        }
        return render(self.request, "collect/grid.html", context, status=status)

    def url(self) -> str:
        asked = self.request.GET.getlist("column")
        return grid_url(self.desk, self.key) + (
            "?" + urlencode({"column": asked}, doseq=True) if asked else ""
        )


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The grid of a category; ?column= chooses its columns, ?kept= goes on with what was typed before."""
    table = _Table(request, desk, key)
    if request.method == "POST":
        return _take(table)
    scratch = one_of(table.place, number_in(request.GET))
    if scratch is None:
        return table.show()
    messages.warning(request, _("这是您上次没有保存的内容，还没有存入资料。请核对后保存。"))
    return _Table(request, desk, key, typed(scratch)).show(is_typed=True)


@at_desk(Role.COLLECTOR)
@require_safe
def grid_headings(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """An empty list with the headings of the grid, to be filled in elsewhere and pasted back."""
    table = _Table(request, desk, key)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    csv.writer(answer).writerow([harmless_cell(_heading(each)) for each in table.columns])
    return answer


def _heading(column: Column) -> str:
    spec = column.spec
    return f"{spec.group_heading}-{spec.heading}" if spec.repeat else spec.heading


def _take(table: _Table) -> HttpResponse:
    post = table.post
    match post.get("do"):
        case "autosave":
            kept = keep(table.place, sitting_in(post), typed_in(post))
            text = _("已自动留存 %(time)s，点“保存”后存入资料")
            return answer(text if kept else "", kept="aside" if kept else "")
        case "discard":
            discard(table.place, number_in(post))
            return redirect(table.url())
        case "more":
            return table.show(more=FRESH, is_typed=True)
        case "paste":
            return _paste(table)
    return _save(table)


def _paste(table: _Table) -> HttpResponse:
    text = written(table.post, "text")
    if len(text) > _LONGEST_TEXT or not text.strip():
        messages.warning(table.request, _("没有读到可粘贴的内容。请在电子表格中复制各行，再粘贴到方框里。"))
        return table.show(text=text[:_LONGEST_TEXT], is_typed=True)
    found = paste(
        lines_of(text),
        table.rows,
        shown=table.columns,
        offered=table.offered,
        at=written(table.post, "at"),
    )
    table.rows = found.rows
    _widen(table, found.added)
    messages.info(
        table.request,
        ngettext("粘入 %(count)s 行，还没有保存。", "粘入 %(count)s 行，还没有保存。", found.count)
        % {"count": found.count},
    )
    if found.unknown:
        named = {"names": _("、").join(found.unknown[:20])}
        messages.warning(table.request, _("下列各列不认得，没有粘入：%(names)s") % named)
    if found.left:
        told = _("表格最多 %(most)s 行，放不下的各行留在粘贴框里，请先保存再粘贴。") % {"most": MAX_ROWS}
        messages.warning(table.request, told)
    return table.show(focus=found.first, text=found.left, is_typed=True)


def _widen(table: _Table, added: Sequence[str]) -> None:
    """Show what was pasted beyond the columns of the page, and name the columns that find no room."""
    table.columns = chosen(table.offered, [*(each.path for each in table.columns), *added])
    shown = {each.path for each in table.columns}
    without = [each.label for each in table.offered if each.path in added and each.path not in shown]
    if without:
        told = {"most": MOST, "names": _("、").join(without)}
        text = _("表格最多 %(most)s 列，下列各列放不下，没有粘入：%(names)s。请保存后打开该人员的资料填写。")
        messages.warning(table.request, text % told)


def _save(table: _Table) -> HttpResponse:
    rows = table.filled()
    if not rows:
        messages.warning(table.request, _("表格还是空的。"))
        return table.show(text=written(table.post, "text"))
    outcomes = save_rows(desk=table.desk, version=table.version, rows=rows)
    saved = sum(each.kind == "saved" for each in outcomes)
    if saved:
        text = ngettext("已暂存 %(count)s 人。", "已暂存 %(count)s 人。", saved) % {"count": saved}
        messages.success(table.request, text)
    if saved == len(rows) and not written(table.post, "text").strip():
        return _all_saved(table)
    left = [(row, each) for row, each in zip(rows, outcomes, strict=True) if each.kind != "saved"]
    if left:
        text = ngettext(
            "%(count)s 行没有保存，原因写在各行。", "%(count)s 行没有保存，原因写在各行。", len(left)
        )
        messages.error(table.request, text % {"count": len(left)})
    table.rows = [row for row, _outcome in left]
    return table.show(
        outcomes=[each for _row, each in left],
        text=written(table.post, "text"),
        status=422 if left else 200,
        is_typed=True,
    )


def _all_saved(table: _Table) -> HttpResponseRedirect:
    if table.post.get("autosaved"):
        finish(table.place, sitting_in(table.post))
    return redirect(table.url())
