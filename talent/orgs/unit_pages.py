"""The portal pages of a unit about its own users, for whoever reviews there; for others they do not exist."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.formerly import role_ended
from talent.orgs.granting import scope_of
from talent.orgs.inviting import NotPossible, invite, open_invitations, revoke
from talent.orgs.models import Organisation
from talent.orgs.unitusers import end_user, end_user_now, hand_over, roles_of, users_of
from talent.security.models import User
from talent.security.service import NameField

_ROLES = [(role.value, role.label) for role in Role if role in UNIT_ROLES]
#: How far ahead an end or a hand-over can be set.
_MOST_DAYS = 366


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("今天或以后；当天仍可使用。"),
        error_messages={"invalid": gettext_lazy("请填写日期，例如 2026-12-31。")},
    )


class InviteForm(forms.Form):
    name = NameField(label=gettext_lazy("姓名"), max_length=72)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("角色"),
        choices=_ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("审核员还可以邀请和管理本单位用户。"),
    )
    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"), required=False, help_text=gettext_lazy("写入新建的账号，用来收消息。")
    )


class DayForm(forms.Form):
    """The last day of somebody's work, or the day of a hand-over."""

    day = day_field(gettext_lazy("最后一天"))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if not today <= day <= today + timedelta(days=_MOST_DAYS):
            raise forms.ValidationError(_("请填写今天起一年以内的日期。"))
        return day


class HandOverForm(DayForm):
    """To a colleague who is a user already, or to somebody who gets an invitation."""

    day = day_field(gettext_lazy("交接日期"))
    colleague = forms.ChoiceField(label=gettext_lazy("接手的同事"), required=False)
    name = NameField(label=gettext_lazy("不在列表中的：姓名"), required=False, max_length=72)
    email = forms.EmailField(label=gettext_lazy("不在列表中的：电子邮箱"), required=False)
    field_order = ("colleague", "name", "email", "day")

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each.pk), f"{each.name} ({each.username})") for each in colleagues]
        self.fields["colleague"].choices = [("", _("邀请新同事")), *offered]  # type: ignore[attr-defined]  # reason: a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("colleague")) == bool(cleaned.get("name")):
            self.add_error("name", _("请选择一位同事，或者填写要邀请的人的姓名，二选一。"))
        return cleaned


class UnitUsersPage(LoginRequiredMixin, View):
    """A page for the reviewers of the collecting unit of the address."""

    unit: Organisation

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            held = scope_of(request).own().organisations(Role.UNIT_REVIEWER)
            if kwargs["organisation"] not in held:
                if told := role_ended(request, kwargs["organisation"]):
                    return told
                raise Http404
            self.unit = Organisation.objects.get(pk=kwargs["organisation"])
            if not self.unit.collects:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        whole = {"unit": self.unit, **context}
        return render(self.request, f"orgs/unit/{page}.html", whole, status=status)

    def invited(self, **given: Any) -> HttpResponse:
        """Make an invitation; the code is in the answer itself and nowhere else."""
        made, code = invite(unit=self.unit, by=self.user, **given)
        address = self.request.build_absolute_uri(reverse("unit_invitation"))
        return self.show("invited", {"invitation": made, "code": code, "address": address})


class UnitUsers(UnitUsersPage):
    """The users and the open invitations; `do` invites or takes an invitation back."""

    def get(self, request: HttpRequest, organisation: int) -> HttpResponse:
        return self._page(InviteForm())

    def post(self, request: HttpRequest, organisation: int) -> HttpResponse:
        try:
            return self._revoke() if request.POST.get("do") == "revoke" else self._invite()
        except NotPossible as no:
            messages.error(request, str(no.reason))
            return redirect("unit_users:index", organisation)

    def _invite(self) -> HttpResponse:
        form = InviteForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        given = form.cleaned_data
        roles = [Role(each) for each in given["roles"]]
        return self.invited(roles=roles, name=given["name"], email=given["email"])

    def _revoke(self) -> HttpResponse:
        pk = self.request.POST.get("invitation", "")
        asked = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
        found = get_object_or_404(self.unit.invitations, pk=asked)
        revoke(invitation=found, by=self.user)
        messages.success(self.request, _("给“%(name)s”的邀请已撤销。") % {"name": found.name})
        return redirect("unit_users:index", self.unit.pk)

    def _page(self, form: InviteForm, status: int = 200) -> HttpResponse:
        labels = dict(_ROLES)
        waiting = open_invitations().filter(organisation=self.unit).select_related("succeeds")
        rows = [(each, [labels[role] for role in each.roles]) for each in waiting.order_by("-pk")]
        return self.show("users", {"form": form, "users": users_of(self.unit), "invitations": rows}, status)


class UnitUserDetail(UnitUsersPage):
    """One user: when the work ends, or who takes it over."""

    def get(self, request: HttpRequest, organisation: int, pk: int) -> HttpResponse:
        leaving = self._leaving(pk)
        return self._page(leaving, self._day_form(), self._hand_over_form(leaving))

    def post(self, request: HttpRequest, organisation: int, pk: int) -> HttpResponse:
        leaving = self._leaving(pk)
        if request.POST.get("do") == "end_now":
            return self._end_now(leaving)
        handing = request.POST.get("do") == "hand_over"
        end = self._day_form(None if handing else request.POST)
        over = self._hand_over_form(leaving, request.POST if handing else None)
        form: DayForm = over if handing else end
        if not form.is_valid():
            return self._page(leaving, end, over, 422)
        try:
            return self._hand_over(leaving, over) if handing else self._end(leaving, end)
        except NotPossible as no:
            form.add_error(None, str(no.reason))
            return self._page(leaving, end, over, 409)

    def _end(self, leaving: User, form: DayForm) -> HttpResponse:
        day = form.cleaned_data["day"]
        end_user(unit=self.unit, user=leaving, last_day=day, by=self.user)
        said = _("“%(name)s”在本单位的工作到 %(day)s 为止。") % {"name": leaving.name, "day": day}
        return self._done(said)

    def _end_now(self, leaving: User) -> HttpResponse:
        try:
            end_user_now(unit=self.unit, user=leaving, by=self.user)
        except NotPossible as no:
            messages.error(self.request, str(no.reason))
            return redirect("unit_users:user", self.unit.pk, leaving.pk)
        said = _("“%(name)s”在本单位已停用，立即生效。") % {"name": leaving.name}
        messages.success(self.request, said)
        return redirect("/") if leaving == self.user else redirect("unit_users:index", self.unit.pk)

    def _hand_over(self, leaving: User, form: HandOverForm) -> HttpResponse:
        given = form.cleaned_data
        if not given["colleague"]:
            roles = roles_of(self.unit, leaving)
            about = {"name": given["name"], "email": given["email"], "begins": given["day"]}
            return self.invited(roles=roles, succeeds=leaving, **about)
        to = User.objects.get(pk=int(given["colleague"]))
        hand_over(unit=self.unit, leaving=leaving, to=to, day=given["day"], by=self.user)
        said = _("“%(name)s”的工作自 %(day)s 起由“%(heir)s”接手。")
        return self._done(said % {"name": leaving.name, "day": given["day"], "heir": to.name})

    def _done(self, said: str) -> HttpResponse:
        """Who has just ended the own work is no reviewer any more only after today."""
        messages.success(self.request, said)
        return redirect("unit_users:index", self.unit.pk)

    def _leaving(self, pk: int) -> User:
        found = next((each.user for each in users_of(self.unit) if each.user.pk == pk), None)
        if found is None:
            raise Http404
        return found

    def _day_form(self, data: Any = None) -> DayForm:
        return DayForm(data, prefix="end", initial={"day": timezone.localdate()})

    def _hand_over_form(self, leaving: User, data: Any = None) -> HandOverForm:
        colleagues = [each.user for each in users_of(self.unit) if each.user != leaving]
        return HandOverForm(data, colleagues=colleagues, initial={"day": timezone.localdate()})

    def _page(self, leaving: User, end: DayForm, over: HandOverForm, status: int = 200) -> HttpResponse:
        who = next(each for each in users_of(self.unit) if each.user == leaving)
        reviews = Role.UNIT_REVIEWER in (Role(each.role) for each in who.grants)
        context = {"who": who, "end": end, "over": over, "form": _wrong(end, over), "reviews": reviews}
        return self.show("user", context, status)


def _wrong(*given: forms.Form) -> forms.Form | None:
    """The form that was posted and has faults."""
    return next((each for each in given if each.is_bound and each.errors), None)
