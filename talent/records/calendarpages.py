"""The pages of the admin about the working calendar: the years, one year, and deadlines worked out anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from talent.records.deadlines import Year, unknown_years
from talent.records.models import CalendarYear, DeadlineRun
from talent.records.refusal import NotAllowed
from talent.records.renewing import start_renewing
from talent.records.settingspages import need_region_administrator, settings_frame
from talent.records.workcalendar import enter_year, give_up_year, read_days, spans, year_in_force
from talent.security.models import User

#: The years that the pages know, around today's.
BACK, AHEAD = 9, 2


class YearForm(forms.Form):
    """A year's days as text; what is read of it is shown before it counts."""

    text = forms.CharField(
        label=gettext_lazy("放假和上班的安排"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "可以直接粘贴国务院办公厅通知的正文，也可以一行一条："
            "“2027-01-01 休”“2027-01-01 至 2027-01-03 放假”“2027-01-30 上班”。"
        ),
    )
    notice = forms.CharField(
        label=gettext_lazy("依据的通知"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("例如发文字号。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The years; by POST every waiting deadline worked out anew by what is in force now."""
    by = need_region_administrator(request)
    if request.method == "POST":
        return _renew(request, by)
    this = timezone.localdate().year
    entered = CalendarYear.objects.select_related("by").in_bulk(range(this - BACK, this + AHEAD + 1))
    rows = [_row(year, entered.get(year)) for year in range(this + AHEAD, this - BACK, -1)]
    runs = DeadlineRun.objects.select_related("by").order_by("-pk")[:5]
    context = {"rows": rows, "runs": runs, "unknown": unknown_years(timezone.localdate())}
    return settings_frame(request, "work_calendar", _("工作日历"), context)


def _row(year: int, row: CalendarYear | None) -> dict[str, Any]:
    days, _entered = year_in_force(year)
    return {"year": year, "row": row, "days": days}


def _renew(request: HttpRequest, by: User) -> HttpResponse:
    try:
        start_renewing(by=by)
        messages.success(request, _("已开始重算待审期限，结果列在下面。"))
    except NotAllowed as no:
        messages.error(request, str(no.reason))
    return HttpResponseRedirect(reverse("review_settings:calendar"))


@require_http_methods(["GET", "HEAD", "POST"])
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """One year; by POST `look` at what a text says, `save` it, or go back to the library's days (`reset`)."""
    by = need_region_administrator(request)
    if abs(year - timezone.localdate().year) > BACK:
        raise Http404
    days, row = year_in_force(year)
    wanted = request.POST.get("do", "")
    if wanted == "reset" and give_up_year(year=year, by=by):
        messages.success(request, _("已恢复随系统的安排。已有的待审期限不变。"))
        return HttpResponseRedirect(reverse("review_settings:year", args=[year]))
    form = YearForm(request.POST or None, initial={"text": _text(days), "notice": row.notice if row else ""})
    read, status = None, 200
    if form.is_valid():
        read = read_days(form.cleaned_data["text"], year)
        if wanted == "save" and not read.unread:
            enter_year(year=year, days=read.year, notice=form.cleaned_data["notice"], by=by)
            messages.success(
                request, _("%(year)s 年的安排已保存。已有的待审期限不变，需要时可以重算。") % {"year": year}
            )
            return HttpResponseRedirect(reverse("review_settings:calendar"))
        status = 422 if read.unread else 200
    shown = read.year if read else days
    context = {
        "form": form,
        "year": year,
        "row": row,
        "read": read,
        "off": _spans(shown.days_off) if shown else [],
        "made_up": sorted(shown.make_up_days) if shown else [],
    }
    return settings_frame(request, "work_year", str(year), context, 422 if form.errors else status)


def _spans(days: frozenset[Any]) -> list[str]:
    return [f"{first}" if first == last else f"{first} – {last}" for first, last in spans(days)]


def _text(days: Year | None) -> str:
    """The days as lines that can be edited and read again."""
    if days is None:
        return ""
    words = {day: _("休") for day in days.days_off} | {day: _("上班") for day in days.make_up_days}
    return "\n".join(f"{day} {words[day]}" for day in sorted(words))
