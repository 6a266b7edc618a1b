"""What is collected, as those are told whom it is about: every field in force, why, and how it is kept."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.enums import LegalBasis, Required, Sensitivity, Subject
from talent.categories.faces.asking import required_when, shown_when
from talent.categories.formulas.vetting import Place

#: The number by which a person is known; lists show its ends only.
_MASKED = "identity.id_number"


@dataclass(frozen=True)
class PrivacyField:
    """`kept`: what is done to keep it beyond what holds for every field; "" where that is nothing.

    `when`: when it is asked for, and when it must be filled in, where that depends on something.
    """

    label: str
    required: str
    sensitivity: str
    sensitivity_label: str
    kept: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivacyGroup:
    """`purpose_translated`: whether the purpose is in the language asked for; else it is Chinese.

    `when`: when the whole group is asked for, where that depends on something.
    """

    label: str
    repeat: bool
    purpose: str
    purpose_translated: bool
    legal_basis: str
    fields: tuple[PrivacyField, ...]
    when: tuple[str, ...] = ()


def privacy_groups(definition: Definition, *, tables: Tables, language: str) -> list[PrivacyGroup]:
    """Group by group in the words of the active language."""
    place = Place(definition.by_key, tables)
    return [
        PrivacyGroup(
            label=group.named(language),
            repeat=group.repeat,
            purpose=group.purposed(language),
            purpose_translated=_is_translated(group, language),
            legal_basis=str(LegalBasis(group.legal_basis).label),
            fields=tuple(
                _field(each, definition, replace(place, own=group), language) for each in group.fields
            ),
            when=tuple(shown_when(group.shown_if, place, language)),
        )
        for group in definition.groups
    ]


def _is_translated(group: Group, language: str) -> bool:
    return bool(group.purpose_en) or not language.startswith("en")


def _field(known: Field, definition: Definition, place: Place, language: str) -> PrivacyField:
    return PrivacyField(
        label=known.named(language),
        required=str(Required(known.required).label),
        sensitivity=known.sensitivity,
        sensitivity_label=str(Sensitivity(known.sensitivity).label),
        kept=_kept(known, definition),
        when=(*shown_when(known.shown_if, place, language), *required_when(known, place, language)),
    )


def _kept(known: Field, definition: Definition) -> str:
    if not known.is_sensitive:
        return ""
    masked = known.path == _MASKED and definition.subject == Subject.PEOPLE
    return _("加密保存，列表中遮盖显示") if masked else _("加密保存")
