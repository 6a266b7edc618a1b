"""What can be shown of a half typed definition, and what is said about it."""

import pytest

from talent.categories.compiling import NotCompiled
from talent.categories.editor.drafting import draft_of
from talent.categories.models import Category
from talent.categories.versions import publish_version
from tests.talent.categories.following import MERGE, RENAME, edited

pytestmark = pytest.mark.django_db

TYPE = {"key": "id_type", "label": "证件", "required": "submit"}
NUMBER = {"key": "id_number", "label": "号码", "required": "submit"}
IDENTITY = {
    "key": "identity",
    "label": "身份",
    "purpose": "识别本人",
    "fields": [
        {"type": "choice", "value": {**TYPE, "code_list": "identity_doc_type"}},
        {"type": "id_number", "value": {**NUMBER, "sensitivity": "sensitive"}},
        {"type": "name", "value": {"key": "full_name", "label": "姓名", "required": "submit"}},
    ],
}  # fmt: skip


def drafted(*groups, rules=()):
    return draft_of(
        Category(
            key="new",
            label="新类别",
            groups=[{"type": "group", "value": value} for value in groups],
            rules=[{"type": "rule", "value": value} for value in rules],
        )
    )


def group(*fields, key="more", label="其他"):
    return {"key": key, "label": label, "fields": [{"type": kind, "value": value} for kind, value in fields]}


def test_a_definition_that_compiles_is_shown_without_a_word():
    draft = drafted(IDENTITY)
    assert (list(draft.definition.by_path), draft.complaints) == (
        ["identity.id_type", "identity.id_number", "identity.full_name"],
        (),
    )


def test_nothing_at_all_is_shown_with_what_it_lacks():
    draft = drafted()
    assert (draft.definition.groups, [place for place, _ in draft.complaints]) == ((), ["identity"])


def test_a_field_without_key_and_name_gets_stand_ins_and_is_named_by_its_number():
    draft = drafted(
        IDENTITY, group(("text", {"key": "", "label": ""}), ("date", {"key": "born", "label": ""}))
    )
    assert [(each.key, each.label) for each in draft.definition.by_key["more"].fields] == [
        ("field_1", "more 第 1 个字段"),
        ("born", "born"),
    ]
    assert draft.complaints == (
        ("more 第 1 个字段", "还没有写代号。"),
        ("more 第 1 个字段", "还没有写名称。"),
        ("more 第 2 个字段", "还没有写名称。"),
    )


def test_a_group_without_key_and_fields_is_shown_too():
    draft = drafted(IDENTITY, group(key="", label=""))
    assert ("分组 2", "还没有写代号。") in draft.complaints
    assert ("group_2", "分组里没有启用的字段，请添加字段或删去分组。") in draft.complaints
    assert draft.definition.by_key["group_2"].label == "分组 2"


def test_what_a_block_refuses_is_named_by_field_and_part_and_a_text_stays():
    draft = drafted(
        IDENTITY, group(("text", {"key": "性别", "label": "性别", "max_length": "长", "width": 7}))
    )
    (field,) = draft.definition.by_key["more"].fields
    assert (field.key, field.max_length, field.width) == ("性别", None, 1)
    assert [place for place, _ in draft.complaints] == [
        "more.性别 代号",
        "more.性别 最多字数",
        "more.性别 打印宽度(1 至 3 栏)",
    ]


def test_a_key_used_twice_is_shown_twice_and_told_once():
    draft = drafted(
        IDENTITY, group(("text", {"key": "a", "label": "甲"}), ("date", {"key": "a", "label": "乙"}))
    )
    assert [each.label for each in draft.definition.by_key["more"].fields] == ["甲", "乙"]
    assert draft.complaints == (("more.a", "代号“a”已用于“其他 › 甲”，请改用另一个代号，例如 a_2。"),)


def test_a_list_that_does_not_exist_is_told_and_is_empty():
    draft = drafted(IDENTITY, group(("choice", {"key": "a", "label": "甲", "code_list": "none"})))
    assert draft.complaints == (("more.a", "没有代码表“none”，请先建立或改选。"),)
    assert (draft.tables()["none"].entries, "identity_doc_type" in draft.tables()) == ((), True)


def test_options_and_other_words_that_are_still_empty_are_told_and_break_nothing():
    options = [{"code": "", "label": "", "label_en": ""}, {"code": None, "label": None, "label_en": None}]
    half = {"key": "a", "label": "甲", "options": options, "aliases": [""]}
    draft = drafted(IDENTITY, group(("choice", half)))
    assert len(draft.definition.by_path["more.a"].options) == 2
    assert ("more.a", "名称里没有看得见的字，请重新填写。") in draft.complaints


def test_a_rule_without_a_name_is_left_out():
    assert drafted(IDENTITY, rules=[{"rule": ""}]).definition.rules == ()


def test_numbers_typed_as_text_are_read_as_those_that_were_stored():
    typed = drafted(IDENTITY, group(("text", {"key": "a", "label": "甲", "max_length": "9", "width": "2"})))
    stored = drafted(IDENTITY, group(("text", {"key": "a", "label": "甲", "max_length": 9, "width": 2})))
    assert typed == stored


def test_a_switched_off_field_is_not_shown_and_may_lack_anything():
    draft = drafted(
        IDENTITY,
        group(("text", {"key": "", "label": "", "enabled": False}), ("text", {"key": "a", "label": "甲"})),
    )
    assert ([each.key for each in draft.definition.by_key["more"].fields], draft.complaints) == (["a"], ())


RETYPED: dict[str, dict] = {"retyped": {"skill.studio": ("date", {})}}


@pytest.mark.parametrize(
    ("moves", "changed", "place"),
    [
        ([], {"renamed": {"skill.current_trade": "trade_now"}}, "skill.current_trade"),
        ([RENAME], {}, "skill.trade_now"),
        ([], RETYPED, "skill.studio"),
        ([("retire", {"path": "skill.nothing"})], {}, "skill.nothing"),
    ],
)
def test_a_draft_says_what_its_publication_would_refuse_in_the_same_words(moves, changed, place):
    category = edited("skilled", *moves, **changed)
    with pytest.raises(NotCompiled) as refused:
        publish_version(category=category, by=None)
    assert draft_of(category).complaints == tuple(refused.value.complaints)
    assert [each for each, _said in refused.value.complaints] == [place]


@pytest.mark.parametrize(
    ("moves", "changed"),
    [
        ([RENAME, MERGE], {"renamed": {"skill.current_trade": "trade_now"}}),
        ([], {"off": ["skill.studio"]}),
        ([("convert", {"path": "skill.studio", "rule": "as_written"})], RETYPED),
    ],
)
def test_a_draft_that_may_follow_is_shown_without_a_word(moves, changed):
    assert draft_of(edited("skilled", *moves, **changed)).complaints == ()


@pytest.mark.parametrize(
    "move",
    [
        ("rename", {"source": "", "to": "skill.trade_now"}),
        ("rename", {}),
        ("split", {"separator": "、", "to": [""]}),
        ("merge_codes", {"path": "skill.highest_level", "codes": ["5"], "into": ""}),
        ("retire", {"path": ""}),
        ("convert", {"path": "skill.studio", "rule": ""}),
    ],
)
def test_a_move_that_is_half_written_is_named_by_its_number_and_left_out(move):
    assert draft_of(edited("skilled", move)).complaints == (("衔接 1", "还没有写完。"),)


def test_a_move_with_an_impossible_path_is_told_where_it_stands():
    draft = draft_of(edited("skilled", ("rename", {"source": "没有", "to": "skill.x"})))
    assert ("衔接 1 原字段或分组" in dict(draft.complaints), "没有" in dict(draft.complaints)) == (True, True)


def test_moves_of_what_was_never_published_are_told():
    category = Category(key="new", label="新类别", groups=[{"type": "group", "value": IDENTITY}])
    category.moves = [{"type": "retire", "value": {"path": "identity.id_type"}}]
    assert draft_of(category).complaints == (("identity.id_type", "还没有上一版本，不需要衔接。"),)
