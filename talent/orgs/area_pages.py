"""The administrator's pages about management areas. Those of other regions are not found (404)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from talent.orgs.administrator_page import AdministratorPage
from talent.orgs.area_forms import AREA_FORMS, AreaForm
from talent.orgs.areas import (
    accept_area,
    administered_codes,
    area_events_for,
    areas_for,
    drop_area,
    plan_area,
    receiving_code,
)
from talent.orgs.enums import AreaEventKind, EventState
from talent.orgs.happening import CannotHappen
from talent.orgs.lifecycle import OPEN_EVENTS
from talent.orgs.models import AreaEvent, Region
from talent.orgs.models.regions import AREA_PLACES

_MOST = 200
_OF_AN_AREA = [each for each in AreaEventKind if each != AreaEventKind.SET_UP]


class AreaPage(AdministratorPage):
    """A page about management areas."""

    def area(self, pk: int) -> Region:
        found = areas_for(self.scope).select_related(*AREA_PLACES)
        return get_object_or_404(found, pk=pk)

    def show(self, page: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": reverse("areas:index"), "label": _("管理区")},
        ]
        if page != "areas":
            crumbs.append({"url": "", "label": title})
        frame = {"header_title": title, "header_icon": "site", "breadcrumbs_items": crumbs}
        return render(self.request, f"orgs/admin/{page}.html", {**frame, **context}, status=status)


class AreaList(AreaPage):
    """The areas of the own regions, and what has not happened to areas yet; consent, decline or take back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = Q(state__in=OPEN_EVENTS) | Q(state=EventState.FAILED)
        found = area_events_for(self.scope).filter(wanted).select_related("area", "by")
        events = list(found.order_by("effective", "pk")[:_MOST])
        names = _names(events)
        own = administered_codes(self.scope)
        rows = [(each, _changes(each, names), _may_accept(each, own)) for each in events]
        areas = areas_for(self.scope).select_related(*AREA_PLACES)
        return self.show("areas", _("管理区"), {"areas": areas.order_by("code")[:_MOST], "rows": rows})

    def post(self, request: HttpRequest) -> HttpResponse:
        pk = request.POST.get("event", "")
        asked = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
        event = get_object_or_404(area_events_for(self.scope), pk=asked)
        held: dict[str, Any] = {"event": event, "by": self.user, "scope": self.scope}
        try:
            if request.POST.get("do") == "accept":
                accept_area(**held)
                messages.success(request, _("已同意“%(name)s”的这项变动。") % {"name": event.name})
            else:
                drop_area(**held)
                messages.success(request, _("“%(name)s”的这项变动已取消。") % {"name": event.name})
        except CannotHappen as no:
            messages.error(request, str(no.reason))
        return redirect("areas:index")


class AreaDetail(AreaPage):
    """One area with its history, and the ways to go on with it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        area = self.area(pk)
        events = list(area.events.select_related("area", "by").order_by("-effective", "-pk"))
        names = _names(events)
        context = {
            "area": area,
            "rows": [(each, _changes(each, names)) for each in events],
            "kinds": [] if area.valid_to else _OF_AN_AREA,
        }
        return self.show("area", str(area), context)


class NewAreaEvent(AreaPage):
    """One event of one kind; without an area, the form that sets one up."""

    def get(self, request: HttpRequest, pk: int | None = None, kind: str = "set_up") -> HttpResponse:
        area, wanted = self._asked(pk, kind)
        return self._page(area, wanted, AREA_FORMS[wanted](scope=self.scope, area=area))

    def post(self, request: HttpRequest, pk: int | None = None, kind: str = "set_up") -> HttpResponse:
        area, wanted = self._asked(pk, kind)
        form = AREA_FORMS[wanted](request.POST, scope=self.scope, area=area)
        if not form.is_valid():
            return self._page(area, wanted, form, 422)
        about = {name: form.cleaned_data[name] for name in ("effective", "document", "reason")}
        try:
            event = plan_area(
                kind=wanted, area=area, after=form.after(), by=self.user, scope=self.scope, **about
            )
        except CannotHappen as no:
            form.add_error(None, str(no.reason))
            return self._page(area, wanted, form, 409)
        messages.success(request, _("已登记：%(state)s。") % {"state": event.get_state_display()})
        if event.area_id and areas_for(self.scope).filter(pk=event.area_id).exists():
            return redirect("areas:area", event.area_id)
        return redirect("areas:index")

    def _asked(self, pk: int | None, kind: str) -> tuple[Region | None, AreaEventKind]:
        if pk is None:
            return None, AreaEventKind.SET_UP
        area = self.area(pk)
        if kind not in _OF_AN_AREA or area.valid_to:
            raise Http404
        return area, AreaEventKind(kind)

    def _page(
        self, area: Region | None, kind: AreaEventKind, form: AreaForm, status: int = 200
    ) -> HttpResponse:
        title = f"{area} · {kind.label}" if area else _("设立管理区")
        return self.show("area_new", title, {"area": area, "kind": kind, "form": form}, status)


def _may_accept(event: AreaEvent, own: set[int]) -> bool:
    return event.state == EventState.PROPOSED and receiving_code(event) in own


def _names(events: Iterable[AreaEvent]) -> dict[int, str]:
    kept = [values for each in events for values in (each.before, each.after)]
    codes = {values[name] for values in kept for name in AREA_PLACES if values.get(name)}
    return {each.code: str(each) for each in Region.objects.filter(pk__in=codes)}


def _changes(event: AreaEvent, names: dict[int, str]) -> list[tuple[str, str, str]]:
    """(label, before, after) of each column that an event is about."""
    labels = {
        "name": _("名称"),
        "name_en": _("英文名称"),
        "code": _("代码"),
        "parent": _("所在地区"),
        "reporting_parent": _("报送到"),
        "successor": _("机构转入"),
    }

    def word(name: str, value: Any) -> str:
        return names.get(value, "") if name in AREA_PLACES else str(value or "")

    return [
        (label, word(name, event.before.get(name)), word(name, event.after[name]))
        for name, label in labels.items()
        if event.after.get(name) or event.before.get(name)
        if name in event.after
    ]
