"""Pages of the admin: all code lists; one list with its codes; its facts."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from talent.categories.administering import actor, for_administrators
from talent.categories.codes.forms import ListForm, NewListForm, UploadForm
from talent.categories.codes.frame import list_url, say, show, tell
from talent.categories.codes.importpages import preview_upload, refusals
from talent.categories.codes.lists import refusal_of
from talent.categories.codes.shaping import (
    ChangedMeanwhile,
    NotShaped,
    create_list,
    delete_draft,
    edit_list,
    put_in_use,
)
from talent.categories.codes.usage import usages_of
from talent.categories.models import Code, CodeList

#: Lists, or codes, of a page; the next one begins behind the last of them.
PAGE = 100
_MOST_DIGITS = 18


@for_administrators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lists with their state and the number of their codes, by keyset of their keys; ?q= searches."""
    asked, after = request.GET.get("q", "").strip()[:60], request.GET.get("after", "")[:40]
    found = CodeList.objects.defer("carried").order_by("key")
    if asked:
        words = Q(name__icontains=asked) | Q(name_en__icontains=asked) | Q(standard__icontains=asked)
        found = found.filter(words | Q(key__icontains=asked))
    lists = list(found.filter(key__gt=after)[: PAGE + 1])
    onward = request.GET.copy()
    onward["after"] = lists[PAGE - 1].key if len(lists) > PAGE else ""
    context = {
        "lists": _sized(lists[:PAGE]),
        "asked": asked,
        "first": not after,
        "next_href": f"?{onward.urlencode()}" if onward["after"] else "",
    }
    return show(request, "code_lists", context, title=_("各类代码表"))


def _sized(lists: list[CodeList]) -> list[tuple[CodeList, int]]:
    """Each list with the number of its codes."""
    codes = Code.objects.filter(code_list__in=lists).values("code_list").order_by()
    sizes = dict(codes.annotate(size=Count("pk")).values_list("code_list", "size"))
    return [(each, sizes.get(each.pk, 0)) for each in lists]


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft; with a file its preview comes next."""
    form = NewListForm(request.POST or None, request.FILES or None)
    upload = UploadForm(request.POST, request.FILES) if request.FILES else None
    # Nothing is made of a list whose file is refused: it would be left behind, empty.
    wrong = refusals(upload) if upload else []
    if form.is_valid() and not wrong:
        try:
            facts = form.facts
            made = create_list(by=actor(request), key=facts.pop("key"), facts=facts)
        except NotShaped as refused:
            tell(form, refused)
        else:
            messages.success(request, _("已建立草稿“%(name)s”。") % {"name": made})
            return preview_upload(request, made, upload) if upload else redirect(list_url(made))
    if wrong:
        several = _("文件里有错误，还没有建立代码表。请按上面列出的逐行改好，再上传。")
        form.add_error("file", wrong[0] if len(wrong) == 1 else several)
    context = {"form": form, "button": _("建立草稿"), "faults": wrong if len(wrong) > 1 else ()}
    return show(request, "code_form", context, title=_("新建代码表"))


@for_administrators
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: who uses it, and its codes page by page; ?q= searches, ?under= shows what is below a code."""
    code_list = get_object_or_404(CodeList, pk=pk)
    asked = request.GET.get("q", "").strip()[:120]
    under = request.GET.get("under", "").strip()[:20]
    found = _found(code_list, asked, under)
    codes = list(_behind(found, code_list, request.GET.get("after", ""))[: PAGE + 1])
    onward = request.GET.copy()
    onward["after"] = str(codes[PAGE - 1].pk) if len(codes) > PAGE else ""
    context = {
        "codes": _shown(codes[:PAGE]),
        "asked": asked,
        "under": under,
        "size": code_list.codes.count(),
        "first": "after" not in request.GET,
        "next_href": f"?{onward.urlencode()}" if onward["after"] else "",
        "usages": usages_of(code_list.key, get_language() or ""),
    }
    return show(request, "code_list", context, title=str(code_list), code_list=code_list)


def _found(code_list: CodeList, asked: str, under: str) -> QuerySet[Code]:
    codes = code_list.codes.select_related("parent", "merged_into").defer("carried")
    codes = codes.order_by("order", "code")
    if under:
        codes = codes.filter(parent__code=under)
    if asked:
        words = Q(label__icontains=asked) | Q(label_en__icontains=asked) | Q(exchange_code=asked)
        codes = codes.filter(words | Q(code__startswith=asked) | Q(aliases__icontains=asked))
    return codes


def _shown(codes: list[Code]) -> list[tuple[Code, str, int]]:
    """Each code with why it cannot be chosen ("" when it can) and how many stand below it."""
    below = Code.objects.filter(parent__in=[code.pk for code in codes]).values("parent").order_by()
    counts = dict(below.annotate(below=Count("pk")).values_list("parent", "below"))
    today = localdate()
    return [(code, refusal_of(code, on=today), counts.get(code.pk, 0)) for code in codes]


def _behind(codes: QuerySet[Code], code_list: CodeList, after: str) -> QuerySet[Code]:
    """By keyset: what stands behind a code, whatever was added before it meanwhile."""
    known = after.isascii() and after.isdigit() and len(after) <= _MOST_DIGITS
    last = code_list.codes.filter(pk=int(after)).first() if known else None
    if last is None:
        return codes
    return codes.filter(Q(order__gt=last.order) | Q(order=last.order, code__gt=last.code))


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of a list."""
    code_list = get_object_or_404(CodeList, pk=pk)
    form = ListForm(request.POST or None, instance=CodeList.objects.get(pk=pk))
    if form.is_valid():
        try:
            edit_list(code_list=_as_seen(code_list, request), by=actor(request), facts=form.facts)
        except NotShaped as refused:
            tell(form, refused)
        except ChangedMeanwhile:
            form.add_error(
                None, _("在您打开之后，他人已改过这张代码表。本次没有保存，请在新窗口打开，核对后再改。")
            )
        else:
            messages.success(request, _("“%(name)s”已保存。") % {"name": form.instance})
            return redirect(list_url(code_list))
    context = {"form": form, "button": _("保存"), "seen": _seen(code_list, request)}
    return show(request, "code_form", context, title=_("修改代码表"), code_list=code_list)


def _seen(code_list: CodeList, request: HttpRequest) -> dict[str, Any]:
    """How the facts stood when the page was opened first; a refusal does not make it newer."""
    given = request.POST
    return {
        name: given.get(f"seen_{name}", str(getattr(code_list, name)) if not given else "")
        for name in ListForm.Meta.fields
    }


def _as_seen(code_list: CodeList, request: HttpRequest) -> CodeList:
    seen = _seen(code_list, request)
    seen_list = CodeList(pk=code_list.pk)
    for name, text in seen.items():
        setattr(seen_list, name, text == "True" if name == "is_open" else text)
    return seen_list


@for_administrators
@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    code_list = get_object_or_404(CodeList, pk=pk)
    try:
        put_in_use(code_list=code_list, by=actor(request))
    except NotShaped as refused:
        say(request, refused)
    else:
        messages.success(request, _("“%(name)s”已启用，类别定义可以使用它了。") % {"name": code_list})
    return redirect(list_url(code_list))


@for_administrators
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    code_list = get_object_or_404(CodeList, pk=pk)
    try:
        delete_draft(code_list=code_list, by=actor(request))
    except NotShaped as refused:
        say(request, refused)
        return redirect(list_url(code_list))
    messages.success(request, _("草稿“%(name)s”已删除。") % {"name": code_list})
    return redirect("code_lists:index")
