"""The page on which a reviewer who will be away names a colleague to review in their place (代审)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from reviews.inbox.desks import Desk
from talent.orgs.models import Delegation, Membership
from talent.orgs.service import StandInDesk, delegations_at, reviewing_grant


class StandIns(Desk):
    """Own absences at this desk, and whom one stands in for; nobody else's can be seen or ended (404)."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        return self._page(self._desk())

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        desk = self._desk()
        if said := desk.post(request.POST, self.user):
            messages.success(request, said)
            # Who stood in may have nothing more to do here.
            return HttpResponseRedirect(self.plain("stand_ins") if desk.grants else "/")
        return self._page(desk, 422)

    def _desk(self) -> StandInDesk:
        if not self.scope.grants:
            raise Http404
        return StandInDesk(self._grants(), self._standing())

    def _grants(self) -> list[Membership]:
        own = self.scope.own()
        offices = dict.fromkeys(grant.organisation_id for grant in own.grants)
        return [grant for office in offices if (grant := reviewing_grant(self.user, office))]

    def _standing(self) -> list[Delegation]:
        offices = dict.fromkeys(grant.organisation_id for grant in self.scope.grants)
        return [each for office in offices for each in delegations_at(office, self.user)]

    def _page(self, desk: StandInDesk, status: int = 200) -> HttpResponse:
        return self.show("stand_ins", {"header_title": _("代审"), "desk": desk}, status)
