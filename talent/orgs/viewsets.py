"""Pages of the admin about organisations, grants and the staff's own account."""

from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, ThemeSettingsPanel
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.models import UserProfile

from talent.orgs.administering import administered
from talent.orgs.enums import Role
from talent.orgs.forms import MembershipForm, OrganisationForm
from talent.orgs.granting import scope_of
from talent.orgs.models import Membership, Organisation
from talent.orgs.signals import grants_ended, office_closed, role_granted
from talent.security.service import record_event


class _Index(IndexView):
    """Lists what the administrator administers."""

    region_column = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        return administered(super().get_base_queryset(), scope_of(self.request), self.region_column)


class _Saving:
    """Gives the form the administrator's scope and writes the audit event with the row."""

    action_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scope": scope_of(self.request)}  # type: ignore[misc,attr-defined]  # reason: a mix-in

    def save_instance(self) -> Any:
        instance = super().save_instance()  # type: ignore[misc]  # reason: a mix-in
        record_event(
            by=self.request.user,  # type: ignore[attr-defined]  # reason: a mix-in
            action=self.action_name,
            subject=instance._meta.model_name,
            subject_id=instance.pk,
            organisation_id=getattr(instance, "organisation_id", instance.pk),
            detail={"changed": self.form.changed_data, **self.about(instance)},  # type: ignore[attr-defined]  # reason: a mix-in
        )
        return instance

    def about(self, instance: Any) -> dict[str, Any]:
        """What the event says besides which fields were changed."""
        return {}


class _Edit(_Saving, EditView):
    region_column = ""

    def get_queryset(self) -> QuerySet[Any]:
        return administered(super().get_queryset(), scope_of(self.request), self.region_column)


class _Granting(_Saving):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form locks the account that gets a role, until the grant is written."""
        with transaction.atomic():
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]  # reason: a mix-in
            return answer

    def grant(self, instance: Membership) -> None:
        """Who gives powers is kept with them, and told to whoever shares them."""
        instance.granted_by = self.request.user  # type: ignore[attr-defined]  # reason: a mix-in
        instance.save(update_fields=["granted_by"])
        role_granted.send(Membership, membership=instance)

    def about(self, instance: Membership) -> dict[str, Any]:
        return {"user": instance.user_id, "role": instance.role}


class _Administered(ModelViewSet):
    """List, add and change only: every further address of a viewset would need the scope again."""

    copy_view_enabled = False
    # Rows of people point at organisations in millions: counting the references of one takes minutes.
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    add_to_admin_menu = True
    form: ClassVar[type[ModelForm]]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return self.form

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        closed = dict.fromkeys(("delete_url_name", "history_url_name", "usage_url_name"), self.UNDEFINED)
        return super().get_common_view_kwargs(**{**closed, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
        ]


class _OrganisationIndex(_Index):
    region_column = "managing_region__code"

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("managing_region")


class _OrganisationAdd(_Saving, CreateView):
    action_name = "create_organisation"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form holds the regions until the organisation is written."""
        with transaction.atomic():
            return super().post(request, *args, **kwargs)


class _OrganisationEdit(_Edit):
    region_column = "managing_region__code"
    action_name = "edit_organisation"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A department that closes, and the job that takes its work further up, are one transaction."""
        with transaction.atomic():
            return super().post(request, *args, **kwargs)

    def save_instance(self) -> Any:
        instance = super().save_instance()
        if "is_active" in self.form.changed_data and not (instance.is_active or instance.collects):
            office_closed.send(Organisation, office=instance.pk)
        return instance


def _in_use(organisation: Organisation) -> Any:
    """In words: Wagtail's own column names its sign True or False."""
    return _("在用") if organisation.is_active else _("停用")


class _LifeColumn(Column):
    """Leads to the history of an organisation."""

    cell_template_name = "orgs/admin/parts/life_cell.html"


class OrganisationViewSet(_Administered):
    """Organisations of the administrator's regions."""

    model = Organisation
    form = OrganisationForm
    icon = "group"
    menu_label = _("机构")
    menu_order = 600
    list_display = (
        "name", "code", "kind", "managing_region",
        Column("in_use", label=_("状态"), accessor=_in_use, sort_key="is_active"),
        _LifeColumn("life", label=_("沿革"), accessor="pk"),
    )  # fmt: skip
    list_filter = ("kind", "is_active")
    search_fields = ("name", "code")
    index_view_class = _OrganisationIndex
    add_view_class = _OrganisationAdd
    edit_view_class = _OrganisationEdit


class _MembershipIndex(_Index):
    region_column = "organisation__managing_region__code"

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("user", "organisation")


class _MembershipAdd(_Granting, CreateView):
    action_name = "grant_role"

    def save_instance(self) -> Any:
        instance = super().save_instance()
        self.grant(instance)
        return instance

    def get_initial(self) -> dict[str, Any]:
        """The pages of accounts lead here with the user name."""
        return {**super().get_initial(), "username": self.request.GET.get("username", "")}


def _over(last_day: date | None, today: date) -> bool:
    return last_day is not None and last_day <= today


class _MembershipEdit(_Granting, _Edit):
    region_column = "organisation__managing_region__code"
    action_name = "end_grant"

    def save_instance(self) -> Any:
        instance, today = super().save_instance(), timezone.localdate()
        before, changed = self.form.initial.get("valid_to"), set(self.form.changed_data)
        ends = "ends_now" in changed or ("valid_to" in changed and _over(instance.valid_to, today))
        if ends and not (before and before < today):
            whose = {"user": instance.user, "unit": instance.organisation}
            grants_ended.send(Membership, **whose, roles=[Role(instance.role)], day=instance.valid_to)
        if before and (instance.valid_to is None or instance.valid_to > before):
            self.grant(instance)
        return instance


class MembershipViewSet(_Administered):
    """Who holds which role for which organisation, and until when."""

    model = Membership
    form = MembershipForm
    icon = "key"
    menu_label = _("任职授权")
    menu_order = 610
    list_display = ("user", "user__username", "organisation", "role", "valid_from", "valid_to")
    list_filter = ("role",)
    search_fields = ("user__username", "user__name", "organisation__name", "organisation__code")
    index_view_class = _MembershipIndex
    add_view_class = _MembershipAdd
    edit_view_class = _MembershipEdit


class StaffAccountView(AccountView):
    """Language and look, and the way to the own password: our accounts have one name and no address."""

    template_name = "orgs/admin/own_account.html"

    def get_panels(self) -> list[Any]:
        user = self.request.user
        given = (self.request, user, UserProfile.get_for_user(user))
        panels = [LocaleSettingsPanel(*given), ThemeSettingsPanel(*given)]
        return [panel for panel in panels if panel.is_active()]


#: Takes the place of Wagtail's own, see urls.py.
staff_account = require_admin_access(StaffAccountView.as_view())
