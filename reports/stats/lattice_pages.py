"""Pages of the admin about what is declared public: tables, dimensions, their history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.stats.admission import LatticeError
from reports.stats.declared import (
    Break,
    Declared,
    DeclaredDimension,
    DeclaredTable,
    read_declared,
    uses,
)
from reports.stats.forms import DimensionForm, TableForm
from reports.stats.lattice import CATEGORY
from reports.stats.lattices import Overtaken, declare, newest
from reports.stats.models import Lattice
from reports.stats.pages import in_english, show
from reports.stats.recommended import with_recommended
from reports.stats.resolved import resolve
from reports.stats.sources import sources
from talent.categories.service import actor, for_administrators
from talent.orgs.enums import Level
from talent.security.service import row_number

PAGE = 30
_READ = ["GET", "HEAD", "POST"]


@require_safe
@for_administrators
def tables(request: HttpRequest) -> HttpResponse:
    """What is declared now: each table with its dimensions, each dimension with its classes."""
    number, declared = newest()
    problem, counts = "", dict[str, int]()
    try:
        resolved = resolve(declared)
        counts = {each.key: len(resolved.classes(Break(each.key))) for each in declared.dimensions}
    except LatticeError as refused:
        problem = str(refused)
    context = {
        "number": number,
        "problem": problem,
        "tables": [(each, Level(each.level).label, _breaks(each, declared)) for each in declared.tables],
        "dimensions": [(each, counts.get(each.key), ", ".join(each.fields)) for each in declared.dimensions],
        "english": in_english(),
    }
    return show(request, "lattice", _("公开的统计表"), context)


@require_safe
@for_administrators
def history(request: HttpRequest) -> HttpResponse:
    """Every version, the newest first by keyset, with what it added and took away."""
    before = row_number(request.GET.get("before", ""), digits=9)
    found = Lattice.objects.select_related("by")
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found[: PAGE + 1])
    lines = []
    for place, each in enumerate(rows[:PAGE]):
        older = read_declared(rows[place + 1].content) if place + 1 < len(rows) else None
        lines.append((each, _changed(read_declared(each.content), older)))
    next_href = f"?before={rows[PAGE - 1].number}" if len(rows) > PAGE else ""
    context = {"lines": lines, "next_href": next_href}
    return show(request, "lattice_history", _("修改历史"), context, above=_above())


@require_http_methods(_READ)
@for_administrators
def table(request: HttpRequest, key: str = "") -> HttpResponse:
    """One declared table, or a new one."""
    number, declared = newest()
    standing = declared.table_by_key.get(key)
    if key and standing is None:
        raise Http404
    form = TableForm(request.POST or None, declared=declared, standing=standing)
    if request.method == "POST" and form.is_valid():
        given = form.table
        if standing is None and given.key in declared.table_by_key:
            form.add_error("key", _("已有这个代号的统计表。"))
        elif _declared(request, form, declared.with_table(given), _note(given.key, standing)):
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("统计表：%(key)s") % {"key": key} if key else _("新增统计表")
    return _form(request, form, title, number, standing=standing, kind="table")


@require_http_methods(_READ)
@for_administrators
def dimension(request: HttpRequest, key: str = "") -> HttpResponse:
    """One declared dimension, or a new one."""
    number, declared = newest()
    standing = declared.by_key.get(key)
    if key and standing is None:
        raise Http404
    form = DimensionForm(request.POST or None, known=sources(), standing=standing)
    if request.method == "POST" and form.is_valid():
        given = form.dimension
        if standing is None and (given.key in declared.by_key or given.key == CATEGORY.key):
            form.add_error("key", _("已有这个代号的维度。"))
        elif _declared(request, form, declared.with_dimension(given), _note(given.key, standing)):
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("维度：%(key)s") % {"key": key} if key else _("新增维度")
    return _form(request, form, title, number, standing=standing, kind="dimension")


@require_POST
@for_administrators
def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take a table or an unused dimension away from the next release on."""
    _number, declared = newest()
    without, problem = declared.without_table(key), ""
    if kind == "dimension":
        without = declared.without_dimension(key)
        if used := uses(declared, key):
            names = "、".join(each.key for each in used)
            problem = _("还有统计表使用这个维度：%(tables)s") % {"tables": names}
    if kind not in ("table", "dimension") or without == declared:
        raise Http404
    if problem:
        messages.error(request, problem)
    else:
        _declare_and_tell(request, without, _("去掉 %(key)s") % {"key": key})
    return HttpResponseRedirect(reverse("releases:tables"))


@require_POST
@for_administrators
def adopt(request: HttpRequest) -> HttpResponse:
    """Declare the recommended tables beside what stands: own tables and dimensions stay as they are."""
    _number, declared = newest()
    _declare_and_tell(request, with_recommended(declared), _("采用推荐的统计表"))
    return HttpResponseRedirect(reverse("releases:tables"))


def _declare_and_tell(request: HttpRequest, declared: Declared, note: str) -> None:
    try:
        declare(declared, after=_after(request), note=note, by=actor(request))
    except (LatticeError, Overtaken) as refused:
        messages.error(request, str(refused) or _overtaken())
    else:
        messages.success(request, _said())


def _declared(request: HttpRequest, form: Any, declared: Declared, note: str) -> bool:
    try:
        declare(declared, after=_after(request), note=note, by=actor(request))
    except LatticeError as refused:
        form.add_error(None, str(refused))
    except Overtaken:
        form.add_error(None, _overtaken())
    else:
        messages.success(request, _said())
        return True
    return False


def _after(request: HttpRequest) -> int:
    given = row_number(request.POST.get("after", ""), digits=9)
    return -1 if given is None else given


def _said() -> str:
    return _("已保存。从下一份草稿起按新的统计表计算，已发布的不变。")


def _overtaken() -> str:
    return _("统计表刚被他人修改过，请按现在的内容再改一次。")


def _note(key: str, standing: object) -> str:
    return (_("修改 %(key)s") if standing else _("新增 %(key)s")) % {"key": key}


def _form(
    request: HttpRequest,
    form: Any,
    title: str,
    number: int,
    *,
    standing: DeclaredTable | DeclaredDimension | None,
    kind: str,
) -> HttpResponse:
    remove_href = reverse("releases:remove", args=[kind, standing.key]) if standing else ""
    context = {"form": form, "number": number, "remove_href": remove_href, "kind": kind}
    status = 422 if form.is_bound else 200
    return show(request, "declare", title, context, above=_above(), status=status)


def _above() -> tuple[str, str]:
    return "releases:tables", _("公开的统计表")


def _breaks(table: DeclaredTable, declared: Declared) -> str:
    return " × ".join(_break(each, declared) for each in table.breaks) or _("合计")


def _break(each: Break, declared: Declared) -> str:
    if each.key == CATEGORY.key:
        return _("人才类别")
    known = declared.by_key[each.key]
    name = known.label_en if in_english() else known.label_zh
    return _("%(name)s(分组)") % {"name": name} if each.grouped else name


def _changed(now: Declared, older: Declared | None) -> dict[str, list[str]]:
    """Keys that were added, taken away, or are declared otherwise."""
    known = {each.key: each for each in (older.dimensions + older.tables if older else ())}
    standing = {each.key: each for each in now.dimensions + now.tables}
    return {
        "added": sorted(standing.keys() - known.keys()),
        "removed": sorted(known.keys() - standing.keys()),
        "altered": sorted(key for key in standing.keys() & known.keys() if standing[key] != known[key]),
    }
