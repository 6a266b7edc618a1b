from dataclasses import replace

from django.utils import translation

from talent.categories.faces.privacy import PrivacyField, privacy_groups
from tests.talent.categories.definitions import IDENTITY, definition

CONTACT = (
    "contact",
    True,
    [{"key": "mobile", "type": "phone", "label": "手机", "label_en": "Mobile", "sensitivity": "sensitive"}],
)


def groups(language, **given):
    found = definition(IDENTITY, CONTACT)
    with translation.override(language):
        return privacy_groups(replace(found, **given), language)


def test_every_field_is_told_with_how_it_is_kept():
    identity, contact = groups("zh-hans")
    kept = {field.label: (field.required, field.sensitivity, field.kept) for field in identity.fields}
    assert kept == {
        "id_type": ("上报必填", "internal", ""),
        "id_number": ("上报必填", "sensitive", "加密保存，列表中遮盖显示"),
        "full_name": ("上报必填", "internal", ""),
        "sex": ("选填", "internal", ""),
        "birth_date": ("选填", "internal", ""),
    }
    assert contact.fields == (PrivacyField("手机", "选填", "sensitive", "敏感，加密保存", "加密保存"),)
    assert (identity.repeat, contact.repeat, contact.legal_basis) == (False, True, "履行法定职责")


def test_a_number_on_a_sheet_is_not_said_to_be_masked_in_lists():
    identity, _ = groups("zh-hans", subject="sheet")
    assert identity.fields[1].kept == "加密保存"


def test_a_purpose_without_english_is_marked_as_chinese():
    found = definition(CONTACT)
    told = []
    for english in ("", "To notify"):
        group = replace(found.groups[0], purpose="通知本人", purpose_en=english)
        with translation.override("en"):
            (shown,) = privacy_groups(replace(found, groups=(group,)), "en")
        told.append((shown.purpose, shown.purpose_translated))
    assert told == [("通知本人", False), ("To notify", True)]
    assert shown.fields[0].label == "Mobile"
