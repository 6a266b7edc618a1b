"""A place at which an office checks what it let in: its samples, its marks, its addresses."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from reviews.spotchecks.models import SpotCheck, SpotItem
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Doubt
from talent.security.models import User


class Desk(View, ABC):
    """The desk of one or more offices. What another office drew, or is out of scope, does not exist (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """The part of the account's scope with which it reviews at this desk."""

    @property
    @abstractmethod
    def offices(self) -> list[Organisation]:
        """Whose desk this is; the first one draws unless another is chosen."""

    @property
    def at_unit(self) -> bool:
        return False

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def checks(self) -> ScopedQuerySet[SpotCheck]:
        """The samples of this desk, the newest first."""
        own = SpotCheck.objects.visible_to(self.scope).filter(office__in=[each.pk for each in self.offices])
        return own.select_related("office", "by")

    def check_or_404(self, pk: int) -> SpotCheck:
        found = self.checks().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def items(self, check: SpotCheck) -> ScopedQuerySet[SpotItem]:
        """What was drawn, in its order, with the record to which it belongs now."""
        found = SpotItem.objects.visible_to(self.scope).filter(check_of=check)
        record = "change__record"
        whole = found.select_related(
            *("looker", "by", f"{record}__unit", f"{record}__person", f"{record}__category")
        )
        unread = (f"{record}__category__{each}" for each in ("groups", "rules", "moves"))
        return whole.defer("change__data", "change__sealed", *unread)

    def doubts(self) -> ScopedQuerySet[Doubt]:
        """The marks that the desk's offices set, of records that are still in scope."""
        own = Doubt.objects.visible_to(self.scope).filter(office__in=[each.pk for each in self.offices])
        return own.select_related("office", "by", "record__unit", "record__category", "change", "correction")

    def address(self, view: str, **named: Any) -> str:
        return reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})

    def place(self) -> dict[str, Any]:
        """What the desk's addresses are made of besides their own parts."""
        return {}

    def crumbs(self) -> list[tuple[str, str]]:
        """(label, address) of the pages above the present one, below the list of samples."""
        return []

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {"index_href": self.address("index"), "above": self.crumbs(), "header_icon": "view"}
        return render(self.request, f"{self.templates}/{page}.html", {**shared, **context}, status=status)
