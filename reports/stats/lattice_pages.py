"""Pages of the admin on which tables and dimensions are declared, changed and taken away."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension, DeclaredTable, uses
from reports.stats.forms import DimensionForm, TableForm
from reports.stats.lattice import CATEGORY
from reports.stats.lattice_list import above, resolved_or_refused
from reports.stats.lattices import Overtaken, declare, newest
from reports.stats.leading import dimension_way, name_of, ways
from reports.stats.pages import in_english, show
from reports.stats.recommended import with_recommended
from reports.stats.room import places, room
from reports.stats.sources import PublicClass, codes_of, sources
from talent.categories.service import actor, for_administrators
from talent.security.service import row_number

_READ = ["GET", "HEAD", "POST"]


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
        elif _declared(request, form, declared.with_table(given), _note(given.title_zh, standing)):
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("统计表：%(name)s") % {"name": name_of(standing)} if standing else _("新增统计表")
    return _form(request, form, title, number, standing=standing, kind="table")


@require_http_methods(_READ)
@for_administrators
def dimension(request: HttpRequest, key: str = "") -> HttpResponse:
    """One declared dimension, or a new one."""
    number, declared = newest()
    standing = declared.by_key.get(key)
    if key and standing is None:
        raise Http404
    known = sources()
    form = DimensionForm(request.POST or None, known=known, standing=standing)
    if request.method == "POST" and form.is_valid():
        given = form.dimension
        if standing is None and (given.key in declared.by_key or given.key == CATEGORY.key):
            form.add_error("key", _("已有这个代号的维度。"))
        elif _declared(request, form, declared.with_dimension(given), _note(given.label_zh, standing)):
            _say_places(request, given)
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("维度：%(name)s") % {"name": name_of(standing)} if standing else _("新增维度")
    codes = codes_of(form.fields_named, known)
    return _form(request, form, title, number, standing=standing, kind="dimension", codes=codes)


@require_POST
@for_administrators
def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take a table or an unused dimension away from the next release on."""
    _number, declared = newest()
    without = declared.without_dimension(key) if kind == "dimension" else declared.without_table(key)
    if kind not in ("table", "dimension") or without == declared:
        raise Http404
    if kind == "dimension" and uses(declared, key):
        messages.error(request, _("还有统计表使用这个维度，先不再公布下面列出的表，再去掉它。"))
        return HttpResponseRedirect(reverse("releases:dimension", args=[key]))
    gone = declared.by_key[key].label_zh if kind == "dimension" else declared.table_by_key[key].title_zh
    _declare_and_tell(request, without, _("去掉“%(name)s”") % {"name": gone})
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
        form.ways = ways(refused, newest()[1])
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


def _note(name: str, standing: object) -> str:
    return (_("修改“%(name)s”") if standing else _("新增“%(name)s”")) % {"name": name}


def _say_places(request: HttpRequest, dimension: DeclaredDimension) -> None:
    """Where the dimension that was just declared may be used."""
    _refused, resolved = resolved_or_refused(newest()[1])
    found = places(resolved, dimension) if resolved else []
    if found:
        said = _("“%(dimension)s”还可以用在：单独成表，公开到%(alone)s；与类别交叉，公开到%(crossed)s。")
        names = {
            name: "、".join(str(level.label) for level, crosses in found if crosses is crossed) or "—"
            for name, crossed in (("alone", False), ("crossed", True))
        }
        messages.info(request, said % {"dimension": name_of(dimension), **names})


def _form(
    request: HttpRequest,
    form: Any,
    title: str,
    number: int,
    *,
    standing: DeclaredTable | DeclaredDimension | None,
    kind: str,
    codes: Sequence[PublicClass] = (),
) -> HttpResponse:
    remove_href = reverse("releases:remove", args=[kind, standing.key]) if standing else ""
    used = dimension_way(standing, newest()[1]) if isinstance(standing, DeclaredDimension) else None
    context = {"form": form, "number": number, "remove_href": remove_href, "kind": kind, "used": used}
    context["codes"] = [(each.code, each.label_en if in_english() else each.label_zh) for each in codes]
    _refused, resolved = resolved_or_refused(newest()[1])
    context["room"] = room(resolved) if resolved else None
    status = 422 if form.is_bound else 200
    return show(request, "declare", title, context, above=above(), status=status)
