"""The own mail address: given, changed or removed after a fresh password or code.

A new one is in force once a link was opened.

The page answers alike whether somebody else has the address or not, and whether a link can go out.
"""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.factor_views import SignedIn
from talent.individuals.service import account_of
from talent.notify.service import (
    LINK_HOURS,
    ask_address,
    confirm_address,
    kinds_by_mail,
    open_request,
    remove_address,
    waiting_address,
)
from talent.orgs.service import scope_of
from talent.security.models import User


class AddressForm(forms.Form):
    """An address that is not the confirmed one already."""

    address = forms.EmailField(
        label=gettext_lazy("邮箱"),
        max_length=254,
        help_text=gettext_lazy("例如 name@example.cn。确认链接会发到这里，打开以后才生效。"),
        error_messages={
            "required": gettext_lazy("请填写邮箱，例如 name@example.cn。"),
            "invalid": gettext_lazy("这不是有效的邮箱，请填写形如 name@example.cn 的地址。"),
        },
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_address(self) -> str:
        given: str = User.objects.normalize_email(self.cleaned_data["address"])
        if self._user.email_confirmed_at and given.lower() == self._user.email.lower():
            raise ValidationError(gettext_lazy("这就是您已经确认的邮箱，不用再确认。"))
        return given


class _OwnAddressPage(SignedIn):
    closed_when_off = False


@method_decorator(never_cache, name="dispatch")
class OwnAddress(_OwnAddressPage):
    """What stands, what it is used for, and the form that has a link sent; `again` sends to what stands."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(AddressForm(user=self.user))

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def post(self, request: HttpRequest) -> HttpResponse:
        given = {"address": self.user.email} if "again" in request.POST else request.POST
        form = AddressForm(given, user=self.user)
        if not form.is_valid():
            return self._page(form, status=422)
        address = form.cleaned_data["address"]
        ask_address(user=self.user, address=address, language=get_language() or settings.LANGUAGE_CODE)
        said = _("确认链接正发往 %(address)s，%(hours)s 小时内有效，打开以后邮箱才生效。")
        messages.success(request, said % {"address": address, "hours": LINK_HOURS})
        return redirect("own_address")

    def _page(self, form: AddressForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "waiting": waiting_address(self.user),
            "mails": bool(settings.MAILERS),
            "individual": account_of(self.user) is not None,
        }
        return render(self.request, "accounts/address.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class RemoveAddress(_OwnAddressPage):
    """Asked first: which mails come no more. Without an address there is nothing to remove."""

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.user.email:
            return redirect("own_address")
        context = {
            "kinds": kinds_by_mail(self.user, scope_of(request)),
            "told": bool(self.user.email_confirmed_at and settings.MAILERS),
            "individual": account_of(self.user) is not None,
        }
        return render(request, "accounts/address_remove.html", context)

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def post(self, request: HttpRequest) -> HttpResponse:
        if remove_address(user=self.user, language=get_language() or settings.LANGUAGE_CODE):
            messages.success(request, _("邮箱已移除，以后不再向您发邮件，消息请在网站上看。"))
        return redirect("own_address")


@method_decorator(never_cache, name="dispatch")
class ConfirmAddress(_OwnAddressPage):
    """Where the link leads: a button, since programs that look through mail open links by themselves."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = open_request(user=self.user, token=token)
        if found is None:
            return self._nowhere()
        return render(request, "accounts/address_confirm.html", {"asked": found})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        confirmed = confirm_address(user=self.user, token=token)
        if confirmed is None:
            return self._nowhere()
        said = _("邮箱已确认，消息邮件从现在起发到 %(address)s。")
        messages.success(request, said % {"address": confirmed.email})
        return redirect("mfa_index")

    def _nowhere(self) -> HttpResponse:
        said = _("这个链接用不了：可能已经用过、已过期，或是另一个账号的。请登录对的账号，或重新发送。")
        messages.error(self.request, said)
        return redirect("mfa_index")
