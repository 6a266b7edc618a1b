"""The system administrator's pages about accounts. What is not administered here is not found (404)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.orgs.accounts import (
    Refused,
    administered_accounts,
    administered_grants,
    create_account,
    release,
    reset_factor,
    reset_password,
    switch_account,
    why_not,
)
from talent.orgs.administrator_page import AdministratorPage
from talent.orgs.delegating import reviewing_grants
from talent.security.models import User
from talent.security.service import NameField, has_second_factor, is_locked_out, locked_addresses

PAGE = 50


class AccountFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("用户名或姓名"), required=False, max_length=72)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("on", gettext_lazy("启用")), ("off", gettext_lazy("停用"))],
    )


class AccountForm(forms.ModelForm):
    """Whose account it is; its password is made up, its powers are granted afterwards."""

    class Meta:
        model = User
        fields = ("username", "name")
        field_classes = {"name": NameField}
        help_texts = {
            "username": gettext_lazy("登录用，建好后不能改；可用字母、数字、汉字和 @ . + - _。"),
            "name": gettext_lazy("使用人的真实姓名，一人一个账号。"),
        }


class AccountPage(AdministratorPage):
    """A page about accounts."""

    def show(self, page: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": reverse("accounts:index"), "label": _("账号")},
        ]
        if page != "accounts":
            crumbs.append({"url": "", "label": title})
        frame = {"header_title": title, "header_icon": "user", "breadcrumbs_items": crumbs}
        return render(self.request, f"orgs/admin/{page}.html", {**frame, **context}, status=status)

    def show_password(self, account: User, password: str) -> HttpResponse:
        """The answer itself shows it: a page of its own would need it kept somewhere."""
        context = {"account": account, "password": password}
        return self.show("account_password", _("一次性密码"), context)


class AccountList(AccountPage):
    """By user name; the page after `after` follows by keyset."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = AccountFilter(request.GET)
        form.is_valid()
        found = administered_accounts(self.scope).order_by("username")
        if q := form.cleaned_data.get("q"):
            found = found.filter(Q(username__icontains=q) | Q(name__icontains=q))
        if state := form.cleaned_data.get("state"):
            found = found.filter(is_active=state == "on")
        if after := request.GET.get("after", "").replace("\x00", ""):
            found = found.filter(username__gt=after)
        rows = list(found[: PAGE + 1])
        further = request.GET.copy()
        further["after"] = rows[PAGE - 1].username if len(rows) > PAGE else ""
        context = {
            "form": form,
            "rows": rows[:PAGE],
            "next_href": f"?{further.urlencode()}" if further["after"] else "",
        }
        return self.show("accounts", _("账号"), context)


class AccountNew(AccountPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("account_new", _("新建账号"), {"form": AccountForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self.show("account_new", _("新建账号"), {"form": form}, status=422)
        given = form.cleaned_data
        account, password = create_account(
            username=given["username"], name=given["name"], by=self.user, scope=self.scope
        )
        return self.show_password(account, password)


class AccountDetail(AccountPage):
    """One account with its grants; the buttons post what is to be done (`off`, `on`, `password`, `release`,
    `factor`)."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        account = self._account(pk)
        grants = account.memberships.select_related("organisation").order_by("-valid_from", "-pk")
        own = grants.filter(pk__in=administered_grants(self.scope).values("pk"))
        context = {
            "account": account,
            "grants": own,
            "reviews": reviewing_grants(account).filter(pk__in=own.values("pk")).exists(),
            "elsewhere": grants.count() - own.count(),
            "refused": why_not(account, self.scope),
            "locked_out": is_locked_out(account),
            "addresses": locked_addresses(account),
            "has_factor": has_second_factor(account),
        }
        return self.show("account", account.name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        account, wanted = self._account(pk), request.POST.get("do", "")
        try:
            if wanted == "password":
                password = reset_password(user=account, by=self.user, scope=self.scope)
                return self.show_password(account, password)
            if wanted in ("on", "off"):
                switch_account(user=account, on=wanted == "on", by=self.user, scope=self.scope)
                messages.success(request, _told(account, on=wanted == "on"))
            if wanted in _STEPS:
                step, told = _STEPS[wanted]
                step(user=account, by=self.user, scope=self.scope)
                messages.success(request, str(told) % {"username": account.username})
        except Refused as no:
            messages.error(request, str(no.reason))
        return HttpResponseRedirect(reverse("accounts:detail", args=[pk]))

    def _account(self, pk: int) -> User:
        return get_object_or_404(administered_accounts(self.scope), pk=pk)


_STEPS = {
    "release": (release, gettext_lazy("账号“%(username)s”的登录锁定已解除。")),
    "factor": (
        reset_factor,
        gettext_lazy("账号“%(username)s”的第二步验证已重置，已登录的也已退出；下次登录凭密码，再设新的。"),
    ),
}


def _told(account: User, *, on: bool) -> str:
    named = {"username": account.username}
    if on:
        return _("账号“%(username)s”已启用，可以登录。") % named
    return _("账号“%(username)s”已停用，不能再登录，已登录的也已退出。") % named
