"""A place at which somebody reviews: what waits there, its addresses, its pages."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any, ClassVar, cast

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from reviews.inbox.bulk.models import BulkRun
from reviews.inbox.bulk.running import refuse_by_sample
from reviews.inbox.bulk.sampling import unseen_of
from reviews.inbox.filtering import Condition, QueueFilter
from reviews.inbox.queueing import next_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.enums import Role
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change
from talent.security.models import User
from talent.security.service import row_number

#: The part of an address that names the run whose sample is looked through.
SAMPLE_OF = "sample_of"


class Desk(View, ABC):
    """A place at which somebody reviews. What does not wait here does not exist here (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]
    #: In which somebody reviews here.
    role: ClassVar[Role]
    #: Conditions of the queue that make no sense at this desk.
    unasked: ClassVar[tuple[str, ...]] = ()

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """The part of the account's scope with which it reviews at this desk."""

    @property
    @abstractmethod
    def offices(self) -> tuple[int, ...]:
        """Whose queue this is."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def waiting(self) -> ScopedQuerySet[Change]:
        """Everything that waits here, in the order of the queue."""
        return inbox_for(self.scope).filter(waiting_office__in=self.offices)

    @cached_property
    def narrowed(self) -> QueueFilter:
        """What the queue is narrowed to by the address, read once a request."""
        form = QueueFilter(self.request.GET, by=self.user, scope=self.scope)
        for name in self.unasked:
            del form.fields[name]
        return form

    def address(self, view: str, **named: Any) -> str:
        """An address of this desk that keeps what the queue is narrowed to.

        Whoever looks through the sample of a run has that run in place of the queue.
        """
        if view == "queue" and self.sampled_run is not None:
            return self.run_address(self.sampled_run.pk)
        href = reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})
        kept = self._conditions()
        return f"{href}?{kept.urlencode()}" if kept else href

    def queue_with(self, **changed: str) -> str:
        """The address of the queue with some conditions changed, and without those that are ""."""
        href, kept = reverse(f"{self.namespace}:queue", kwargs=self.place()), self._conditions()
        for name, value in changed.items():
            kept[name] = value
            if not value:
                del kept[name]
        # Without anything the usual view of the account would come again.
        return f"{href}?{kept.urlencode() or 'view='}"

    def _conditions(self) -> QueryDict:
        """What the address asks for, without the place in the list and what was left empty."""
        kept = self.request.GET.copy()
        for name in list(kept):
            if name in {"after", "before"} or not any(kept.getlist(name)):
                del kept[name]
        return kept

    def asked_of(self, given: QueryDict) -> str:
        """What the queue can read of an address, as an address."""
        form = QueueFilter(given, by=self.user, scope=self.scope)
        kept = QueryDict(mutable=True)
        for name in form.asked:
            if name not in self.unasked:
                kept[name] = str(given[name])
        return kept.urlencode()

    def plain(self, view: str) -> str:
        """An address of this desk without what the queue is narrowed to."""
        return reverse(f"{self.namespace}:{view}", kwargs=self.place())

    def place(self) -> dict[str, Any]:
        """What the desk's addresses are made of besides their own parts."""
        return {}

    def run_here(self, pk: int) -> BulkRun:
        """A run over this desk's offices and no others; raises 404."""
        return get_object_or_404(
            BulkRun.objects.seen_at(self.offices).select_related("by", "stopped_by"), pk=pk
        )

    def place_of(self, view: str, **named: Any) -> str:
        """An address of this desk without what the queue is narrowed to."""
        return reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})

    def run_address(self, run: int, view: str = "bulk_run") -> str:
        return self.place_of(view, run=run)

    def sampled_address(self, run: int, pk: int) -> str:
        """The page of a change that is looked at for a run; from there on it leads through the sample."""
        return f"{self.place_of('change', pk=pk)}?{SAMPLE_OF}={run}"

    @cached_property
    def sampled_run(self) -> BulkRun | None:
        """The run of this account whose sample the address leads through."""
        number = row_number(self.request.GET.get(SAMPLE_OF, ""))
        if number is None:
            return None
        return BulkRun.objects.seen_at(self.offices).filter(pk=number, by=self.user).first()

    def walked(self) -> ScopedQuerySet[Change]:
        """What the pages of single changes lead through: the queue as it is narrowed, or a run's sample."""
        if self.sampled_run is not None:
            return unseen_of(self.waiting(), self.sampled_run)
        return self.narrowed.narrow(self.waiting())

    def onward(self, change: Change) -> str:
        """Where a reviewer goes on after a change: the next that nobody else looks at, else the queue."""
        following = next_of(self.walked(), change, self.user)
        return self.address("change", pk=following) if following else self.address("queue")

    def done_with(self, change: Change) -> str:
        """The same once something was done with it: a run that its sample has ended says so first."""
        if (run := self.sampled_run) is not None and refuse_by_sample(run=run):
            return self.run_address(run.pk)
        return self.onward(change)

    def conditions_of(self, run: BulkRun) -> list[Condition]:
        """What the queue was narrowed to when a run was prepared, in words."""
        return QueueFilter(QueryDict(run.query), by=self.user, scope=self.scope).conditions()

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {
            "queue_href": self.address("queue"),
            "runs_href": self.place_of("bulk"),
            "sampled_run": self.sampled_run,
            "header_icon": "clipboard-list",
        }
        return render(self.request, f"{self.templates}/{page}.html", {**shared, **context}, status=status)
