"""Pages of the second step: the code at the login, setting an app up, recovery codes, asking once more."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.internal import flows as totp
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.desks import desk_here, entrance
from accounts.drawing import qr_code
from accounts.factor_forms import PENDING, CodeAgainForm, CodeForm, PasswordAgain, SetUpForm
from talent.security.models import User
from talent.security.service import has_second_factor, record_event, remove_second_factor, use_once

#: Where a login that is half done keeps which password it passed.
PASSED = "passed"


def record_failure(user: User, where: str) -> None:
    with transaction.atomic():
        record_event(
            by=None, action="login_failed", subject="user", subject_id=user.pk, detail={"entrance": where}
        )


class SignedIn(LoginRequiredMixin, View):
    """A page for whoever is signed in, by the entrance that this zone has. `off` closes it."""

    closed_when_off = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.closed_when_off and settings.SECOND_FACTOR == "off":
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_login_url(self) -> str:
        return entrance()

    @property
    def user(self) -> User:
        return cast(User, self.request.user)


class Code(AuthenticateView):
    """The second step of a login, between the right password and the session."""

    template_name = "accounts/code.html"

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    @transaction.atomic
    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Not with a password that was changed, or an account that was switched off, in the meantime."""
        passed = self.stage.login.state.get(PASSED)
        if not form.user.is_active or passed != form.user.get_session_auth_hash():
            return self.stage.abort()
        return super().form_valid(form)

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        record_failure(form.user, "code")
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**kwargs, "form": self.auth_form, "entrance": entrance(), "view": self}


class _Again(SignedIn):
    """Leads on to where the question came from."""

    def form_invalid(self, form: Any) -> HttpResponse:
        record_failure(self.user, "confirm")
        return super().form_invalid(form)  # type: ignore[misc]  # reason: a mix-in

    def get_default_success_url(self) -> str:
        return desk_here(self.user)


class CodeAgain(_Again, ReauthenticateView):
    template_name = "accounts/confirm.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        return CodeAgainForm


class PasswordOnceMore(_Again, PasswordAgainView):
    template_name = "accounts/confirm.html"
    closed_when_off = False

    def get_form_class(self) -> type[PasswordAgain]:
        return PasswordAgain


class SetUp(SignedIn):
    """A new authenticator app: the first one, or another in place of the old one, which holds until then."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(SetUpForm(user=self.user))

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def post(self, request: HttpRequest) -> HttpResponse:
        form = SetUpForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._show(form)
        self._activate(form)
        return redirect("mfa_view_recovery_codes")

    def _show(self, form: SetUpForm) -> HttpResponse:
        context = {
            "form": form,
            "drawing": qr_code(self.user, form.secret),
            "has_one": has_second_factor(self.user),
            "required": settings.SECOND_FACTOR == "required",
        }
        return render(self.request, "accounts/set_up.html", context)

    @transaction.atomic
    def _activate(self, form: SetUpForm) -> None:
        user = User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        remove_second_factor(user)
        app, _codes = totp.activate_totp(self.request, form)
        use_once(app, form.cleaned_data["code"])  # the next login asks for another one
        self.request.session.pop(PENDING, None)
        # The code was just given; sessions that passed without one end.
        post_authentication(self.request, app)
        end_other_sessions(self.request, user)
        record_event(by=user, action="set_up_factor", subject="user", subject_id=user.pk)


class Remove(SignedIn):
    """Back to the password alone, where the installation leaves that to everybody."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and settings.SECOND_FACTOR == "required":
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_second_factor(self.user):
            return redirect("mfa_index")
        return render(request, "accounts/remove_factor.html")

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest) -> HttpResponse:
        user = User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        if remove_second_factor(user):
            record_event(by=user, action="remove_factor", subject="user", subject_id=user.pk)
            messages.success(request, _("第二步验证已取消，下次登录只需密码。"))
        return redirect("mfa_index")


class RecoveryCodes(SignedIn):
    """The codes, shown at the first visit and never again."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        kept, may_see = recovery.view_recovery_codes(request)
        if kept is None:
            raise Http404
        codes = kept.get_unused_codes()
        context = {"codes": codes if may_see else [], "left": len(codes), "desk": desk_here(self.user)}
        return render(request, "accounts/recovery_codes.html", context)


class NewRecoveryCodes(SignedIn):
    """New codes in place of the old ones."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_second_factor(self.user):
            raise Http404
        return render(request, "accounts/new_recovery_codes.html")

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest) -> HttpResponse:
        if not has_second_factor(self.user):
            raise Http404
        recovery.generate_recovery_codes(request)
        record_event(by=self.user, action="renew_recovery_codes", subject="user", subject_id=self.user.pk)
        return redirect("mfa_view_recovery_codes")


def codes_left(user: User) -> int | None:
    """How many recovery codes are unused; None without any."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else None
