"""Ways in and out: one for units, one for the staff at the address that HR departments know."""

from typing import Any, cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.desks import STAFF_DESK, desk_here, desk_of, entrance
from accounts.entering import enter
from accounts.forms import LoginForm, OwnPasswordForm, StaffLoginForm
from accounts.limits import WHY
from accounts.locking import TOO_MANY, count_failure, may_try
from accounts.middleware import password_is_over
from talent.security.models import User
from talent.security.service import record_event


class Login(auth.LoginView):
    """The portal's login. A safe `next` is followed; else people land at the desk of their role.

    Who has an authenticator app is asked for a code before the session begins.
    """

    authentication_form = LoginForm
    template_name = "accounts/login.html"
    entrance = "portal"

    @transaction.atomic
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The event is recorded where the login is complete (`signals`)."""
        user = form.get_user()
        next_url = self.get_redirect_url() or self.desk(user)
        return enter(self.request, user, entrance=self.entrance, next_url=next_url)

    def desk(self, user: User) -> str:
        return desk_of(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "why": WHY.get(self.request.GET.get("ended", ""), "")}

    @transaction.atomic
    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """What was typed is kept only where it is a known name: people type passwords into the wrong box."""
        cast(LoginForm, form).ask_if_needed()
        username = form.data.get("username", "").replace("\0", "")[:150]
        user = User.objects.filter(username=username).first()
        record_event(
            by=None,
            action="login_failed",
            subject="user",
            subject_id=user.pk if user else "",
            detail={"entrance": self.entrance},
        )
        return super().form_invalid(form)


class StaffLogin(Login):
    """The staff's login (notice 四(四): HR departments enter at /back/loginUI)."""

    authentication_form = StaffLoginForm
    template_name = "accounts/staff_login.html"
    entrance = "staff"

    def desk(self, user: User) -> str:
        return STAFF_DESK


def to_entrance(request: HttpRequest) -> HttpResponse:
    """Where the library sends who has to begin anew: the login that this zone has, with what was asked."""
    asked = request.GET.urlencode()
    return redirect(f"{entrance()}?{asked}" if asked else entrance())


class Logout(auth.LogoutView):
    """Ends the session, by POST only; then the home page, or a safe `next`."""

    next_page = "/"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        if user is not None:
            record_event(by=user, action="logout", subject="user", subject_id=user.pk)
        return super().post(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class OwnPassword(auth.PasswordChangeView):
    """Everybody's own password, by the old one. Other sessions of the account end."""

    form_class = OwnPasswordForm
    template_name = "accounts/password.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path, entrance())
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Guessing the old password in somebody else's session counts like guessing it at the login."""
        if not may_try(request, cast(User, request.user).username):
            return HttpResponse(status=TOO_MANY)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("old_password", "password_incorrect"):
            count_failure(self.request, cast(User, self.request.user).username)
        return super().form_invalid(form)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user = User.objects.select_for_update(no_key=True).get(pk=form.user.pk)
        response = super().form_valid(form)
        UserSession.objects.create_from_request(self.request)
        record_event(by=user, action="change_password", subject="user", subject_id=user.pk)
        messages.success(self.request, _("密码已修改，下次登录请用新密码。"))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast(User, self.request.user)
        too_old = not user.must_change_password and password_is_over(user)
        return {**super().get_context_data(**kwargs), "too_old": too_old, "days": settings.PASSWORD_DAYS}

    def get_success_url(self) -> str:
        return desk_here(self.request.user)
