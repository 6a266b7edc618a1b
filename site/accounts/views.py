"""Ways in and out: one for units, one for the staff at the address that HR departments know."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms import LoginForm, OwnPasswordForm, StaffLoginForm
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
        return desk_of(cast(User, self.request.user))


def desk_of(user: User) -> str:
    """Where an account works: in its units, else in the admin, else nowhere but on the public pages."""
    roles = scope_for(user).roles
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


@method_decorator(never_cache, name="dispatch")
class OwnPassword(auth.PasswordChangeView):
    """Everybody's own password, by the old one. Other sessions of the account end."""

    form_class = OwnPasswordForm
    template_name = "accounts/password.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path, _entrance())
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user = User.objects.select_for_update(no_key=True).get(pk=form.user.pk)
        response = super().form_valid(form)
        record_event(by=user, action="change_password", subject="user", subject_id=user.pk)
        messages.success(self.request, _("密码已修改，下次登录请用新密码。"))
        return response

    def get_success_url(self) -> str:
        desk = desk_of(cast(User, self.request.user))
        return STAFF_DESK if desk == UNIT_DESK and settings.SITE_ZONE == "inner" else desk


def _entrance() -> str:
    """The portal's login where this zone has it, else the staff's."""
    try:
        return reverse("login")
    except NoReverseMatch:
        return reverse("staff_login")
