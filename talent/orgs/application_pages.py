"""Pages of the admin where offices decide about units that ask to be registered. Else not found (404)."""

import re
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from talent.orgs.applying import contact_of
from talent.orgs.deciding import (
    DECIDING,
    NotDecided,
    applications_for,
    approve,
    refuse_application,
    return_application,
)
from talent.orgs.enums import ApplicationState, OrganisationKind
from talent.orgs.forms import CODE_LISTS
from talent.orgs.granting import scope_of
from talent.orgs.models import Organisation, OrganisationApplication
from talent.orgs.offering import choices_for
from talent.orgs.resembling import other_applications, resembling
from talent.orgs.scope import Scope
from talent.security.models import User
from talent.security.service import record_event

PAGE = 50
_NUMBER = re.compile(r"[0-9]{1,18}")


class StateFilter(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[*ApplicationState.choices, ("all", gettext_lazy("全部"))],
    )


class DecisionForm(forms.Form):
    """The decision as it is posted, with what the reviewer typed."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("approve", "return", "refuse")])
    lock = forms.IntegerField(min_value=0)
    department = forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.ADMIN_DEPARTMENT, is_active=True).order_by("name"),
        label=gettext_lazy("行政主管部门"),
        required=False,
        empty_label=gettext_lazy("没有"),
    )
    remark = forms.CharField(
        label=gettext_lazy("意见(退回和不予通过必填，申请单位会看到)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApplicationPage(View):
    """A page for whoever decides about applications somewhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.scope.grants:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(*DECIDING)

    def show(self, page: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": reverse("unit_applications:index"), "label": _("单位登记")},
        ]
        if page != "applications":
            crumbs.append({"url": "", "label": title})
        frame = {"header_title": title, "header_icon": "doc-full", "breadcrumbs_items": crumbs}
        return render(self.request, f"orgs/admin/{page}.html", {**frame, **context}, status=status)


class ApplicationList(ApplicationPage):
    """What waits, the oldest first; other states newest first. Pages go on behind `after` by keyset."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = StateFilter({"state": ApplicationState.WAITING.value, **request.GET.dict()})
        state = form.cleaned_data["state"] if form.is_valid() else ApplicationState.WAITING.value
        waits = state == ApplicationState.WAITING
        found = applications_for(self.scope).select_related("managing_region", "office")
        found = found.order_by("pk" if waits else "-pk")
        if state != "all":
            found = found.filter(state=state)
        if _NUMBER.fullmatch(after := request.GET.get("after", "")):
            found = found.filter(**{"pk__gt" if waits else "pk__lt": int(after)})
        rows = list(found[: PAGE + 1])
        further = f"?state={state}&after={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
        context = {"form": form, "rows": rows[:PAGE], "next_href": further}
        return self.show("applications", _("单位登记"), context)


class ApplicationDetail(ApplicationPage):
    """One application beside like units of the register. The contact is opened, which is logged."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        application = self._application(pk)
        given = {"lock": application.lock, "department": application.administrative_department_id}
        return self._page(application, DecisionForm(initial=given))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        application, form = self._application(pk), DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(application, form, status=422)
        try:
            self._decide(application, form.cleaned_data)
        except NotDecided as no:
            form.add_error("remark" if form.cleaned_data["do"] != "approve" else None, str(no.reason))
            return self._page(application, form, status=409)
        return HttpResponseRedirect(reverse("unit_applications:index"))

    def _decide(self, application: OrganisationApplication, given: dict[str, Any]) -> None:
        held = {"application": application, "by": self._user, "scope": self.scope, "lock": given["lock"]}
        if given["do"] == "approve":
            made = approve(**held, department=given["department"])
            said = _("“%(name)s”已登记，代码 %(code)s。") % {"name": made.name, "code": made.code}
        elif given["do"] == "return":
            return_application(**held, remark=given["remark"])
            said = _("“%(name)s”的申请已退回补正。") % {"name": application.name}
        else:
            refuse_application(**held, remark=given["remark"])
            said = _("“%(name)s”的申请不予通过，已经办结。") % {"name": application.name}
        messages.success(self.request, said)

    def _page(
        self, application: OrganisationApplication, form: DecisionForm, status: int = 200
    ) -> HttpResponse:
        with transaction.atomic(savepoint=False):
            record_event(
                by=self._user,
                action="read_sensitive",
                subject="application",
                subject_id=application.pk,
                organisation_id=application.office_id,
            )
        context = {
            "application": application,
            "facts": facts_of(application),
            "found": resembling(application),
            "others": other_applications(application),
            "open": application.state == ApplicationState.WAITING,
            "form": form,
        }
        return self.show("application", application.name, context, status)

    @property
    def _user(self) -> User:
        return cast(User, self.request.user)

    def _application(self, pk: int) -> OrganisationApplication:
        found = applications_for(self.scope).select_related(
            *("seat_region__parent", "managing_region__parent", "office", "organisation", "decided_by"),
            *("administrative_department", "industry_department"),
        )
        return get_object_or_404(found, pk=pk)


def facts_of(application: OrganisationApplication) -> list[tuple[str, str]]:
    """Label and value of all that the application says, in words."""
    contact = contact_of(application)
    words = {name: dict(choices_for(key)) for name, key in CODE_LISTS.items()}
    labels = {"unit_type": _("单位类型"), "ownership": _("经济类型"), "industry": _("所属行业")}
    coded = [(label, words[name].get(getattr(application, name), "")) for name, label in labels.items()]
    administrative = application.administrative_department or application.administrative_department_typed
    industry = application.industry_department or application.industry_department_typed
    return [
        (_("统一社会信用代码"), application.code or _("没有，通过后给临时代码")),
        (_("单位全称"), application.name),
        (_("种类"), application.get_kind_display()),
        *coded,
        (_("所在地区(属地)"), str(application.seat_region)),
        (_("管理地区(隶属)"), str(application.managing_region)),
        (_("行政主管部门"), str(administrative)),
        (_("行业主管部门"), str(industry)),
        (_("联系人"), application.contact_name),
        (_("电话"), contact.phone),
        (_("电子邮箱"), contact.email),
        (_("申请说明"), application.reason),
    ]
