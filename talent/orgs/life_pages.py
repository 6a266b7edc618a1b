"""The administrator's pages about the life of organisations. Those of other regions are not found (404)."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from talent.orgs.administering import administered_organisations
from talent.orgs.administrator_page import AdministratorPage
from talent.orgs.enums import EventKind, EventState
from talent.orgs.happening import CannotHappen
from talent.orgs.life_forms import FORMS, LifeForm
from talent.orgs.life_lines import life_lines
from talent.orgs.lifecycle import (
    OF_UNITS,
    OPEN_EVENTS,
    accept_event,
    consents,
    drop_event,
    events_for,
    history_of,
    plan,
)
from talent.orgs.models import Organisation, OrganisationEvent

_MOST = 200


class LifePage(AdministratorPage):
    """A page about the life of organisations."""

    def organisation(self, pk: int) -> Organisation:
        whole = administered_organisations(self.scope).select_related(
            "managing_region", "seat_region", "administrative_department", "merged_into"
        )
        return get_object_or_404(whole, pk=pk)

    def show(self, page: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": reverse("organisation_life:index"), "label": _("机构变动")},
        ]
        if page != "lives":
            crumbs.append({"url": "", "label": title})
        frame = {"header_title": title, "header_icon": "history", "breadcrumbs_items": crumbs}
        return render(self.request, f"orgs/admin/{page}.html", {**frame, **context}, status=status)


class OpenEvents(LifePage):
    """What has not happened yet in the own regions, or could not; consent, decline or take back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = Q(state__in=OPEN_EVENTS) | Q(state=EventState.FAILED)
        found = events_for(self.scope).filter(wanted).select_related("organisation", "other", "by")
        lines = life_lines(found.order_by("effective", "pk")[:_MOST])
        rows = [(each, self._may_accept(each.event)) for each in lines]
        return self.show("lives", _("机构变动"), {"rows": rows})

    def post(self, request: HttpRequest) -> HttpResponse:
        pk = request.POST.get("event", "")
        asked = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
        event = get_object_or_404(events_for(self.scope), pk=asked)
        held: dict[str, Any] = {"event": event, "by": self.user, "scope": self.scope}
        try:
            if request.POST.get("do") == "accept":
                accept_event(**held)
                messages.success(request, _("已同意接收“%(name)s”。") % {"name": event.organisation.name})
            else:
                drop_event(**held)
                messages.success(
                    request, _("“%(name)s”的这项变动已取消。") % {"name": event.organisation.name}
                )
        except CannotHappen as no:
            messages.error(request, str(no.reason))
        return HttpResponseRedirect(reverse("organisation_life:index"))

    def _may_accept(self, event: OrganisationEvent) -> bool:
        return event.state == EventState.PROPOSED and consents(event, self.scope)


class Life(LifePage):
    """The history of one organisation, and the ways to go on with it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = self.organisation(pk)
        context = {"organisation": unit, "lines": life_lines(history_of(unit)), "kinds": _kinds(unit)}
        return self.show("life", unit.name, context)


class NewEvent(LifePage):
    """One event of one kind."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        unit, wanted = self._asked(pk, kind)
        return self._page(unit, wanted, FORMS[wanted](organisation=unit))

    def post(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        unit, wanted = self._asked(pk, kind)
        form = FORMS[wanted](request.POST, organisation=unit)
        if not form.is_valid():
            return self._page(unit, wanted, form, 422)
        about = {name: form.cleaned_data[name] for name in ("effective", "reason", "document")}
        try:
            event = plan(
                organisation=unit, kind=wanted, by=self.user, scope=self.scope,
                after=form.after(), other=form.other(), **about,
            )  # fmt: skip
        except CannotHappen as no:
            form.add_error(None, str(no.reason))
            return self._page(unit, wanted, form, 409)
        messages.success(request, _("已登记：%(state)s。") % {"state": event.get_state_display()})
        return redirect("organisation_life:organisation", unit.pk)

    def _asked(self, pk: int, kind: str) -> tuple[Organisation, EventKind]:
        unit = self.organisation(pk)
        if kind not in EventKind.values or EventKind(kind) not in _kinds(unit):
            raise Http404
        return unit, EventKind(kind)

    def _page(self, unit: Organisation, kind: EventKind, form: LifeForm, status: int = 200) -> HttpResponse:
        title = f"{unit.name} · {kind.label}"
        return self.show("life_new", title, {"organisation": unit, "kind": kind, "form": form}, status)


def _kinds(unit: Organisation) -> list[EventKind]:
    """What can happen to an organisation as it stands."""
    if not unit.is_active:
        return [EventKind.REOPENED] if unit.collects else []
    return [
        each for each in EventKind if each != EventKind.REOPENED and (unit.collects or each not in OF_UNITS)
    ]
