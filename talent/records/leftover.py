"""The page of people who are still registered with a unit that was closed, for the offices above it."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent.orgs.enums import Role
from talent.orgs.service import scope_of
from talent.records.models import TalentRecord

PAGE = 50
_NUMBER = re.compile(r"[0-9]{1,18}")


@require_safe
def left_over(request: HttpRequest) -> HttpResponse:
    """By keyset; numbers are masked."""
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        raise Http404
    found = TalentRecord.objects.visible_to(scope).filter(held=True, unit__is_active=False).order_by("pk")
    found = found.select_related("person", "unit", "category", "approved")
    # Of the category and the change only names are shown.
    found = found.defer("category__groups", "category__rules", "approved__data", "approved__sealed")
    if _NUMBER.fullmatch(after := request.GET.get("after", "")):
        found = found.filter(pk__gt=int(after))
    rows = list(found[: PAGE + 1])
    context: dict[str, Any] = {
        "header_title": _("已撤销单位的人员"),
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": "", "label": _("已撤销单位的人员")},
        ],
        "rows": rows[:PAGE],
        "next_href": f"?after={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
    }
    return render(request, "records/admin/left_over.html", context)
