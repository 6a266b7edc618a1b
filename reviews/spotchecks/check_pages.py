"""The samples of an office: the list of them with the figures, a new one, and one with what was drawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.spotchecks.desks import Desk
from reviews.spotchecks.enums import CheckState, Outcome
from reviews.spotchecks.figures import figures
from reviews.spotchecks.forms import DrawForm
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.rules import Rule, in_words
from reviews.spotchecks.starting import start
from talent.orgs.models import Organisation
from talent.orgs.service import counted
from talent.records.service import visible_to
from talent.security.service import row_number

CHECKS, ITEMS = 20, 50
_SHOWN = {
    "open": Q(outcome=""),
    "passed": Q(outcome=Outcome.PASSED),
    "doubted": Q(outcome=Outcome.DOUBTED),
    "gone": Q(outcome=Outcome.GONE),
}


@dataclass(frozen=True)
class Progress:
    """How far a sample is; `done` in per cent of what was drawn."""

    drawn: int
    passed: int
    doubted: int
    gone: int

    @property
    def looked_at(self) -> int:
        return self.passed + self.doubted + self.gone

    @property
    def left(self) -> int:
        return self.drawn - self.looked_at


def progress_of(check: SpotCheck) -> Progress:
    """Counted over the one sample, which is never large."""
    found = SpotItem._plain.filter(check_of=check).order_by().values("outcome").annotate(count=Count("pk"))
    by_outcome = {each["outcome"]: each["count"] for each in found}
    return Progress(
        check.drawn, *(by_outcome.get(each, 0) for each in (Outcome.PASSED, Outcome.DOUBTED, Outcome.GONE))
    )


class Index(Desk):
    """Samples, the newest first, and the figures of this year for every office in scope."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        before = row_number(request.GET.get("before", ""))
        checks = self.checks()
        if before is not None:
            checks = checks.filter(pk__lt=before)
        found = list(checks.annotate(left=Count("items", filter=Q(items__outcome="")))[: CHECKS + 1])
        shown = found[:CHECKS]
        year = date(timezone.localdate().year, 1, 1)
        context = {
            "header_title": _("抽查"),
            "rows": [
                (each, in_words(Rule.read(each.rule)), self.address("check", pk=each.pk)) for each in shown
            ],
            "next_href": f"{self.address('index')}?before={shown[-1].pk}" if len(found) > CHECKS else "",
            "figures": figures(self.scope, since=year),
            "year": year.year,
            "new_href": self.address("new"),
            "doubts_href": self.address("doubts"),
            "doubts": counted(self.doubts().filter(ended_at__isnull=True)),
        }
        return self.show("index", context)


class New(Desk):
    """What to draw from, and how much."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        return self._page(DrawForm(scope=self.scope, at_unit=self.at_unit))

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        form, office = DrawForm(request.POST, scope=self.scope, at_unit=self.at_unit), self._office(request)
        if not form.is_valid():
            return self._page(form, status=422)
        given = form.cleaned_data
        check = start(
            office=office,
            by=self.user,
            rule=form.rule,
            size=given["size"],
            share=given["share"],
            weight=given["weight"],
        )
        self._tell(check)
        return HttpResponseRedirect(self.address("check", pk=check.pk))

    def _tell(self, check: SpotCheck) -> None:
        if check.state == CheckState.OPEN:
            messages.success(self.request, _("抽到 %(count)s 条，请逐条核查。") % {"count": check.drawn})
        elif check.state == CheckState.DRAWING:
            messages.info(self.request, _("范围较大，正在后台抽取；可以离开本页，稍后再来。"))

    def _office(self, request: HttpRequest) -> Organisation:
        chosen = request.POST.get("office", "")
        found = next((each for each in self.offices if str(each.pk) == chosen), None)
        if found is None and (chosen or not self.offices):
            raise Http404
        return found or self.offices[0]

    def _page(self, form: DrawForm, status: int = 200) -> HttpResponse:
        context = {"header_title": _("抽查一次"), "form": form, "own_offices": self.offices}
        return self.show("new", context, status=status)


class One(Desk):
    """A sample of the one record that somebody names: any record may be looked at at any time."""

    @transaction.atomic
    def post(self, request: HttpRequest, *, record: int, **named: Any) -> HttpResponse:
        known = visible_to(self.scope).filter(approved__isnull=False)
        found = get_object_or_404(known.only("pk"), pk=record)
        check = start(office=self.offices[0], by=self.user, rule=Rule(record=found.pk), size=1)
        if check.state == CheckState.EMPTY:
            raise Http404
        return HttpResponseRedirect(self.address("item", pk=check.pk, number=1))


class Check(Desk):
    """One sample: how it was drawn, how far it is, and every record of it."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        check = self.check_or_404(pk)
        shown = request.GET.get("show", "")
        items = self.items(check).filter(_SHOWN.get(shown, Q()))
        after = row_number(request.GET.get("after", ""), digits=9)
        if after is not None:
            items = items.filter(number__gt=after)
        found = list(items[: ITEMS + 1])
        rows = found[:ITEMS]
        here = self._here(rows)
        context = {
            "header_title": _("抽查：%(day)s") % {"day": f"{timezone.localtime(check.at):%Y-%m-%d %H:%M}"},
            "check": check,
            "words": in_words(Rule.read(check.rule)),
            "progress": progress_of(check),
            "shown": shown if shown in _SHOWN else "",
            "rows": [
                (each, self.address("item", pk=check.pk, number=each.number), each.change.record_id in here)
                for each in rows
            ],
            "next_href": f"?show={shown}&after={rows[-1].number}" if len(found) > ITEMS else "",
            "check_href": self.address("check", pk=check.pk),
        }
        return self.show("check", context)

    def _here(self, rows: list[SpotItem]) -> set[int]:
        """Which of these records can still be looked at: of the others not even the name is shown."""
        known = visible_to(self.scope).filter(
            approved__isnull=False, pk__in=[each.change.record_id for each in rows]
        )
        return set(known.values_list("pk", flat=True))
