"""The page on which a reviewer who will be away names a colleague to review in their place (代审)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.inbox.desks import Desk
from talent.orgs.models import Delegation, Membership
from talent.orgs.service import (
    NotPossible,
    colleagues_of,
    delegate,
    delegations_at,
    end_delegation,
    reviewing_grant,
)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class StandInForm(forms.Form):
    """Who stands in at one office, from when to when."""

    deputy = forms.ChoiceField(label=gettext_lazy("由谁代审"))
    first = _day(gettext_lazy("从哪天起"))
    last = _day(gettext_lazy("到哪天止"))

    def __init__(self, *args: Any, grant: Membership, **kwargs: Any) -> None:
        kwargs["prefix"] = f"at{grant.organisation_id}"
        super().__init__(*args, **kwargs)
        self.grant, self.colleagues = grant, colleagues_of(grant)
        offered = [(str(each.pk), f"{each.name} ({each.username})") for each in self.colleagues]
        self.fields["deputy"].choices = offered  # type: ignore[attr-defined]  # reason: a ChoiceField


class StandIns(Desk):
    """Own absences at this desk, and whom one stands in for; nobody else's can be seen or ended (404)."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        return self._page([StandInForm(grant=grant, initial=self._today()) for grant in self._grants()])

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        do, _colon, number = request.POST.get("do", "").partition(":")
        if not number.isdecimal() or len(number) > 18:
            raise Http404
        return self._end(int(number)) if do == "end" else self._name(int(number))

    def _name(self, office: int) -> HttpResponse:
        forms_ = [
            StandInForm(self.request.POST if grant.organisation_id == office else None, grant=grant)
            for grant in self._grants()
        ]
        form = next((each for each in forms_ if each.is_bound), None)
        if form is None:
            raise Http404
        if not form.is_valid():
            return self._page(forms_, status=422)
        asked = form.cleaned_data
        deputy = next(each for each in form.colleagues if str(each.pk) == asked["deputy"])
        try:
            delegate(grant=form.grant, deputy=deputy, first=asked["first"], last=asked["last"], by=self.user)
        except NotPossible as no:
            form.add_error(None, str(no))
            return self._page(forms_, status=422)
        messages.success(self.request, _("已请“%(name)s”代审，到期自动结束。") % {"name": deputy.name})
        return HttpResponseRedirect(self.plain("stand_ins"))

    def _end(self, pk: int) -> HttpResponse:
        found = next((each for each in self._standing() if each.pk == pk), None)
        if found is None:
            raise Http404
        end_delegation(found, by=self.user)
        messages.success(self.request, _("代审已结束。"))
        # Who stood in may have nothing more to do here.
        return HttpResponseRedirect(self.plain("stand_ins") if self._grants() else "/")

    def _grants(self) -> list[Membership]:
        own = self.scope.own()
        offices = dict.fromkeys(grant.organisation_id for grant in own.grants)
        return [grant for office in offices if (grant := reviewing_grant(self.user, office))]

    def _standing(self) -> list[Delegation]:
        offices = dict.fromkeys(grant.organisation_id for grant in self.scope.grants)
        return [each for office in offices for each in delegations_at(office, self.user)]

    def _today(self) -> dict[str, date]:
        return {"first": localdate()}

    def _page(self, offered: list[StandInForm], status: int = 200) -> HttpResponse:
        if not self.scope.grants:
            raise Http404
        context = {"header_title": _("代审"), "forms": offered, "standing": self._standing()}
        return self.show("stand_ins", context, status)
