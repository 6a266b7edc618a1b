"""Ways in and out: one for units, one for the staff at the address that HR departments know."""

from typing import cast

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.forms import LoginForm, StaffLoginForm
from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES
from talent.orgs.service import scope_for
from talent.security.models import User
from talent.security.service import record_event

UNIT_DESK = "/unit/"
STAFF_DESK = "/back/"


class Login(auth.LoginView):
    """The portal's login. A safe `next` is followed; else people land at the desk of their role."""

    authentication_form = LoginForm
    template_name = "accounts/login.html"
    entrance = "portal"

    @transaction.atomic
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        record_event(
            by=user, action="login", subject="user", subject_id=user.pk, detail={"entrance": self.entrance}
        )
        return response

    @transaction.atomic
    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """What was typed is kept only where it is a known name: people type passwords into the wrong box."""
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

    def get_default_redirect_url(self) -> str:
        roles = scope_for(cast(User, self.request.user)).roles
        if roles & UNIT_ROLES:
            return UNIT_DESK
        return STAFF_DESK if roles & STAFF_ROLES else "/"


class StaffLogin(Login):
    """The staff's login (notice 四(四): HR departments enter at /back/loginUI)."""

    authentication_form = StaffLoginForm
    template_name = "accounts/staff_login.html"
    entrance = "staff"

    def get_default_redirect_url(self) -> str:
        return STAFF_DESK


class Logout(auth.LogoutView):
    """Ends the session, by POST only; then the home page, or a safe `next`."""

    next_page = "/"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        if user is not None:
            record_event(by=user, action="logout", subject="user", subject_id=user.pk)
        return super().post(request, *args, **kwargs)
