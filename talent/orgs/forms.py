"""What a system administrator fills in about organisations and grants."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.orgs.administering import administered, administered_organisations
from talent.orgs.enums import UNIT_ROLES, Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation, Region
from talent.orgs.offering import choices_for
from talent.orgs.places import all_in_use, hold_regions
from talent.orgs.scope import Scope
from talent.orgs.separation import conflicting
from talent.security.models import User
from talent.security.service import NameField

#: Copied into the rows of people when they are proposed; moving an organisation is a step of its own.
PLACE_FIELDS = (
    "kind", "unit_type", "ownership", "industry", "industries", "seat_region", "managing_region",
    "administrative_department",
)  # fmt: skip


#: Which code list a column of an organisation takes its codes from.
CODE_LISTS = {"unit_type": "unit_type", "ownership": "ownership", "industry": "industry_section"}


class OrganisationForm(forms.ModelForm):
    """An organisation within the administrator's regions. Where it stands is fixed once it exists."""

    class Meta:
        model = Organisation
        fields = ("name", "name_mongolian", "code", "code_is_temporary", *PLACE_FIELDS, "is_active")
        field_classes = {"name": NameField, "name_mongolian": NameField}

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands stays, also where its region was closed since.
        usable = Region.objects.all() if self.instance.pk else Region.objects.in_use()
        self.fields["seat_region"].queryset = usable  # type: ignore[attr-defined]  # reason: a ModelChoiceField
        self.fields["managing_region"].queryset = administered(usable, scope, "code")  # type: ignore[attr-defined]  # reason: the same
        departments = Organisation.objects.filter(kind=OrganisationKind.ADMIN_DEPARTMENT)
        self.fields["administrative_department"].queryset = departments  # type: ignore[attr-defined]  # reason: the same
        self._offer_codes()
        if self.instance.pk:
            for name in PLACE_FIELDS:
                self.fields[name].disabled = True
            # A unit closes and opens again by an event, with its day and reason.
            self.fields["is_active"].disabled = self.instance.collects

    def _offer_codes(self) -> None:
        for name, key in CODE_LISTS.items():
            known = choices_for(key, standing=getattr(self.instance, name))
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=[("", _("未填")), *known]
            )
        self.fields["industries"] = forms.MultipleChoiceField(
            label=self.fields["industries"].label,
            required=False,
            choices=choices_for("industry_section"),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("行业主管部门所管的行业门类；其他机构不选。"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, region = cleaned.get("kind"), cleaned.get("managing_region")
        if kind == OrganisationKind.HR_DEPARTMENT and cleaned.get("is_active"):
            others = Organisation.objects.filter(kind=kind, managing_region=region, is_active=True)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("managing_region", gettext("该地区已有在用的人力资源和社会保障部门。"))
        if not self.instance.pk:
            self._hold_places(cleaned)
        return cleaned

    def _hold_places(self, cleaned: dict[str, Any]) -> None:
        """A new organisation stands in no region that closes while it is written."""
        chosen = {name: cleaned[name].pk for name in ("managing_region", "seat_region") if cleaned.get(name)}
        hold_regions(chosen.values())
        for name, code in chosen.items():
            if not all_in_use([code]):
                self.add_error(name, gettext("地区已停用，或还没有启用。"))


class MembershipForm(forms.ModelForm):
    """A grant: an account, found by its user name, gets a role for an organisation, found by its code.

    A grant that exists can only be given its last day, or be ended at once.
    """

    username = forms.CharField(label=_("用户名"), max_length=150)
    code = forms.CharField(label=_("机构代码(统一社会信用代码或临时代码)"), max_length=18)

    ends_now = forms.BooleanField(
        label=_("立即停用"),
        required=False,
        help_text=_("现在就停用，今天刚开始的也一样；不用填截止日期。停用后不能恢复，需要时重新授权。"),
    )

    class Meta:
        model = Membership
        fields = ("role", "valid_from", "valid_to")
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("valid_from", "valid_to")
        }

    field_order = ("username", "code", "role", "valid_from", "valid_to", "ends_now")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        if self.instance.pk:
            self.initial["username"] = self.instance.user.username
            self.initial["code"] = self.instance.organisation.code
            for name in ("username", "code", "role", "valid_from"):
                self.fields[name].disabled = True
        if not self.instance.pk or self.instance.ended_at:
            del self.fields["ends_now"]
        if self.instance.ended_at:
            self.fields["valid_to"].disabled = True
            self.fields["valid_to"].help_text = _("已立即停用，不能再改；需要时重新授权。")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        # Locked: two grants saved at one instant are checked one after the other.
        accounts = User.objects.select_for_update(no_key=True)
        user = accounts.filter(username=username, is_active=True).first()
        if user is None and not self.instance.pk:
            raise forms.ValidationError(gettext("没有这个启用的用户，请核对用户名。"))
        if user is not None and user.pk == self._scope.user_id:
            raise forms.ValidationError(gettext("不能给本人授权，请由另一位系统管理员办理。"))
        if user is not None:
            self.instance.user = user
        return username

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        found = administered_organisations(self._scope).filter(code=code, is_active=True).first()
        if found is None and not self.instance.pk:
            raise forms.ValidationError(gettext("管辖范围内没有这个在用的机构，请核对代码。"))
        if found is not None:
            self.instance.organisation = found
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("ends_now") and not self.errors:
            self._end_now(cleaned)
        role, begin, end = cleaned.get("role"), cleaned.get("valid_from"), cleaned.get("valid_to")
        if begin and end and end < begin:
            told = gettext("截止日期早于起始日期。")
            if "ends_now" in self.fields:
                told += gettext("要现在就停用的，请勾选“立即停用”。")
            self.add_error("valid_to", told)
        if role and cleaned.get("code") and not fits(Role(role), self.instance.organisation):
            self.add_error("role", gettext("这种机构不设该角色。"))
        if not self.errors and role and begin and (stands := self._in_the_way(Role(role), begin, end)):
            self.add_error("role", _apart(stands))
        return cleaned

    def _end_now(self, cleaned: dict[str, Any]) -> None:
        """Its last day is today unless it is over already; one that would begin later never does."""
        today, before = max(timezone.localdate(), cleaned["valid_from"]), self.initial.get("valid_to")
        cleaned["valid_to"] = min(today, before) if before else today
        self.instance.ended_at = timezone.now()

    def _in_the_way(self, role: Role, begin: date, end: date | None) -> Membership | None:
        """A grant of the same account on some of the same days that excludes this one.

        An end that comes earlier than before is never refused: that is how a conflict is put right.
        """
        before = self.initial.get("valid_to")
        if self.instance.pk and end and (before is None or end <= before):
            return None
        others = Membership.objects.during(begin, end).filter(user=self.instance.user_id)
        others = others.exclude(pk=self.instance.pk).select_related("organisation").order_by("id")
        return next((each for each in others if conflicting(role, [Role(each.role)])), None)


def _apart(stands: Membership) -> str:
    return gettext(
        "该用户同期已是“%(organisation)s”的%(role)s(%(begin)s 至 %(end)s)，两种角色不能由同一人兼任。"
    ) % {
        "organisation": stands.organisation,
        "role": stands.get_role_display(),
        "begin": stands.valid_from,
        "end": stands.valid_to or gettext("长期"),
    }


def fits(role: Role, organisation: Organisation) -> bool:
    """Unit roles are held in collecting units, analysts and reviewers in any department, the others in HR
    departments.

    Reviewers of an industry or administrative department review at its level of a route, those of an industry
    department decide about units of its industry that ask to be registered as well.
    Definitions and pages are those of the whole region, so only its own department has who changes them.
    """
    if role in UNIT_ROLES:
        return organisation.collects
    if role in (Role.ANALYST, Role.HR_REVIEWER):
        return not organisation.collects
    if role == Role.CATEGORY_ADMIN and organisation.managing_region.level != Level.REGION:
        return False
    return organisation.kind == OrganisationKind.HR_DEPARTMENT
