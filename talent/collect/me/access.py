"""The pages of individuals: each begins with the account of its own login. Others find nothing (404)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from talent.collect.access import signed_in
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.service import account_of, own_records, own_scope
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import TalentRecord


@dataclass(frozen=True)
class Own:
    """An account with the scope of its own rows."""

    account: PersonAccount
    scope: Scope

    def entries(self) -> ScopedQuerySet[SelfEntry]:
        """What the account filled in, with what its pages say about it."""
        entries = SelfEntry.objects.visible_to(self.scope)
        return entries.select_related("category", "version", "unit", "change__waiting_office", "base")

    def entry(self, pk: int) -> SelfEntry:
        """One of them. Raises Http404."""
        entry: SelfEntry = get_object_or_404(self.entries(), pk=pk)
        entry.account = self.account
        return entry

    def records(self) -> ScopedQuerySet[TalentRecord]:
        """The records of the claimed person that are in force."""
        return own_records(self.account)


type OwnView[**P] = Callable[Concatenate[HttpRequest, Own, P], HttpResponse]


def own_page[**P](view: OwnView[P]) -> Callable[..., HttpResponse]:
    """A view for individuals; for every other account the page does not exist."""

    @signed_in
    @wraps(view)
    def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = account_of(request.user)
        if account is None:
            raise Http404
        return view(request, Own(account, own_scope(account)), *args, **kwargs)

    return seated
