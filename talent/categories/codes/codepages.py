"""Pages of the admin about one code: write it, retire it, take it back, merge it into another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from talent.categories.administering import actor, for_administrators
from talent.categories.codes.forms import CodeForm
from talent.categories.codes.frame import list_url, say, show, tell
from talent.categories.codes.shaping import (
    ChangedMeanwhile,
    NotShaped,
    add_code,
    delete_code,
    edit_code,
    merge,
    reinstate,
    retire,
)
from talent.categories.models import Code, CodeList


def _code_of(pk: int, code_pk: int) -> Code:
    """A code under the address of its own list. Raises Http404."""
    codes = Code.objects.select_related("code_list", "parent", "merged_into")
    return get_object_or_404(codes, pk=code_pk, code_list=pk)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code of a list."""
    code_list = get_object_or_404(CodeList, pk=pk)
    form = CodeForm(request.POST or None, initial={"parent": request.GET.get("under", "")})
    if form.is_valid():
        try:
            made = add_code(code_list=code_list, by=actor(request), line=form.line)
        except NotShaped as refused:
            tell(form, refused)
        else:
            messages.success(request, _("已添加“%(code)s %(name)s”。") % {"code": made.code, "name": made})
            return redirect(list_url(code_list))
    context = {"form": form, "button": _("添加")}
    return show(request, "code_form", context, title=_("添加代码"), code_list=code_list)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, code_pk: int) -> HttpResponse:
    """One code of a list, with what else can be done to it."""
    code = _code_of(pk, code_pk)
    form = CodeForm(request.POST or None, code=code)
    if form.is_valid():
        try:
            edit_code(code=code, by=actor(request), seen=form.cleaned_data["seen"], line=form.line)
        except NotShaped as refused:
            tell(form, refused)
        except ChangedMeanwhile:
            form.add_error(
                None, _("在您打开之后，他人已改过这个代码。本次没有保存，请在新窗口打开，核对后再改。")
            )
        else:
            messages.success(request, _("“%(name)s”已保存。") % {"name": form.line.label})
            return redirect(list_url(code.code_list))
    context = {"form": form, "button": _("保存"), "code": code}
    title = f"{code.code} {code}"
    return show(request, "code", context, title=title, code_list=code.code_list)


@for_administrators
@require_POST
def act(request: HttpRequest, pk: int, code_pk: int, action: str) -> HttpResponse:
    """Retire, reinstate, merge or (in a draft) delete; then back to the list."""
    code = _code_of(pk, code_pk)
    by, said = actor(request), {"code": code.code, "name": code}
    try:
        if action == "retire":
            retire(code=code, by=by)
            done = _("“%(code)s %(name)s”已停用，已填的照常显示。") % said
        elif action == "reinstate":
            reinstate(code=code, by=by)
            done = _("“%(code)s %(name)s”已恢复，可以再选。") % said
        elif action == "merge":
            into = request.POST.get("into", "").strip()
            merge(code=code, into=into, by=by)
            done = _("“%(code)s %(name)s”已并入“%(into)s”。") % {**said, "into": into}
        else:
            delete_code(code=code, by=by)
            done = _("“%(code)s %(name)s”已删除。") % said
    except NotShaped as refused:
        say(request, refused)
        return redirect("code_lists:code", pk, code_pk)
    messages.success(request, done)
    return redirect(list_url(code.code_list))
