"""A place at which somebody reviews: what waits there, its addresses, its pages."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from reviews.inbox.forms import QueueFilter
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change
from talent.security.models import User


class Desk(View, ABC):
    """A place at which somebody reviews. What does not wait here does not exist here (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]

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

    def narrowed(self) -> QueueFilter:
        return QueueFilter(self.request.GET)

    def address(self, view: str, **named: Any) -> str:
        """An address of this desk that keeps what the queue is narrowed to."""
        kept = self.request.GET.copy()
        for place in ("after", "before"):
            kept.pop(place, None)
        href = reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})
        return f"{href}?{kept.urlencode()}" if kept else href

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
