from dataclasses import replace

from django.utils import translation

from talent.categories.faces.privacy import PrivacyField, privacy_groups
from tests.talent.categories.definitions import IDENTITY, TABLES, definition

CONTACT = (
    "contact",
    True,
    [{"key": "mobile", "type": "phone", "label": "手机", "label_en": "Mobile", "sensitivity": "sensitive"}],
)


def groups(language, **given):
    found = definition(IDENTITY, CONTACT)
    with translation.override(language):
        return privacy_groups(replace(found, **given), tables=TABLES, language=language)


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
            (shown,) = privacy_groups(replace(found, groups=(group,)), tables={}, language="en")
        told.append((shown.purpose, shown.purpose_translated))
    assert told == [("通知本人", False), ("To notify", True)]
    assert shown.fields[0].label == "Mobile"


def test_what_is_asked_for_in_some_cases_only_says_in_which():
    sex = {"key": "sex", "type": "choice", "label": "性别", "label_en": "Sex", "code_list": "sex"}
    army = {"key": "army", "type": "bool", "label": "服役", "shown_if": 'g.sex = "1"'}
    years = {
        "key": "years",
        "type": "integer",
        "label": "年数",
        "required": "submit",
        "required_if": "g.army",
        "shown_if": "filled(g.army)",
    }
    found = definition(("g", False, [sex, army, years]), ("h", True, [{"key": "x", "type": "text"}]))
    hidden = replace(found.groups[1], shown_if="g.years > 3")
    found = replace(found, groups=(found.groups[0], hidden))
    told = privacy_groups(found, tables=TABLES, language="zh-hans")
    assert [(each.label, each.required, each.when) for each in told[0].fields] == [
        ("性别", "选填", ()),
        ("服役", "选填", ("仅在以下情况填写：“性别”是“男性”",)),
        ("年数", "上报必填", ("仅在以下情况填写：已填“服役”", "在以下情况必填：“服役”")),
    ]
    assert ([each.when for each in told], told[1].fields[0].when) == (
        [(), ("仅在以下情况填写：“年数”大于3",)],
        (),
    )
    with translation.override("en"):
        english = privacy_groups(found, tables=TABLES, language="en")
    assert english[0].fields[1].when == ("To be filled in only if: “Sex” is “Male”",)
