"""What an audit administrator reads: the log, newest first, by keyset; nothing in it can be changed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from talent.orgs.auditlines import lines_of
from talent.orgs.enums import Level, Role
from talent.orgs.granting import scope_of
from talent.orgs.models import Organisation
from talent.orgs.scope import Scope
from talent.security.models import AuditEvent
from talent.security.service import ACTIONS, SUBJECTS

PAGE = 100
#: What fits the key of the log for certain; anything else names no row.
_NUMBER = re.compile(r"[0-9]{1,18}")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _choices(words: Mapping[str, str | Promise]) -> Iterable[tuple[str, str | Promise]]:
    return [("", _("全部")), *words.items()]


class AuditFilter(forms.Form):
    """Narrows the log; what cannot be read is left out and said so beside its field."""

    by = forms.CharField(label=_("操作人(用户名或姓名)"), required=False, max_length=150)
    action = forms.ChoiceField(label=_("操作"), required=False, choices=_choices(ACTIONS))
    organisation = forms.CharField(label=_("机构(名称或代码)"), required=False, max_length=120)
    since = forms.DateField(label=_("从"), required=False, widget=_DAY)
    until = forms.DateField(label=_("到"), required=False, widget=_DAY)
    subject = forms.ChoiceField(label=_("对象"), required=False, choices=_choices(SUBJECTS))
    subject_id = forms.CharField(label=_("对象编号"), required=False, max_length=60)

    def narrow(self, events: QuerySet[AuditEvent], known: QuerySet[Organisation]) -> QuerySet[AuditEvent]:
        self.is_valid()
        asked: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        if by := asked.get("by"):
            events = events.filter(Q(by__username=by) | Q(by__name=by))
        if name := asked.get("organisation"):
            events = at_any(events, known.filter(Q(code=name) | Q(name__icontains=name)))
        if since := asked.get("since"):
            events = events.filter(at__gte=make_aware(datetime.combine(since, time.min)))
        if until := asked.get("until"):
            events = events.filter(at__lt=make_aware(datetime.combine(until + timedelta(days=1), time.min)))
        exact = ("action", "subject", "subject_id")
        return events.filter(**{name: asked[name] for name in exact if name in asked})

    @property
    def narrows(self) -> bool:
        return self.is_bound and any(self.cleaned_data.values())


@dataclass(frozen=True)
class Page:
    """`newer` and `older` are numbers for the address; "" where there is no such page."""

    events: list[AuditEvent]
    newer: str = ""
    older: str = ""


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """The log of the administrator's regions; for the region's own office all of it, logins too."""
    scope = scope_of(request).as_(Role.AUDIT_ADMIN)
    if not scope.grants:
        raise Http404
    asked = AuditFilter(request.GET)
    known = readable_organisations(scope)
    found = asked.narrow(readable_events(scope), known)
    page = _page(found, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    context = {
        "header_title": gettext("审计日志"),
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("工作台")},
            {"url": "", "label": gettext("审计日志")},
        ],
        "lines": lines_of(page.events, known),
        "form": asked,
        "newer_href": _beside(request.GET, "after", page.newer),
        "older_href": _beside(request.GET, "before", page.older),
    }
    return render(request, "orgs/admin/audit.html", context)


def readable_organisations(scope: Scope) -> QuerySet[Organisation]:
    """The organisations of the administrator's regions; for the region's own office all of them."""
    if _reads_all(scope):
        return Organisation.objects.all()
    places = Q(pk__in=[])
    for grant in scope.grants:
        for low, high in grant.regions or ():
            places |= Q(managing_region__code__range=(low, high))
    return Organisation.objects.filter(places)


def readable_events(scope: Scope) -> QuerySet[AuditEvent]:
    """Events of the organisations of a scope; events of no organisation only for the whole region."""
    events = AuditEvent.objects.select_related("by")
    return events if _reads_all(scope) else at_any(events, readable_organisations(scope))


def at_any(events: QuerySet[AuditEvent], organisations: QuerySet[Organisation]) -> QuerySet[AuditEvent]:
    """The events that name at least one of these organisations, be it the first or the last of many."""
    return events.filter(organisation_ids__overlap=ArraySubquery(organisations.order_by().values("pk")))


def _reads_all(scope: Scope) -> bool:
    offices = Organisation.objects.filter(pk__in=scope.organisations(Role.AUDIT_ADMIN))
    return offices.filter(managing_region__level=Level.REGION).exists()


def _page(events: QuerySet[AuditEvent], *, before: str, after: str) -> Page:
    if _NUMBER.fullmatch(after):
        found = list(events.filter(pk__gt=int(after)).order_by("id")[: PAGE + 1])
        rows, more_newer, more_older = found[:PAGE][::-1], len(found) > PAGE, True
    else:
        behind = bool(_NUMBER.fullmatch(before))
        found = list((events.filter(pk__lt=int(before)) if behind else events).order_by("-id")[: PAGE + 1])
        rows, more_newer, more_older = found[:PAGE], behind, len(found) > PAGE
    return Page(
        rows,
        newer=str(rows[0].pk) if rows and more_newer else "",
        older=str(rows[-1].pk) if rows and more_older else "",
    )


def _beside(asked: QueryDict, name: str, number: str) -> str:
    if not number:
        return ""
    address = asked.copy()
    for place in ("after", "before"):
        address.pop(place, None)
    address[name] = number
    return f"?{address.urlencode()}"
