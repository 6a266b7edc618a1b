"""What an audit administrator reads: the log, newest first, by keyset; nothing in it can be changed."""

import re
from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from talent.orgs.enums import Level, Role
from talent.orgs.granting import scope_of
from talent.orgs.models import Organisation
from talent.orgs.scope import Scope
from talent.security.models import AuditEvent

PAGE = 100
#: What fits the key of the log for certain; anything else names no row.
_NUMBER = re.compile(r"[0-9]{1,18}")


class AuditFilter(forms.Form):
    """Exact values: the log is found by its index or read on from its newest row."""

    by__username = forms.CharField(label=_("用户名"), required=False, max_length=150)
    action = forms.CharField(label=_("操作"), required=False, max_length=60)
    subject = forms.CharField(label=_("对象类型"), required=False, max_length=60)
    subject_id = forms.CharField(label=_("对象编号"), required=False, max_length=60)


@dataclass(frozen=True)
class Line:
    event: AuditEvent
    organisation: str


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """The log of the administrator's regions; for the region's own office all of it, logins too."""
    scope = scope_of(request).as_(Role.AUDIT_ADMIN)
    if not scope.grants:
        raise Http404
    asked = AuditFilter(request.GET)
    found = readable_events(scope).filter(**_wanted(asked))
    events = list(_older(found, request.GET.get("before", ""))[: PAGE + 1])
    older = request.GET.copy()
    older["before"] = str(events[PAGE - 1].pk) if len(events) > PAGE else ""
    context = {
        "header_title": gettext("审计日志"),
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("工作台")},
            {"url": "", "label": gettext("审计日志")},
        ],
        "lines": _lines(events[:PAGE]),
        "form": asked,
        "next_href": f"?{older.urlencode()}" if older["before"] else "",
    }
    return render(request, "orgs/admin/audit.html", context)


def readable_events(scope: Scope) -> QuerySet[AuditEvent]:
    """Events of the organisations of a scope; events of no organisation only for the whole region."""
    events = AuditEvent.objects.select_related("by")
    offices = Organisation.objects.filter(pk__in=scope.organisations(Role.AUDIT_ADMIN))
    if offices.filter(managing_region__level=Level.REGION).exists():
        return events
    places = Q(pk__in=[])
    for grant in scope.grants:
        for low, high in grant.regions or ():
            places |= Q(managing_region__code__range=(low, high))
    return events.filter(organisation_id__in=Organisation.objects.filter(places).values("pk"))


def _wanted(asked: AuditFilter) -> dict[str, str]:
    """Conditions that were asked for; one that cannot be read is left out and said so beside its field."""
    asked.is_valid()
    return {name: text for name, text in asked.cleaned_data.items() if text}


def _older(events: QuerySet[AuditEvent], before: str) -> QuerySet[AuditEvent]:
    events = events.order_by("-id")
    return events.filter(pk__lt=int(before)) if _NUMBER.fullmatch(before) else events


def _lines(events: list[AuditEvent]) -> list[Line]:
    wanted = {event.organisation_id for event in events if event.organisation_id}
    names = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return [Line(event, names.get(event.organisation_id or 0, "")) for event in events]
