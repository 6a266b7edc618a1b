"""Batches of an account: ordered from a list of people, watched, fetched; for all others not there (404)."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet, Sum
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.printing.enums import OPEN_RUNS
from reports.printing.holding import has_power, lost_people
from reports.printing.listing import is_list
from reports.printing.lists import asked_in, printing_scope
from reports.printing.models import PrintedFile, PrintRun
from reports.printing.running import KEPT_DAYS, AlreadyPrinting, cancel_run, fetched, start_again, start_run
from reports.printing.sheets import SHEETS
from reports.printing.zipping import zipped
from talent.orgs.models import Organisation
from talent.orgs.service import scope_of
from talent.security.models import User
from talent.security.service import row_number

SHOWN = 20
FORM = "change"
CHOICES = ("columns", "order", "paper", "at")
MOST_CHOSEN = 200


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """One's newest batches; by POST a new one of the people of a query (`asked`), or at a `unit`'s desk."""
    if not (isinstance(request.user, User) and _prints(request)):
        raise Http404
    if request.method == "POST":
        return _start(request, request.user)
    newest = [(each, SHEETS[each.sheet].title) for each in _own(request)[:SHOWN]]
    context = {"runs": newest, "days": KEPT_DAYS}
    return render(request, "printing/runs.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a batch is; by POST it is cancelled, or begun `again` if it failed."""
    found = _found(request, pk)
    if request.method == "POST":
        _act(request, found)
        return HttpResponseRedirect(reverse("printing:run", args=(pk,)))
    done = found.files.aggregate(people=Sum("count"))["people"] or 0
    context = {
        "run": found,
        "title": SHEETS[found.sheet].title,
        "is_list": is_list(found.sheet),
        "done": done,
        "days": KEPT_DAYS,
        "is_open": found.state in OPEN_RUNS,
        "missing": found.missing.splitlines(),
        "lost": lost_people(found, scope_of(request)),
    }
    return render(request, "printing/run.html", context)


@never_cache
@login_required
@require_safe
def run_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was printed: the file itself if there is one, a zip of several."""
    found = _found(request, pk)
    if lost_people(found, scope_of(request)):
        return HttpResponseRedirect(reverse("printing:run", args=(pk,)))  # which says why
    names = fetched(found, by=found.by)
    if not names:
        raise Http404
    answer: HttpResponseBase
    if len(names) == 1:
        answer = HttpResponse(_content(names[0][0]), content_type="application/pdf")
        kind = "pdf"
    else:
        answer = StreamingHttpResponse(zipped(_files(names)), content_type="application/zip")
        kind = "zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="forms-{pk}.{kind}"'
    return answer


def _act(request: HttpRequest, found: PrintRun) -> None:
    try:
        if request.POST.get("do") == "again":
            start_again(run=found, by=found.by)
        elif cancel_run(run=found, by=found.by):
            messages.success(request, _("已取消，打印好的文件也已删除。"))
    except AlreadyPrinting:
        messages.error(request, _("您的另一批还没有打印完：请等它完成，或先取消它。"))


def _start(request: HttpRequest, by: User) -> HttpResponse:
    number = request.POST.get("unit", "")
    unit_id = row_number(number)
    if (number and unit_id is None) or not printing_scope(scope_of(request), unit_id).grants:
        raise Http404
    unit = Organisation.objects.get(pk=unit_id) if unit_id else None
    sheet = request.POST.get("sheet", "")
    if sheet and not is_list(sheet):
        raise Http404
    asked = _asked(request, with_choices=bool(sheet))
    language = get_language() or "zh-hans"
    try:
        begun = start_run(by=by, unit=unit, asked=asked, language=language, sheet=sheet or FORM)
    except AlreadyPrinting:
        messages.error(request, _("您的上一批还没有打印完：请等它完成，或先取消它。"))
        return HttpResponseRedirect(reverse("printing:runs"))
    return HttpResponseRedirect(reverse("printing:run", args=(begun.pk,)))


def _asked(request: HttpRequest, *, with_choices: bool) -> str:
    """What was asked for; of a list with its columns, order and paper as they were chosen beside it."""
    asked = asked_in(request.POST)
    chosen = QueryDict(mutable=True)
    for name in CHOICES if with_choices else ():
        if values := request.POST.getlist(name):
            chosen.setlist(name, values[:MOST_CHOSEN])
    return "&".join(each for each in (asked, chosen.urlencode()) if each)


def _own(request: HttpRequest) -> QuerySet[PrintRun]:
    return PrintRun.objects.filter(by=request.user.pk).select_related("unit", "by").order_by("-pk")


def _found(request: HttpRequest, pk: int) -> PrintRun:
    """One's own batch, as long as one still has the powers with which it was ordered."""
    found = _own(request).filter(pk=pk).first()
    if found is None or not has_power(found, scope_of(request)):
        raise Http404
    return found


def _prints(request: HttpRequest) -> bool:
    scope = scope_of(request)
    units = {grant.organisation_id for grant in scope.grants}
    return any(printing_scope(scope, each).grants for each in (None, *units))


def _files(names: list[tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    return ((f"{position:03}.pdf", _content(pk)) for pk, position in names)


def _content(pk: int) -> bytes:
    return PrintedFile.objects.get(pk=pk).content()
