"""The queue of a desk."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reviews.inbox.bulk.pages import Choosing
from reviews.inbox.filtering import Condition
from reviews.inbox.history import last_decided
from reviews.inbox.imported import runs_to_choose
from reviews.inbox.keeping import default_of, views_for
from reviews.inbox.models import SavedView
from reviews.inbox.queueing import page_of
from talent.orgs.models import Delegation
from talent.orgs.service import counted, delegations_at
from talent.records.models import ImportRun


class Queue(Choosing):
    """What waits, soonest deadline first. By POST many of it are chosen to be decided together (`bulk`)."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        if not request.GET and (usual := default_of(self.user, self.kept_views)):
            return HttpResponseRedirect(f"{self.plain('queue')}?{usual.asked}")
        form = self.narrowed
        waiting = form.narrow(self.waiting())
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        page = page_of(waiting, today=localdate(), after=after, before=before, reader=self.user)
        context = {
            "header_title": _("审核"),
            "form": form,
            "views": self._views(),
            "stand_ins_href": self.plain("stand_ins"),
            "decided_href": self.plain("decided_list"),
            "standing": self._standing(),
            "views_href": self.address("views"),
            "all_href": f"{self.plain('queue')}?view=",  # of its own, or the usual view would come again
            "asked": self.address("queue").partition("?")[2],
            "conditions": self._dropped(),
            "unit_choices": [(unit.name, self.queue_with(unit=unit.name)) for unit in form.units_to_choose],
            "run_choices": self._runs(),
            "page": page,
            "rows": [(row, self.address("change", pk=row.change.pk)) for row in page.rows],
            "count": counted(waiting) if page.rows else "0",
            "previous_href": self._beside("before", page.previous),
            "next_href": self._beside("after", page.next),
            **({} if page.rows else self._nothing()),
            **self.besides(),
        }
        return self.show("queue", context)

    def _runs(self) -> list[tuple[ImportRun, str]]:
        """Lists that people here came in with, each with the address of the queue narrowed to it."""
        found = runs_to_choose(self.narrowed, self.waiting(), self.scope)
        return [(each, self.queue_with(run=str(each.pk))) for each in found]

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

    def besides(self) -> dict[str, Any]:
        """What the page of this desk shows besides the queue."""
        return {}

    def _beside(self, name: str, key: str) -> str:
        if not key:
            return ""
        href = self.address("queue")
        return f"{href}{'&' if '?' in href else '?'}{name}={key}"
