"""The page of the admin on which the region's administrators set what reviewing goes by, with its history."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from talent.orgs.service import region_administrators
from talent.records.deadlines import unknown_years
from talent.records.models import SettingsChange
from talent.records.reviewsettings import (
    NAMES,
    change_settings,
    history_of_settings,
    label_of,
    review_settings,
    said,
)
from talent.records.settingslinks import links_from_settings
from talent.security.models import User


@dataclass(frozen=True)
class Section:
    """A part of the settings that can be folded."""

    key: str
    title: str
    icon: str
    fields: list[forms.BoundField]
    is_open: bool


class SettingsForm(forms.ModelForm):
    """All settings; bounds and words are those of the table."""

    class Meta:
        model = SettingsChange
        fields = (*NAMES, "reason")
        help_texts = {"reason": gettext_lazy("会留在修改记录里，例如文件号。")}
        widgets = {"reason": forms.TextInput}

    #: The page shows them in these groups.
    GROUPS = (
        (
            "terms", gettext_lazy("各级审核期限"), "calendar-alt",
            ("days_unit", "days_department", "days_banner", "days_league", "days_region"),
        ),
        (
            "late", gettext_lazy("询问、催办与同时查看"), "mail",
            ("answer_days", "escalate_days", "hand_up_days", "claim_minutes"),
        ),
        (
            "bulk", gettext_lazy("批量审核"), "list-ul",
            ("sample_percent", "sample_least", "sample_most", "sample_refused_percent", "bulk_days"),
        ),
        ("spot", gettext_lazy("抽查与存疑"), "search", ("spot_percent", "count_doubted")),
        ("self", gettext_lazy("自审"), "user", ("self_review", "self_review_weight")),
    )  # fmt: skip

    def grouped(self) -> list["Section"]:
        """The sections of the page; open are the first one, and those in which something is wrong."""
        return [
            Section(key, str(title), icon, fields, not at or any(each.errors for each in fields))
            for at, (key, title, icon, names) in enumerate(self.GROUPS)
            if (fields := [self[name] for name in names])
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """What is in force; by POST other settings from now on."""
    by = need_region_administrator(request)
    standing = review_settings()
    initial = {name: getattr(standing, name) for name in NAMES}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = change_settings(by=by, reason=given["reason"], **{name: given[name] for name in NAMES})
        if changed:
            messages.success(request, _("审核设置已保存，半分钟内全部生效。已有的待审期限不变。"))
        else:
            messages.info(request, _("没有改动。"))
        return HttpResponseRedirect(reverse("review_settings:index"))
    rows = [
        (row, [(label_of(name), said(before), said(after)) for name, before, after in differing])
        for row, differing in history_of_settings()
    ]
    context = {
        "form": form,
        "rows": rows,
        "unknown": unknown_years(localdate()),
        "links": links_from_settings(),
    }
    return settings_frame(request, "review_settings", "", context, 422 if form.is_bound else 200)


def need_region_administrator(request: HttpRequest) -> User:
    """The settings hold for the whole region: they are for administrators of its own office (else 404)."""
    user = request.user
    if not isinstance(user, User) or user.pk not in set(region_administrators()):
        raise Http404
    return user


def settings_frame(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page below 审核设置; `title` is empty for that page itself."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("review_settings:index"), "label": _("审核设置")},
    ]
    if title:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title or _("审核设置"), "header_icon": "cog", "breadcrumbs_items": crumbs}
    return render(request, f"records/admin/{name}.html", {**frame, **context}, status=status)
