"""The page of failed jobs in the admin. Who does not oversee the queue finds nothing (404)."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talent.jobs.models import Failure
from talent.jobs.overview import name_of, oversees, queue_now
from talent.jobs.settling import AlreadySettled, give_up, try_again
from talent.orgs.service import scope_of
from talent.security.models import User

PAGE = 50
_NUMBER = re.compile(r"[0-9]{1,18}")


@require_safe
def failed_jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that failed for good, newest first by keyset, and how the queue stands."""
    _need(request)
    every = request.GET.get("all") == "1"
    found = Failure.objects.select_related("settled_by").order_by("-id")
    if not every:
        found = found.filter(settled="")
    if _NUMBER.fullmatch(before := request.GET.get("before", "")):
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    context: dict[str, Any] = {
        "header_title": _("后台任务"),
        "header_icon": "cogs",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": "", "label": _("后台任务")},
        ],
        "queue": queue_now(),
        "every": every,
        "rows": [(each, name_of(each.task)) for each in rows[:PAGE]],
        "next_href": f"?before={rows[PAGE - 1].pk}{'&all=1' if every else ''}" if len(rows) > PAGE else "",
    }
    return render(request, "jobs/admin/failed.html", context)


@require_POST
def settle_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again, or give it up (`do`)."""
    by, failure = _need(request), get_object_or_404(Failure, pk=pk)
    wanted = {"again": try_again, "give_up": give_up}.get(request.POST.get("do", ""))
    if wanted is None:
        raise Http404
    try:
        wanted(failure=failure, by=by)
    except AlreadySettled:
        messages.error(request, _("这项任务已由他人处理，或程序中已没有它。"))
    else:
        said = _("已重新排队：%(name)s。") if wanted is try_again else _("已放弃：%(name)s。")
        messages.success(request, said % {"name": name_of(failure.task)})
    return HttpResponseRedirect(reverse("jobs:index"))


def _need(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not oversees(scope_of(request)):
        raise Http404
    return user
