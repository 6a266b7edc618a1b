"""The queue of a desk, and what became of rows that were passed together."""

import re
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reviews.inbox.claiming import held_by
from reviews.inbox.deciding import MOST_AT_ONCE, RowResult, decide_many
from reviews.inbox.desks import Desk
from reviews.inbox.filtering import Condition
from reviews.inbox.history import last_decided
from reviews.inbox.keeping import default_of, views_for
from reviews.inbox.models import SavedView
from reviews.inbox.queueing import page_of
from reviews.inbox.ticking import batch_of
from talent.orgs.models import Delegation
from talent.orgs.service import counted, delegations_at
from talent.records.models import Change

_ROW = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")


class Queue(Desk):
    """What waits, soonest deadline first; rows without a warning may be passed together.

    The first press asks: it shows what would pass and what stays. Only the answer to that passes anything.
    """

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        if not request.GET and (usual := default_of(self.user, self.kept_views)):
            return HttpResponseRedirect(f"{self.plain('queue')}?{usual.asked}")
        form = self.narrowed
        waiting = form.narrow(self.waiting())
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        page = page_of(waiting, today=localdate(), after=after, before=before)
        context = {
            "header_title": _("审核"),
            "form": form,
            "views": self._views(),
            "stand_ins_href": self.plain("stand_ins"),
            "standing": self._standing(),
            "views_href": self.address("views"),
            "all_href": f"{self.plain('queue')}?view=",  # of its own, or the usual view would come again
            "asked": self.address("queue").partition("?")[2],
            "conditions": self._dropped(),
            "unit_choices": [(unit.name, self.queue_with(unit=unit.name)) for unit in form.units_to_choose],
            "page": page,
            "rows": [(row, self.address("change", pk=row.change.pk)) for row in page.rows],
            "count": counted(waiting) if page.rows else "0",
            "previous_href": self._beside("before", page.previous),
            "next_href": self._beside("after", page.next),
            **({} if page.rows else self._nothing()),
            **self.besides(),
        }
        return self.show("queue", context)

    def _views(self) -> list[tuple[SavedView, str, bool]]:
        """Views with their addresses, and whether it is this one that is shown."""
        shown = QueryDict(self.address("queue").partition("?")[2]).dict()
        return [
            (view, f"{self.plain('queue')}?{view.asked}", QueryDict(view.asked).dict() == shown)
            for view in self.kept_views
        ]

    def _standing(self) -> list[Delegation]:
        """For whom this account stands in here; mostly nobody, which is known without asking."""
        return [
            each
            for office in self.offices
            if self.scope.stands_for(office)
            for each in delegations_at(office, self.user)
            if each.deputy_id == self.user.pk and each.valid_from <= localdate()
        ]

    @cached_property
    def kept_views(self) -> list[SavedView]:
        return views_for(self.user, self.offices)

    def _dropped(self) -> list[tuple[Condition, str]]:
        """What the queue is narrowed to, each with the address of the queue without it."""
        return [(each, self.queue_with(**{each.name: ""})) for each in self.narrowed.conditions()]

    def _nothing(self) -> dict[str, Any]:
        """Why nothing is there: no work at all, or conditions; and which of these leaves nothing."""
        if not self.narrowed.narrows:
            return {"last": last_decided(self.scope, self.offices)}
        waiting = self.waiting()
        without = (
            (condition, href, counted(self.narrowed.narrow(waiting, without=condition.name)))
            for condition, href in self._dropped()
        )
        return {"without": [each for each in without if each[2] != "0"], "waits": waiting.exists()}

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        locks = _locks(request.POST.getlist("row"))
        if not locks:
            messages.warning(request, _("请先勾选要通过的行。"))
            return HttpResponseRedirect(self.address("queue"))
        if "confirmed" not in request.POST:
            return self._ask(locks)
        results = decide_many(locks=locks, by=self.user, scope=self.scope)
        self.keep([(each.change_id, str(each.reason)) for each in results])
        return HttpResponseRedirect(self.address("results"))

    def _ask(self, locks: dict[int, int]) -> HttpResponse:
        batch = batch_of(self.waiting(), locks, by=self.user)
        context = {
            "header_title": _("批量通过前请确认"),
            "batch": batch,
            "warned": [(change, self.address("change", pk=change.pk)) for change in batch.warned],
            "claimed": [(change, held_by(change.claim)) for change in batch.claimed],
        }
        return self.show("batch", context)

    def besides(self) -> dict[str, Any]:
        """What the page of this desk shows besides the queue."""
        return {}

    def _beside(self, name: str, key: str) -> str:
        if not key:
            return ""
        href = self.address("queue")
        return f"{href}{'&' if '?' in href else '?'}{name}={key}"


def _locks(rows: list[str]) -> dict[int, int]:
    """Number and lock of each ticked row (“12:3”), at most as many as may be passed at once."""
    found = (_ROW.fullmatch(row) for row in rows[:MOST_AT_ONCE])
    return {int(each[1]): int(each[2]) for each in found if each}


class Results(Desk):
    """What became of the last batch; a page of its own, so that reading it again posts nothing."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        kept = self.kept()
        if not kept:
            return HttpResponseRedirect(self.address("queue"))
        numbers = [pk for pk, _reason in kept]
        seen = Change.objects.visible_to(self.scope).filter(pk__in=numbers)
        names = dict(seen.values_list("pk", "full_name"))
        waiting = set(self.waiting().filter(pk__in=numbers).values_list("pk", flat=True))
        results = [RowResult(pk, names.get(pk, ""), reason) for pk, reason in kept]
        context = {
            "header_title": _("批量通过的结果"),
            "passed": sum(each.passed for each in results),
            "rows": [(each, self._way_to(each.change_id, waiting)) for each in results],
        }
        return self.show("results", context)

    def _way_to(self, pk: int, waiting: set[int]) -> str:
        """To what still waits here; everything else cannot be opened at this desk."""
        return self.address("change", pk=pk) if pk in waiting else ""
