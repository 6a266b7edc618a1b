"""The page of the own account: password, second step, and where the account is signed in."""

from datetime import timedelta

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.desks import profile_of
from accounts.devices import devices_of
from accounts.factor_views import SignedIn, codes_left
from talent.notify.service import waiting_address
from talent.security.models import User
from talent.security.service import has_second_factor, record_event


class Safety(SignedIn):
    """The buttons post the number of a session (`end`), or `others`."""

    closed_when_off = False

    def get(self, request: HttpRequest) -> HttpResponse:
        offered = settings.SECOND_FACTOR != "off"
        has_factor = offered and has_second_factor(self.user)
        context = {
            "waiting": waiting_address(self.user),
            "devices": devices_of(request),
            "password_over": self._password_over(),
            "offered": offered,
            "has_factor": has_factor,
            "codes_left": codes_left(self.user) if has_factor else None,
            "required": settings.SECOND_FACTOR == "required",
        }
        return render(request, "accounts/safety.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        others = UserSession.objects.filter(user=self.user).exclude(session_key=request.session.session_key)
        if request.POST.get("end", "").isdecimal():
            others = others.filter(pk=int(request.POST["end"][:18]))
        elif "others" not in request.POST:
            others = others.none()
        if ended := self._end(list(others)):
            messages.success(request, _("已退出 %(count)s 个其他登录。") % {"count": ended})
        return redirect("mfa_index")

    @transaction.atomic
    def _end(self, sessions: list[UserSession]) -> int:
        if sessions:
            User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
            end_sessions(self.request, sessions)
            record_event(
                by=self.user, action="end_sessions", subject="user", subject_id=self.user.pk,
                detail={"count": len(sessions)},
            )  # fmt: skip
        return len(sessions)

    def _password_over(self) -> object:
        """The day by which the password has to be replaced; None where passwords have no age."""
        if not profile_of(self.user).ages:
            return None
        return self.user.password_changed_at + timedelta(days=settings.PASSWORD_DAYS)
