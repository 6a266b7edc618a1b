"""Pages of the admin: a list from CSV, looked at before anything is written; and the list as CSV."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from talent.categories.administering import actor, for_administrators
from talent.categories.codes.comparing import Comparison, compare
from talent.categories.codes.csvfiles import NotReadable, decoded, read_rows, written
from talent.categories.codes.forms import UploadForm
from talent.categories.codes.frame import list_url, show
from talent.categories.codes.lines import lines_of
from talent.categories.codes.shaping import ChangedMeanwhile, apply_comparison
from talent.categories.codes.waiting import forget, keep, kept
from talent.categories.models import CodeList

#: Rows of each kind that a preview shows; the others are counted.
_SHOWN = 200
#: Faults of a file that are listed beside its field.
_SAID = 20


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A file comes in; nothing is written yet."""
    code_list = get_object_or_404(CodeList, pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        return preview_upload(request, code_list, form)
    return _ask(request, code_list, form)


def preview_upload(request: HttpRequest, code_list: CodeList, form: UploadForm) -> HttpResponse:
    """What the file of a valid form would do to a list."""
    try:
        text = decoded(form.cleaned_data["file"])
        comparison = _compared(code_list, text)
    except NotReadable as no:
        form.add_error("file", str(no))
        return _ask(request, code_list, form)
    return _preview(request, code_list, text, comparison)


def refusals(upload: UploadForm) -> list[str]:
    """What keeps a file from becoming the codes of a new list, in sentences; none when it can."""
    if not upload.is_valid():
        return [str(sentence) for sentence in upload.errors.get("file", ())]
    try:
        faults = compare(read_rows(decoded(upload.cleaned_data["file"])), {}, drops_gone=True).faults
    except NotReadable as no:
        return [str(no)]
    said = [
        _("第 %(row)s 行 %(column)s：%(text)s") % {"row": each.row, "column": each.column, "text": each.text}
        for each in faults[:_SAID]
    ]
    more = len(faults) - len(said)
    return [*said, _("还有 %(count)s 处错误。") % {"count": more}] if more else said


@for_administrators
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview showed; a list that changed meanwhile is previewed anew."""
    code_list, by = get_object_or_404(CodeList, pk=pk), actor(request)
    waiting = kept(code_list=code_list, by=by, key=request.POST.get("file", ""))
    if waiting is None:
        messages.error(request, _("预览已失效，请重新上传文件。"))
        return redirect("code_lists:upload", code_list.pk)
    comparison = _compared(code_list, waiting.text)
    try:
        with transaction.atomic():
            apply_comparison(code_list=code_list, by=by, revision=waiting.revision, comparison=comparison)
            forget(code_list=code_list, by=by)
    except ChangedMeanwhile:
        messages.error(request, _("在您预览之后，代码表已有改动，没有写入。请核对下面的新预览，再确认。"))
        code_list.refresh_from_db()
        return _preview(request, code_list, waiting.text, _compared(code_list, waiting.text), status=409)
    messages.success(
        request,
        _("已写入：新增 %(new)s 个，修改 %(changed)s 个，停用或删除 %(gone)s 个。")
        % {name: len(getattr(comparison, name)) for name in ("new", "changed", "gone")},
    )
    return redirect(list_url(code_list))


@for_administrators
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as CSV; read in again it changes nothing."""
    code_list = get_object_or_404(CodeList, pk=pk)
    answer = HttpResponse(written(lines_of(code_list).values()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code_list.key}.csv"'
    return answer


def _compared(code_list: CodeList, text: str) -> Comparison:
    return compare(read_rows(text), lines_of(code_list), drops_gone=code_list.is_draft)


def _ask(request: HttpRequest, code_list: CodeList, form: UploadForm) -> HttpResponse:
    context = {"form": form, "button": _("预览")}
    return show(request, "code_form", context, title=_("从 CSV 导入"), code_list=code_list)


def _preview(
    request: HttpRequest, code_list: CodeList, text: str, comparison: Comparison, *, status: int = 200
) -> HttpResponse:
    can_be_written = comparison.says_something and not comparison.faults
    key = keep(code_list=code_list, by=actor(request), text=text) if can_be_written else ""
    context = {"comparison": comparison, "most": _SHOWN, "file": key}
    return show(request, "code_import", context, title=_("导入预览"), code_list=code_list, status=status)
