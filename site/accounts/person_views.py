"""Individuals register and get a new password by themselves: a page to ask for a code, a page to answer it.

Every answer is the same whether the number, the contact or the name is known or not.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.entering import enter
from accounts.person_forms import CodeForm, ContactForm, NewPasswordForm, RegisterForm
from talent.individuals.service import (
    MINUTES,
    begin_registration,
    begin_reset,
    finish_registration,
    finish_reset,
)

#: Where the session keeps which code it waits for, and how the contact is shown.
REGISTERING, RESETTING = "registering", "resetting"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Who one is, how to be reached, and a password; a code is sent."""
    form = RegisterForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "accounts/register.html", form)
    newcomer = form.newcomer()
    row = begin_registration(newcomer, language=get_language() or "zh-hans")
    request.session[REGISTERING] = [row.pk, newcomer.contact.masked]
    return redirect("register_person_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register_code(request: HttpRequest) -> HttpResponse:
    """The code makes the account and begins its first session."""
    waited = request.session.get(REGISTERING)
    if not waited:
        return redirect("register_person")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        account = finish_registration(waited[0], form.cleaned_data["code"])
        if account is not None:
            messages.success(request, _("注册完成。"))
            return enter(request, account.user, entrance="person")
        form.add_error("code", _wrong())
    return _page(request, "accounts/person_code.html", form, contact=waited[1], again="register_person")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The contact of an individual's account; a code is sent if there is one, and nobody sees whether."""
    form = ContactForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "accounts/forgotten.html", form)
    contact = form.cleaned_data["contact"]
    row = begin_reset(contact, language=get_language() or "zh-hans")
    request.session[RESETTING] = [row.pk, contact.masked]
    return redirect("new_password")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """The code and a new password; then the login."""
    waited = request.session.get(RESETTING)
    if not waited:
        return redirect("forgotten_password")
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            user = finish_reset(waited[0], given["code"], password=given["password"])
        if user is not None:
            del request.session[RESETTING]
            messages.success(request, _("密码已重设，请用新密码登录。"))
            return redirect("login")
        form.add_error("code", _wrong())
    return _page(request, "accounts/new_password.html", form, contact=waited[1], again="forgotten_password")


def _wrong() -> str:
    return _("验证码不对，或者已经过期。请核对，或重新获取。")


def _page(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    """A form that cannot be taken is 422, so that nothing is mistaken for done."""
    context = {"form": form, "minutes": MINUTES, **more}
    return render(request, template, context, status=422 if form.errors else 200)
