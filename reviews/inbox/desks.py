"""A place at which somebody reviews: what waits there, its addresses, its pages."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any, ClassVar, cast

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from reviews.inbox.filtering import QueueFilter
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change
from talent.security.models import User


class Desk(View, ABC):
    """A place at which somebody reviews. What does not wait here does not exist here (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]
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
        """An address of this desk that keeps what the queue is narrowed to."""
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

    def plain(self, view: str) -> str:
        """An address of this desk without what the queue is narrowed to."""
        return reverse(f"{self.namespace}:{view}", kwargs=self.place())

    def place(self) -> dict[str, Any]:
        """What the desk's addresses are made of besides their own parts."""
        return {}

    def keep(self, results: list[tuple[int, str]]) -> None:
        """Keeps what became of a batch for the page that follows: numbers and reasons, no names."""
        self.request.session[self._kept_as] = results

    def kept(self) -> list[tuple[int, str]]:
        """The last batch of this desk, as kept; empty where there was none."""
        return [(pk, reason) for pk, reason in self.request.session.get(self._kept_as, [])]

    @property
    def _kept_as(self) -> str:
        return f"batch {reverse(f'{self.namespace}:queue', kwargs=self.place())}"

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {"queue_href": self.address("queue"), "header_icon": "clipboard-list"}
        return render(self.request, f"{self.templates}/{page}.html", {**shared, **context}, status=status)
