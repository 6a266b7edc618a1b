"""Requests to be erased, in the admin: for reviewers of the office that each is put before (else 404)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.individuals.asking import asked_at, asking, linked
from talent.individuals.enums import ErasureState, Extent
from talent.individuals.erasing import decide_erasure
from talent.individuals.models import Erasure
from talent.orgs.enums import Role
from talent.orgs.service import Scope, scope_of
from talent.records.service import NotAllowed
from talent.security.models import User

_MOST = 200


def _frame(title: str) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": reverse("erasures:index"), "label": _("删除请求")},
        ],
    }


def _scope(request: HttpRequest) -> Scope:
    """The part of the scope in which requests are decided. Raises Http404 where there is none."""
    scope = scope_of(request).as_(Role.HR_REVIEWER)
    if not scope.grants:
        raise Http404
    return scope


@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Those that wait first, then the newest that were decided."""
    offices = _scope(request).organisations(Role.HR_REVIEWER)
    found = Erasure.objects.filter(office__in=offices).select_related("account__user", "office", "decided_by")
    waiting = list(asked_at(offices).select_related("account__user", "office").order_by("pk")[:_MOST])
    decided = list(found.exclude(state=ErasureState.ASKED).order_by("-pk")[:_MOST])
    context = {**_frame(_("删除请求")), "rows": [*waiting, *decided]}
    return render(request, "individuals/admin/erasures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; POST grants it to an extent, or refuses it, with the reason."""
    scope = _scope(request)
    offices = scope.organisations(Role.HR_REVIEWER)
    found = get_object_or_404(
        Erasure.objects.filter(office__in=offices).select_related(
            "account__user", "account__linked_unit", "office", "decided_by", "linked_unit"
        ),
        pk=pk,
    )
    context = {
        **_frame(_("删除请求")),
        "erasure": found,
        "extents": Extent.choices,
        "decision": (request.POST.get("decision") or "").replace("\0", ""),
        "waits": found.state == ErasureState.ASKED,
        "claimed": found.account.person_id is not None,
        "asking": asking(found.account, scope),
        "linked": linked(found),
    }
    user = request.user
    if request.method != "POST" or not isinstance(user, User):
        return render(request, "individuals/admin/erasure.html", context)
    wanted = request.POST.get("extent", "")
    extent = Extent(wanted) if wanted in Extent.values else None
    try:
        decide_erasure(erasure=found, by=user, scope=scope, extent=extent, decision=context["decision"])
    except NotAllowed as refusal:
        return render(
            request, "individuals/admin/erasure.html", {**context, "problem": refusal.reason}, status=409
        )
    messages.success(request, _("已答复，并已执行。") if extent else _("已答复，并告知本人。"))
    return HttpResponseRedirect(reverse("erasures:index"))
