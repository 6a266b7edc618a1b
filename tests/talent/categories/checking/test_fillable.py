"""What nobody could fill in is not published."""

import pytest

from talent.categories.compiling import NotCompiled
from tests.talent.categories.checking.test_sealing import OPEN, refusals
from tests.talent.categories.test_compiling import WHO, compiled_groups, complaints

ALWAYS = "“%s”用来识别本人，每个人都要填，请清空显示条件和必填条件。"
BY_HAND = "“%s”用来识别本人，须由人填写，请清空自动推算、默认值和“只取推算值，不可手填”。"


def who(**changed):
    """The fields that tell who somebody is, with changes by key."""
    return [{**each, **changed.get(each["key"], {})} for each in WHO]


@pytest.mark.parametrize(
    ("key", "changed", "sentence"),
    [
        ("full_name", {"type": "bool"}, "“姓名”用来识别本人，类型须为“人名”，请改回。"),
        ("id_type", {"type": "text", "code_list": ""}, "“证件类型”用来识别本人，类型须为“单选”，请改回。"),
        ("id_number", {"type": "text"}, "“证件号码”用来识别本人，类型须为“证件号码”，请改回。"),
        (
            "id_type",
            {"code_list": "sex"},
            "“证件类型”须用代码表“identity_doc_type”，不收列表之外的内容，请改回。",
        ),
        ("full_name", {"shown_if": "filled(identity.id_number)"}, ALWAYS % "姓名"),
        ("id_number", {"required_if": "filled(identity.full_name)"}, ALWAYS % "证件号码"),
        ("id_number", {"derive": "unit.code", "fixed": True}, BY_HAND % "证件号码"),
        ("full_name", {"default": "某某"}, BY_HAND % "姓名"),
    ],
)
def test_what_tells_who_somebody_is_has_its_type_and_is_asked_of_everybody(key, changed, sentence):
    assert refusals(who=who(**{key: changed})) == [(f"identity.{key}", sentence)]


def test_the_kind_of_document_may_have_a_default():
    assert refusals(who=who(id_type={"default": "01"})) == []


def test_the_group_that_tells_who_somebody_is_has_no_condition():
    who_group = {"key": "identity", "label": "身份", "purpose": "识别", "fields": WHO}
    other = {"key": "h", "label": "他", "fields": [{"key": "y", "type": "text", "label": "乙"}]}
    with pytest.raises(NotCompiled) as refused:
        compiled_groups({**who_group, "shown_if": "filled(h.y)"}, other, subject="people")
    assert refused.value.complaints == [
        ("identity", "这一组用来识别本人，每个人都要填，请清空它的显示条件。")
    ]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (
            {"type": "integer", "minimum": 9, "maximum": 3},
            "“最小值或最少字数”大于“最大值”，什么都填不进去，请改正其中一项。",
        ),
        (
            {"type": "text", "minimum": 9, "max_length": 3},
            "“最小值或最少字数”大于“最多字数”，什么都填不进去，请改正其中一项。",
        ),
        (
            {"type": "text", "fixed": True, "required": "submit"},
            "“只取推算值，不可手填”的字段要写自动推算或默认值，否则永远是空的。",
        ),
        (
            {"type": "integer", "default": "几个"},
            "默认值填不进去，请改正或清空：“某项”应为整数，例如 12；现为“几个”。",
        ),
        (
            {"type": "integer", "default": "9", "maximum": 3},
            "默认值填不进去，请改正或清空：“某项”不能大于 3。",
        ),
        (
            {"type": "choice", "default": "7", "code_list": "sex"},
            "默认值填不进去，请改正或清空：“某项”没有“7”这一项，请从列表中选择。",
        ),
    ],
)
def test_what_can_never_be_filled_in_is_refused_with_the_way_to_mend_it(field, sentence):
    assert refusals({**OPEN, **field}) == [("g.x", sentence)]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "integer", "minimum": 3, "maximum": 3, "default": "3"},
        {"type": "text", "minimum": 3, "max_length": 3},
        {"type": "text", "fixed": True, "derive": "unit.name", "required": "submit"},
        {"type": "multichoice", "default": "男、女", "code_list": "sex"},
    ],
)
def test_what_can_be_filled_in_is_published(field):
    assert refusals({**OPEN, **field}) == []


def test_a_default_from_a_list_that_is_not_at_hand_is_left_to_whoever_knows_it():
    assert complaints({**OPEN, "type": "choice", "code_list": "nobody", "default": "1"}) == ["g.x"]
