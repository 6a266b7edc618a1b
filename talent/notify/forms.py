"""How an account wants its mail, and the texts of a kind."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talent.notify.enums import MailMode
from talent.notify.filling import Unfillable, unknown_in
from talent.notify.kinds import KINDS, Kind
from talent.notify.models import Preferences, Template
from talent.notify.preferring import mode_of
from talent.orgs.service import Scope
from talent.security.models import User


class PreferencesForm(forms.Form):
    """One choice for each kind that the account can receive by its roles, or as an individual without any."""

    language = forms.ChoiceField(
        label=_("邮件用什么语言"), choices=[("zh-hans", "中文"), ("en", "English")], widget=forms.RadioSelect
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, user: User, kept: Preferences, scope: Scope
    ) -> None:
        kinds = [each for each in KINDS.values() if each.reaches(scope.roles) and not each.follows]
        initial = {each.key: mode_of(user, each) for each in kinds} | {"language": kept.language}
        super().__init__(data, initial=initial)
        for each in kinds:
            self.fields[each.key] = forms.ChoiceField(
                label=str(each.label), choices=MailMode.choices, widget=forms.RadioSelect
            )

    def modes(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if key in KINDS}


class TemplateForm(forms.ModelForm):
    """Refuses placeholders that the kind does not have: they would stay empty in every mail."""

    class Meta:
        model = Template
        fields: ClassVar[list[str]] = ["subject", "body", "subject_en", "body_en"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "body": forms.Textarea(attrs={"rows": 6}),
            "body_en": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.Meta.fields:
            if name in given:
                self._check(name, given[name])
        return given

    def _check(self, name: str, text: str) -> None:
        try:
            unknown = unknown_in(text, self._kind.placeholders)
        except Unfillable:
            self.add_error(
                name, ValidationError(_("花括号没有成对，或花括号里不只是一个占位符；例如“{name}”。"))
            )
            return
        if unknown:
            known = _("、").join(f"{{{each}}}" for each in self._kind.placeholders)
            self.add_error(
                name,
                ValidationError(
                    _("这类消息没有占位符 %(unknown)s；可用的有：%(known)s。"),
                    params={"unknown": _("、").join(f"{{{each}}}" for each in unknown), "known": known},
                ),
            )
