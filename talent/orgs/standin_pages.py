"""The pages on which who manages the accounts of an office names a stand-in for an absent reviewer (代审)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from talent.orgs.account_pages import AccountPage
from talent.orgs.accounts import administered_accounts, administered_grants
from talent.orgs.delegating import delegations_of, reviewing_grants
from talent.orgs.standins import StandInDesk
from talent.orgs.unit_pages import UnitUsersPage


class AccountStandIn(AccountPage):
    """Of an account that the system administrator administers, at the offices administered."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(pk, self._desk(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        desk = self._desk(pk)
        if said := desk.post(request.POST, self.user):
            messages.success(request, said)
            return redirect("accounts:stand_in", pk)
        return self._page(pk, desk, 422)

    def _desk(self, pk: int) -> StandInDesk:
        account = get_object_or_404(administered_accounts(self.scope), pk=pk)
        here = administered_grants(self.scope).values("pk")
        grants = list(reviewing_grants(account).filter(pk__in=here))
        if not grants:
            raise Http404
        return StandInDesk(grants, delegations_of(grants))

    def _page(self, pk: int, desk: StandInDesk, status: int = 200) -> HttpResponse:
        account = desk.grants[0].user
        context = {"desk": desk, "away": account}
        return self.show("stand_in", _("代审：%(name)s") % {"name": account.name}, context, status)


class UnitStandIn(UnitUsersPage):
    """Of a reviewer of the unit."""

    def get(self, request: HttpRequest, organisation: int, pk: int) -> HttpResponse:
        return self._page(self._desk(pk))

    def post(self, request: HttpRequest, organisation: int, pk: int) -> HttpResponse:
        desk = self._desk(pk)
        if said := desk.post(request.POST, self.user):
            messages.success(request, said)
            return redirect("unit_users:stand_in", organisation, pk)
        return self._page(desk, 422)

    def _desk(self, pk: int) -> StandInDesk:
        grants = list(reviewing_grants(pk).filter(organisation=self.unit))
        if not grants:
            raise Http404
        return StandInDesk(grants, delegations_of(grants))

    def _page(self, desk: StandInDesk, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {"desk": desk, "away": desk.grants[0].user}
        context["form"] = next((each for each in desk.forms if each.is_bound), None)
        return self.show("stand_in", context, status)
