"""Pages where somebody accepts an invitation to a unit, with the own account or a new one."""

import time

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.entering import enter_new
from accounts.locking import (
    INVITATION,
    TOO_MANY,
    address_page,
    count_failure,
    may_try,
    needs_puzzle,
    too_many_from,
)
from accounts.puzzle import WithPuzzle
from accounts.unit_forms import NewAccountForm
from accounts.unit_views import UnitPage
from talent.orgs.enums import Role
from talent.orgs.models import Invitation
from talent.orgs.service import NotPossible, accept, accept_anew, invitation_of, open_invitations
from talent.security.models import User

_OPENED, _SECONDS = "unit_invitation", 3600
_WRONG = 422


class CodeForm(WithPuzzle):
    code = forms.CharField(
        label=gettext_lazy("邀请码"),
        max_length=40,
        help_text=gettext_lazy("大小写、空格和横线都不影响。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class InvitationCode(UnitPage):
    """Asks for the code; wrong ones count like failed logins, by session: an office shares one address.

    Who takes a new session for each try meets the question, and after many more tries the end of all of them
    from this address.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("invitation", {"form": CodeForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        if too_many_from(request):
            return address_page(request)
        counted = _counted(request)
        if not may_try(request, counted):
            return HttpResponse(status=TOO_MANY)
        form = CodeForm(request.POST)
        if needs_puzzle(request, counted):
            form.ask()
        if not form.is_valid():
            return self.show("invitation", {"form": form}, _WRONG)
        found = invitation_of(form.cleaned_data["code"])
        if found is None:
            count_failure(request, counted)
            form.add_error("code", _("邀请码不正确，或者已经用过、撤销、过期。"))
            if form.PUZZLE not in form.fields and needs_puzzle(request, counted):
                form.ask()
            return self.show("invitation", {"form": form}, _WRONG)
        request.session.cycle_key()
        request.session[_OPENED] = {"pk": found.pk, "until": time.time() + _SECONDS}
        return redirect("unit_invitation_accept")


class AcceptInvitation(UnitPage):
    """What the invitation is to; who is signed in accepts with that account, others make one or log in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = _opened(request)
        if found is None:
            return redirect("unit_invitation")
        return self._page(found, NewAccountForm(initial={"name": found.name}))

    def post(self, request: HttpRequest) -> HttpResponse:
        found = _opened(request)
        if found is None:
            return redirect("unit_invitation")
        if request.user.is_authenticated:
            return self._accept(found, request.user)
        form = NewAccountForm(request.POST)
        if not form.is_valid():
            return self._page(found, form, _WRONG)
        try:
            user = accept_anew(invitation=found, **form.account())
        except NotPossible as no:
            return self._refused(str(no.reason))
        except ValidationError as fault:
            form.add_error(None, fault)
            return self._page(found, form, _WRONG)
        del request.session[_OPENED]
        return enter_new(request, user, unit=found.organisation.name)

    def _accept(self, found: Invitation, user: User) -> HttpResponse:
        try:
            accept(invitation=found, user=user)
        except NotPossible as no:
            return self._refused(str(no.reason))
        del self.request.session[_OPENED]
        said = _("您已是“%(unit)s”的用户。") % {"unit": found.organisation.name}
        messages.success(self.request, said)
        return redirect("collect:choose")

    def _refused(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect("unit_invitation_accept")

    def _page(self, found: Invitation, form: NewAccountForm, status: int = 200) -> HttpResponse:
        roles = [Role(each).label for each in found.roles]
        return self.show("invitation_accept", {"invitation": found, "roles": roles, "form": form}, status)


def _counted(request: HttpRequest) -> str:
    """What wrong codes of this session are counted as: a code says nothing of whose it is."""
    if request.session.session_key is None:
        request.session.create()
    return f"{INVITATION} {request.session.session_key}"


def _opened(request: HttpRequest) -> Invitation | None:
    """The invitation that this session opened not long ago, if it still leads somewhere."""
    kept = request.session.get(_OPENED)
    if not kept or kept["until"] < time.time():
        return None
    whole = open_invitations().select_related("organisation", "created_by")
    return whole.filter(pk=kept["pk"]).first()
