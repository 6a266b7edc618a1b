"""Pages where a unit asks to be registered and follows its application. They never tell who is known."""

import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.entering import enter_new
from accounts.locking import APPLICATION, TOO_MANY, client_address, count_failure, may_try, needs_puzzle
from accounts.unit_forms import LookUpForm, NewAccountForm, UnitForm
from talent.orgs.models import OrganisationApplication
from talent.orgs.service import (
    NoOffice,
    NotYours,
    TooMany,
    apply,
    correct,
    details_of,
    find,
    may_start,
    start,
)

#: Where a session keeps which application was opened, and how long: it holds powers over a new unit.
_OPENED, _SECONDS = "unit_application", 3600
_WRONG = 422


class UnitPage(View):
    """A page that nobody keeps: it shows a code, or what belongs to one."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(self.request, f"accounts/unit_{page}.html", context, status=status)


class Apply(UnitPage):
    """The application. Its number and code are in the answer itself, and nowhere else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("apply", {"form": _asking(UnitForm())})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = _asking(UnitForm(request.POST))
        if not form.is_valid():
            return self.show("apply", {"form": form}, _WRONG)
        try:
            application, code = apply(form.details(), address=client_address(request))
        except TooMany:
            form.add_error(None, _("从您这个网络地址今天提交的申请太多，请明天再来，或联系主管人社部门。"))
            return self.show("apply", {"form": form}, TOO_MANY)
        except NoOffice:
            form.add_error("managing_region", _("这个地区还没有设立受理机构，请联系上级人社部门。"))
            return self.show("apply", {"form": form}, _WRONG)
        return self.show("applied", {"application": application, "code": code})


class LookUp(UnitPage):
    """Number and code; wrong ones count like failed logins, whether the number exists or not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("look_up", {"form": LookUpForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form, counted = LookUpForm(request.POST), f"{APPLICATION} {request.POST.get('number', '')[:20]}"
        if not may_try(request, counted):
            return HttpResponse(status=TOO_MANY)
        if needs_puzzle(request, counted):
            form.ask()
        if not form.is_valid():
            return self.show("look_up", {"form": form}, _WRONG)
        found = find(number=form.cleaned_data["number"], code=form.cleaned_data["code"])
        if found is None:
            count_failure(request, counted)
            form.add_error(None, _("申请编号或查询码不正确。"))
            if form.PUZZLE not in form.fields and needs_puzzle(request, counted):
                form.ask()
            return self.show("look_up", {"form": form}, _WRONG)
        request.session.cycle_key()
        request.session[_OPENED] = {"pk": found.pk, "until": time.time() + _SECONDS}
        return redirect("unit_application")


class Status(UnitPage):
    """What became of the application that this session opened; a returned one is corrected here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = opened(request)
        if found is None:
            return redirect("unit_look_up")
        return self._page(found, UnitForm(initial=_initial(found)))

    def post(self, request: HttpRequest) -> HttpResponse:
        found = opened(request)
        if found is None:
            return redirect("unit_look_up")
        if request.POST.get("do") == "close":
            del request.session[_OPENED]
            return redirect("unit_look_up")
        form = UnitForm(request.POST, initial=_initial(found))
        if not form.is_valid():
            return self._page(found, form, _WRONG)
        try:
            correct(found, form.details())
        except NotYours:
            messages.error(request, _("这份申请现在不能修改，请看它的状态。"))
        except NoOffice:
            form.add_error("managing_region", _("这个地区还没有设立受理机构，请联系上级人社部门。"))
            return self._page(found, form, _WRONG)
        else:
            messages.success(request, _("补正后的申请已提交。"))
        return redirect("unit_application")

    def _page(self, found: OrganisationApplication, form: UnitForm, status: int = 200) -> HttpResponse:
        context = {"application": found, "form": form, "may_start": may_start(found)}
        return self.show("status", context, status)


class FirstAccount(UnitPage):
    """The first account of the unit, once its application has passed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = opened(request)
        if found is None or not may_start(found):
            return redirect("unit_application")
        return self._page(found, NewAccountForm(initial={"name": found.contact_name}))

    def post(self, request: HttpRequest) -> HttpResponse:
        found = opened(request)
        if found is None or not may_start(found):
            return redirect("unit_application")
        form = NewAccountForm(request.POST)
        if not form.is_valid():
            return self._page(found, form, _WRONG)
        try:
            user = start(application=found, **form.account())
        except NotYours:
            return redirect("unit_application")
        except ValidationError as fault:
            form.add_error(None, fault)
            return self._page(found, form, _WRONG)
        del request.session[_OPENED]
        return enter_new(request, user, unit=found.name)

    def _page(self, found: OrganisationApplication, form: NewAccountForm, status: int = 200) -> HttpResponse:
        return self.show("first_account", {"application": found, "form": form}, status)


def opened(request: HttpRequest) -> OrganisationApplication | None:
    """The application that this session opened not long ago, as it stands now."""
    kept = request.session.get(_OPENED)
    if not kept or kept["until"] < time.time():
        return None
    whole = OrganisationApplication.objects.select_related("organisation", "office", "managing_region")
    return whole.filter(pk=kept["pk"]).first()


def _asking(form: UnitForm) -> UnitForm:
    form.ask()
    return form


def _initial(application: OrganisationApplication) -> dict[str, object]:
    known = details_of(application)
    for name in ("seat_region", "managing_region"):
        known[name] = getattr(application, f"{name}_id")
    return {**known, "no_code": not application.code}
