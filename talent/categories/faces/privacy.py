"""What is collected, as those are told whom it is about: every field in force, why, and how it is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from talent.categories.definition import Definition, Field, Group
from talent.categories.enums import LegalBasis, Required, Sensitivity, Subject

#: The number by which a person is known; lists show its ends only.
_MASKED = "identity.id_number"


@dataclass(frozen=True)
class PrivacyField:
    """`kept`: what is done to keep it beyond what holds for every field; "" where that is nothing."""

    label: str
    required: str
    sensitivity: str
    sensitivity_label: str
    kept: str


@dataclass(frozen=True)
class PrivacyGroup:
    """`purpose_translated`: whether the purpose is in the language asked for; else it is Chinese."""

    label: str
    repeat: bool
    purpose: str
    purpose_translated: bool
    legal_basis: str
    fields: tuple[PrivacyField, ...]


def privacy_groups(definition: Definition, language: str) -> list[PrivacyGroup]:
    """Group by group in the words of the active language."""
    return [
        PrivacyGroup(
            label=group.named(language),
            repeat=group.repeat,
            purpose=group.purposed(language),
            purpose_translated=_is_translated(group, language),
            legal_basis=str(LegalBasis(group.legal_basis).label),
            fields=tuple(_field(each, definition, language) for each in group.fields),
        )
        for group in definition.groups
    ]


def _is_translated(group: Group, language: str) -> bool:
    return bool(group.purpose_en) or not language.startswith("en")


def _field(known: Field, definition: Definition, language: str) -> PrivacyField:
    return PrivacyField(
        label=known.named(language),
        required=str(Required(known.required).label),
        sensitivity=known.sensitivity,
        sensitivity_label=str(Sensitivity(known.sensitivity).label),
        kept=_kept(known, definition),
    )


def _kept(known: Field, definition: Definition) -> str:
    if not known.is_sensitive:
        return ""
    masked = known.path == _MASKED and definition.subject == Subject.PEOPLE
    return _("加密保存，列表中遮盖显示") if masked else _("加密保存")
