"""Pages of the admin about transfers, for reviewers of the office above both units (else 404)."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from talent.orgs.enums import Role
from talent.orgs.service import Scope, scope_of
from talent.records.arbitrating import office_agrees, office_refuses, transfers_for
from talent.records.enums import OPEN_TRANSFERS
from talent.records.models import Transfer
from talent.records.transferring import NoTransfer
from talent.security.models import User

PAGE = 50
OVERDUE, UNDER_WAY, OVER, ALL = "overdue", "open", "over", "all"
_NUMBER = re.compile(r"[0-9]{1,18}")


class TransferFilter(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("办理情况"),
        required=False,
        choices=[
            (OVERDUE, gettext_lazy("逾期待决定")),
            (UNDER_WAY, gettext_lazy("等待单位答复")),
            (OVER, gettext_lazy("已办结")),
            (ALL, gettext_lazy("全部")),
        ],
    )
    name = forms.CharField(label=gettext_lazy("姓名"), required=False, max_length=72)


class DecisionForm(forms.Form):
    """The office's decision: with the day it agrees, with the reason it does not."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("agree", "refuse")])
    day = forms.DateField(
        label=gettext_lazy("调动日期(同意时填写)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("请按 2026-11-02 的样子填写日期。")},
    )
    answer = forms.CharField(
        label=gettext_lazy("不同意的原因(两个单位都会看到)"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day = given.get("day")
        if given.get("do") == "agree" and "day" not in self.errors:
            if day is None:
                self.add_error("day", _("请填写调动日期。"))
            elif abs((day - timezone.localdate()).days) > 366:
                self.add_error("day", _("调动日期应在前后一年以内。"))
        if given.get("do") == "refuse" and not (given.get("answer") or "").strip():
            self.add_error("answer", _("不同意时请写明原因。"))
        return given


@require_safe
def transfer_list(request: HttpRequest) -> HttpResponse:
    """What is under way oldest first, what is over newest first; behind `after` by keyset."""
    scope = _scope(request)
    form = TransferFilter({"state": OVERDUE, **request.GET.dict()})
    given = form.cleaned_data if form.is_valid() else {"state": OVERDUE, "name": ""}
    state, name = given["state"] or OVERDUE, given["name"]
    found = _in_state(transfers_for(scope), state).select_related("from_unit", "to_unit")
    if name:
        found = found.filter(full_name__icontains=name)
    rising = state in (OVERDUE, UNDER_WAY)
    found = found.order_by("pk" if rising else "-pk")
    if _NUMBER.fullmatch(after := request.GET.get("after", "")):
        found = found.filter(**{"pk__gt" if rising else "pk__lt": int(after)})
    rows = list(found[: PAGE + 1])
    asked = {"state": state, "name": name, "after": rows[PAGE - 1].pk} if len(rows) > PAGE else None
    context = {"form": form, "rows": rows[:PAGE], "next_href": f"?{urlencode(asked)}" if asked else ""}
    return _page(request, "transfers", _("人员调动"), context)


def overdue_for(scope: Scope) -> QuerySet[Transfer]:
    """What the reviewers of a scope have to decide now."""
    return _in_state(transfers_for(scope), OVERDUE)


def _in_state(found: QuerySet[Transfer], state: str) -> QuerySet[Transfer]:
    today = timezone.localdate()
    if state == OVERDUE:
        return found.filter(state__in=OPEN_TRANSFERS, deadline__lt=today)
    if state == UNDER_WAY:
        return found.filter(state__in=OPEN_TRANSFERS, deadline__gte=today)
    return found.exclude(state__in=OPEN_TRANSFERS) if state == OVER else found


@require_http_methods(["GET", "HEAD", "POST"])
def transfer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer; once it is overdue, by POST the decision of the office."""
    scope = _scope(request)
    related = ("from_unit", "to_unit", "office", "started_by", "ended_by")
    found = get_object_or_404(transfers_for(scope).select_related(*related), pk=pk)
    form = DecisionForm(request.POST or None, initial={"day": found.day})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _decided(request, found, scope, form.cleaned_data)
            except NoTransfer as no:
                form.add_error(None, str(no.reason))
                status = 409
    context = {"transfer": found, "overdue": found.is_overdue(), "form": form}
    return _page(request, "transfer", found.full_name, context, status)


def _decided(
    request: HttpRequest, found: Transfer, scope: Scope, given: dict[str, Any]
) -> HttpResponseRedirect:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if given["do"] == "agree":
        office_agrees(transfer=found, by=user, scope=scope, day=given["day"])
        said = _("已决定同意“%(name)s”的调动，并告知两个单位。")
    else:
        office_refuses(transfer=found, by=user, scope=scope, answer=given["answer"])
        said = _("已决定不同意“%(name)s”的调动，并告知两个单位。")
    messages.success(request, said % {"name": found.full_name})
    return HttpResponseRedirect(reverse("transfers:index"))


def _scope(request: HttpRequest) -> Scope:
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        raise Http404
    return scope


def _page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("transfers:index"), "label": _("人员调动")},
    ]
    if name != "transfers":
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "group", "breadcrumbs_items": crumbs}
    return render(request, f"records/admin/{name}.html", {**frame, **context}, status=status)
