"""Pages of the admin on which category administrators give sheets their looks; nobody else finds them."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.printing.documents import PLAIN, SheetDocument, SheetLook
from reports.printing.examples import example
from reports.printing.forms import LookForm, has_boxes, typed
from reports.printing.layout import compose
from reports.printing.looks import (
    AS_ONE,
    BY_CATEGORY,
    Overtaken,
    keep_look,
    look_of,
    newest_number,
    older_looks,
    read_look,
)
from reports.printing.models import Look, MissingGlyph
from reports.printing.sheets import sheet_of
from reports.printing.sketching import sketch
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import actor, for_administrators
from talent.security.service import row_number

#: Of whom the categories of a sheet are.
SUBJECTS = {
    "change": Subject.PEOPLE,
    "roster": Subject.PEOPLE,
    "sheet": Subject.SHEET,
    "collected": Subject.SHEET,
}
SHOWN = 30


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """Every sheet with its look, and the characters that no font has."""
    standing: dict[tuple[str, str], Look] = {}
    for each in Look.objects.select_related("by").order_by("number"):
        standing[each.sheet, each.category] = each
    context = {
        "rows": [
            (sheet, key, str(sheet_of(sheet).title), name, standing.get((sheet, key)))
            for sheet, key, name in _places()
        ],
        "glyphs": [(each, chr(each.code)) for each in MissingGlyph.objects.order_by("-last_at")[:SHOWN]],
    }
    return _show(request, "looks", _("打印版式"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def look(request: HttpRequest, sheet: str, category: str = "") -> HttpResponse:
    """The look of one sheet; what is saved is in force."""
    name = _name(sheet, category)
    filled = _filled(request)
    plain, standing = _plain(sheet, category, filled=filled), look_of(sheet, category) or PLAIN
    form = _form(request, sheet, plain, standing)
    if request.method == "POST" and form.is_valid() and _kept(request, form.look, sheet, category):
        return HttpResponseRedirect(_address("look", sheet, category))
    shown = form.look if form.is_bound and form.is_valid() else standing
    below = row_number(request.GET.get("below", ""), digits=8)
    versions = older_looks(sheet, category, below=below)[: SHOWN + 1]
    context = {
        "form": form,
        "filled": filled,
        "number": newest_number(sheet, category),
        "preview": _sketched(plain, shown),
        "preview_href": _address("preview", sheet, category),
        "return_href": _address("return", sheet, category),
        "versions": versions[:SHOWN],
        "next_href": f"?below={versions[SHOWN - 1].number}#versions" if len(versions) > SHOWN else "",
        "newest_href": "?#versions" if below is not None else "",
    }
    return _show(request, "look", name, context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def preview(request: HttpRequest, sheet: str, category: str = "") -> HttpResponse:
    """The pages as the form that is being typed would have them; what is wrong keeps the last picture."""
    _name(sheet, category)
    plain = _plain(sheet, category, filled=_filled(request))
    form = _form(request, sheet, plain, PLAIN)
    if not form.is_valid():
        return HttpResponse(status=422)
    return HttpResponse(_sketched(plain, form.look))


@require_POST
@for_administrators
def return_to(request: HttpRequest, sheet: str, category: str = "") -> HttpResponse:
    """Put an earlier look in force again, as a new version; 0 is the look that the sheet has by itself."""
    _name(sheet, category)
    number = row_number(request.POST.get("number", ""), digits=8)
    if number is None:
        raise Http404
    earlier = Look.objects.filter(sheet=sheet, category=category, number=number).first()
    if earlier is None and number:
        raise Http404
    _kept(request, read_look(earlier.content) if earlier else PLAIN, sheet, category)
    return HttpResponseRedirect(_address("look", sheet, category))


def _kept(request: HttpRequest, given: SheetLook, sheet: str, category: str) -> bool:
    after = row_number(request.POST.get("after", ""), digits=8)
    number = -1 if after is None else after  # which none has: it was not seen
    try:
        keep_look(given, sheet=sheet, category=category, after=number, by=actor(request))
    except Overtaken:
        messages.error(request, _("版式刚被他人修改过，请对照现在的内容再改一次。"))
        return False
    messages.success(request, _("已保存。从现在起按新的版式打印；已打印的表编号和效力不变。"))
    return True


def _form(request: HttpRequest, sheet: str, plain: SheetDocument, standing: SheetLook) -> LookForm:
    given = request.POST if request.method == "POST" else None
    return LookForm(given, initial=typed(standing), keeps_paper=sheet == "roster", has_boxes=has_boxes(plain))


def _filled(request: HttpRequest) -> bool:
    """Whether the preview is to show made-up values (样例) instead of the empty sheet."""
    return (request.POST if request.method == "POST" else request.GET).get("filled") == "1"


def _plain(sheet: str, category: str, *, filled: bool) -> SheetDocument:
    return example(sheet, category, get_language() or "zh-hans", filled=filled)


def _sketched(plain: SheetDocument, given: SheetLook) -> SafeString:
    return sketch(compose(replace(plain, look=given), mark=""))


def _places() -> list[tuple[str, str, str]]:
    """(sheet, key of the category, its name) of everything that has a look."""
    published = list(Category.objects.filter(current__isnull=False).order_by("order", "key"))
    return [
        *(
            (sheet, each.key, str(each))
            for sheet in BY_CATEGORY
            for each in published
            if each.subject == SUBJECTS[sheet]
        ),
        *((sheet, "", "") for sheet in AS_ONE),
    ]


def _name(sheet: str, category: str) -> str:
    """What a look is called. Raises Http404 for a sheet or a category that has none."""
    for known, key, name in _places():
        if (known, key) == (sheet, category):
            title = str(sheet_of(sheet).title)
            return f"{title} · {name}" if name else title
    raise Http404


def _address(name: str, sheet: str, category: str) -> str:
    return reverse(f"looks:{name}", args=(sheet, category) if category else (sheet,))


def _show(
    request: HttpRequest, page: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("looks:index"), "label": _("打印版式")},
    ]
    if page != "looks":
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "doc-full", "breadcrumbs_items": crumbs}
    return render(request, f"printing/admin/{page}.html", {**frame, **context}, status=status)
