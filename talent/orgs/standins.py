"""Setting up who stands in for a reviewer (代审), by themselves or by who manages the office's accounts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.orgs.delegating import colleagues_of, delegate, end_delegation
from talent.orgs.inviting import NotPossible
from talent.orgs.models import Delegation, Membership
from talent.security.models import User
from talent.security.service import row_number


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class StandInForm(forms.Form):
    """Who stands in for the holder of a reviewing grant, from when to when."""

    deputy = forms.ChoiceField(label=gettext_lazy("由谁代审"))
    first = _day(gettext_lazy("从哪天起"))
    last = _day(gettext_lazy("到哪天止"))

    def __init__(self, *args: Any, grant: Membership, **kwargs: Any) -> None:
        kwargs |= {"prefix": f"at{grant.organisation_id}", "initial": {"first": localdate()}}
        super().__init__(*args, **kwargs)
        self.grant, self.colleagues = grant, colleagues_of(grant)
        self.fields["deputy"].choices = self._offered()  # type: ignore[attr-defined]  # reason: a ChoiceField

    def _offered(self) -> list[tuple[str, str]]:
        """By name and office; the account stands behind it only where two have the same name."""
        names, office = [each.name for each in self.colleagues], self.grant.organisation.name
        return [
            (str(each.pk), f"{each.name} · {office}" + f" ({each.username})" * (names.count(each.name) > 1))
            for each in self.colleagues
        ]

    def set_up(self, by: User) -> Delegation | None:
        """The stand-in of a valid form; None where it cannot be, which the form then says."""
        given = self.cleaned_data
        deputy = next(each for each in self.colleagues if str(each.pk) == given["deputy"])
        try:
            return delegate(grant=self.grant, deputy=deputy, first=given["first"], last=given["last"], by=by)
        except NotPossible as no:
            self.add_error(None, str(no))
            return None


class StandInDesk:
    """Stand-ins for some reviewing grants, and those that may be ended here; what is not among them is
    not found (404)."""

    def __init__(self, grants: Sequence[Membership], standing: Iterable[Delegation]) -> None:
        self.grants, self.standing = grants, list(standing)
        self.forms = [StandInForm(grant=each) for each in grants]

    def post(self, given: QueryDict, by: User) -> str:
        """What was done, in words; "" where the form says why not."""
        do, _colon, told = given.get("do", "").partition(":")
        number = row_number(told)
        if do not in {"delegate", "end"} or number is None:
            raise Http404
        return self._end(number, by) if do == "end" else self._set_up(number, given, by)

    def _set_up(self, office: int, given: QueryDict, by: User) -> str:
        place = next((n for n, each in enumerate(self.grants) if each.organisation_id == office), None)
        if place is None:
            raise Http404
        form = self.forms[place] = StandInForm(given, grant=self.grants[place])
        made = form.set_up(by) if form.is_valid() else None
        return _("已请“%(name)s”代审，到期自动结束。") % {"name": made.deputy.name} if made else ""

    def _end(self, pk: int, by: User) -> str:
        found = next((each for each in self.standing if each.pk == pk), None)
        if found is None:
            raise Http404
        end_delegation(found, by=by)
        return _("代审已结束。")
