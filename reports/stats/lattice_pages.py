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
from reports.stats.pages import Question, ask, in_english, show, sure
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
            _refuse_twin(form, given, declared.table_by_key[given.key])
        elif _declared(
            request,
            form,
            declared.with_table(given),
            _note(given.title_zh, standing),
            _said(name_of(given)),
        ):
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("统计表：%(name)s") % {"name": name_of(standing)} if standing else _("新增统计表")
    return _form(request, form, title, number, standing=standing, kind="table")


def _refuse_twin(form: Any, given: DeclaredTable, other: DeclaredTable) -> None:
    """A key that is taken, by the table that has it: the key may have been left empty."""
    if (given.level, given.breaks) == (other.level, other.breaks):
        said, field = _("“%(name)s”就是这样一张表，公开到同一级，用同样的维度，不必再加。"), None
    else:
        said, field = _("“%(name)s”已用代号 %(key)s，请填一个别的代号。"), "key"
    form.add_error(field, said % {"name": name_of(other), "key": other.key})
    form.ways = ways(LatticeError("", tables=[other.key]), newest()[1])


@require_http_methods(_READ)
@for_administrators
def dimension(request: HttpRequest, key: str = "") -> HttpResponse:
    """One declared dimension, or a new one; `look` shows the codes of chosen fields and saves nothing."""
    number, declared = newest()
    standing = declared.by_key.get(key)
    if key and standing is None:
        raise Http404
    known = sources()
    looked = request.POST if "look" in request.POST else None
    form = DimensionForm(
        None if looked else request.POST or None, known=known, standing=standing, typed=looked
    )
    if request.method == "POST" and form.is_valid():
        given = form.dimension
        if standing is None and (given.key in declared.by_key or given.key == CATEGORY.key):
            form.add_error("key", _("已有这个代号的维度。"))
        elif _declared(
            request,
            form,
            declared.with_dimension(given),
            _note(given.label_zh, standing),
            _said(name_of(given)),
        ):
            _say_places(request, given)
            return HttpResponseRedirect(reverse("releases:tables"))
    title = _("维度：%(name)s") % {"name": name_of(standing)} if standing else _("新增维度")
    codes = codes_of(form.fields_named, known)
    return _form(request, form, title, number, standing=standing, kind="dimension", codes=codes)


@require_POST
@for_administrators
def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take a table, all tables of a dimension, or an unused dimension away from the next release on; asked
    once more."""
    _number, declared = newest()
    without = _without(declared, kind, key)
    if without == declared:
        raise Http404
    if kind == "dimension" and uses(declared, key):
        messages.error(request, _("还有统计表使用这个维度，先不再公布下面列出的表，再去掉它。"))
        return HttpResponseRedirect(reverse("releases:dimension", args=[key]))
    if not sure(request):
        return ask(request, _to_remove(declared, without, kind, key, _after(request)), above=above())
    gone = [each for each in declared.tables if each not in without.tables]
    zh = "”“".join(each.title_zh for each in gone) or declared.by_key[key].label_zh
    said = _("已去掉“%(name)s”。从下一份草稿起不再公布，已发布的不变。")
    words = {"name": "”“".join(map(name_of, gone)) or name_of(declared.by_key[key])}
    _declare_and_tell(request, without, _("去掉“%(name)s”") % {"name": zh}, said % words)
    return HttpResponseRedirect(reverse("releases:tables"))


def _without(declared: Declared, kind: str, key: str) -> Declared:
    """What is left; all of it where there is nothing of this kind and key."""
    if kind == "dimension":
        return declared.without_dimension(key)
    gone = uses(declared, key) if kind == "tables" and key in declared.by_key else ()
    if kind == "table":
        return declared.without_table(key)
    for each in gone:
        declared = declared.without_table(each.key)
    return declared


def _to_remove(declared: Declared, without: Declared, kind: str, key: str, after: int) -> Question:
    standing = declared.table_by_key[key] if kind == "table" else declared.by_key[key]
    gone = [name_of(each) for each in declared.tables if each not in without.tables]
    if kind == "dimension":
        title, says = _("去掉维度“%(name)s”"), _("没有统计表用它，公开的数字不变。以后可以再声明。")
    else:
        title = _("不再公布“%(name)s”") if kind == "table" else _("不再公布按“%(name)s”的统计表")
        says = _("从下一次发布起不再公布下面的统计表，已发布的不变。以后可以再声明。")
    page = "releases:table" if kind == "table" else "releases:dimension"
    return Question(
        title=title % {"name": name_of(standing)},
        says=says,
        button=_("确定去掉") if kind == "dimension" else _("确定不再公布"),
        back=reverse(page, args=[key]),
        names=gone,
        hidden={"after": after},
    )


@require_POST
@for_administrators
def adopt(request: HttpRequest) -> HttpResponse:
    """Declare the recommended tables beside what stands: own tables and dimensions stay as they are."""
    _number, declared = newest()
    said = _said(_("推荐的统计表"))
    _declare_and_tell(request, with_recommended(declared), _("采用推荐的统计表"), said)
    return HttpResponseRedirect(reverse("releases:tables"))


def _declare_and_tell(request: HttpRequest, declared: Declared, note: str, said: str) -> None:
    try:
        declare(declared, after=_after(request), note=note, by=actor(request))
    except (LatticeError, Overtaken) as refused:
        messages.error(request, str(refused) or _overtaken())
    else:
        messages.success(request, said)


def _declared(request: HttpRequest, form: Any, declared: Declared, note: str, said: str) -> bool:
    try:
        declare(declared, after=_after(request), note=note, by=actor(request))
    except LatticeError as refused:
        form.add_error(None, str(refused))
        form.ways = ways(refused, newest()[1])
    except Overtaken:
        form.add_error(None, _overtaken())
    else:
        messages.success(request, said)
        return True
    return False


def _after(request: HttpRequest) -> int:
    given = row_number(request.POST.get("after", ""), digits=9)
    return -1 if given is None else given


def _said(name: str) -> str:
    said = _("已保存“%(name)s”。从下一份草稿起按新的统计表计算，已发布的不变。")
    return said % {"name": name}


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
    all_href = reverse("releases:remove", args=["tables", standing.key]) if standing else ""
    used = dimension_way(standing, newest()[1]) if isinstance(standing, DeclaredDimension) else None
    context = {"form": form, "number": number, "remove_href": remove_href, "kind": kind, "used": used}
    context |= {"all_href": all_href, "english": in_english()}
    context["codes"] = [(each.code, each.label_en if in_english() else each.label_zh) for each in codes]
    _refused, resolved = resolved_or_refused(newest()[1])
    context["room"] = room(resolved) if resolved else None
    status = 422 if form.is_bound else 200
    return show(request, "declare", title, context, above=above(), status=status)
