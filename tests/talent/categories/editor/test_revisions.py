"""The words of what changes; without a database."""

from dataclasses import fields, replace

import pytest
from django.utils import translation

from talent.categories.definition import Field
from talent.categories.editor.attributes import TOLD
from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import definition
from tests.talent.categories.editor.telling import NAME, cards, of_field, told


def test_a_field_that_becomes_needed_says_both_values_and_that_records_stay():
    one, two = definition(("g", False, [NAME])), definition(("g", False, [{**NAME, "required": "submit"}]))
    assert told(one, two) == [
        (
            "g",
            "改动",
            "姓名(g.name)",
            ("必填程度：选填 → 上报必填",),
            "已入库的记录不变，下次修改时才要求填写。",
        )
    ]


def test_the_same_in_english():
    one, two = definition(("g", False, [NAME])), definition(("g", False, [{**NAME, "required": "submit"}]))
    with translation.override("en"):
        ((_, mark, name, (detail,), consequence),) = told(one, two)
    assert (mark, name, detail, consequence) == (
        "Changed",
        "Name (g.name)",
        "Required: Optional → Required to submit",
        "Records in the register stay as they are; it is asked for when they are next edited.",
    )


def test_what_follows_reads_as_one_text_with_a_space_between_sentences_in_english_alone():
    one = definition(("g", False, [NAME]))
    two = definition(("g", False, [{**NAME, "key": "called", "required": "submit"}]))
    move = Move("rename", source="g.name", to=("g.called",))
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            ((line,),) = [each.lines for each in cards(one, two, move)]
            said.append(line.consequence)
    assert said == [
        "已入库的记录下次修改或成批衔接时，原来的内容带到新的位置。已入库的记录不变，下次修改时才要求填写。",
        "When records in the register are next edited, or all moved at once, what was filled in goes to the "
        "new place. "
        "Records in the register stay as they are; it is asked for when they are next edited.",
    ]


@pytest.mark.parametrize(
    ("attribute", "before", "after", "said"),
    [
        ("width", 1, 2, ("打印宽度：1 → 2", "只改显示和打印，已入库的记录不变。")),
        (
            "type",
            "text",
            "date",
            ("类型：文本 → 日期", "已入库的内容按原来的样子保存，下次修改时要能按新的样子读出。"),
        ),
        ("dimension", False, True, ("可作统计分组：否 → 是", "影响以后的查询和统计，已发布的统计不变。")),
        ("maximum", None, 9, ("最大值：(空) → 9", "已入库的记录不变，下次修改时按新的限制检查。")),
        ("default", "", "甲", ("默认值：(空) → 甲", "已入库的记录不变，下次填写或修改时起作用。")),
        (
            "sensitivity",
            "internal",
            "sensitive",
            (
                "敏感程度：内部 → 敏感，加密保存",
                "以后保存的内容加密，已入库的记录到下次修改时才加密。",
            ),
        ),
        ("sensitivity", "sensitive", "internal", ("敏感程度：敏感，加密保存 → 内部", "")),
        (
            "aliases",
            ["甲", "乙"],
            ["乙", "丙"],
            ("导入时的其他叫法：增加 丙", "导入时的其他叫法：去掉 甲", "只影响以后的导入和交换。"),
        ),
        (
            "aliases",
            ["甲", "乙"],
            ["乙", "甲"],
            ("导入时的其他叫法：改变先后顺序", "只影响以后的导入和交换。"),
        ),
        (
            "options",
            [{"code": "1", "label": "是"}],
            [{"code": "2", "label": "有"}],
            (
                "选项：增加 2 有",
                "选项：去掉 1 是",
                "已入库的内容不变；不在新的可选内容里的，下次修改时要改选。",
            ),
        ),
    ],
)
def test_each_attribute_has_its_name_its_values_and_what_follows(attribute, before, after, said):
    assert of_field({**NAME, attribute: before}, {**NAME, attribute: after}) == said


def test_a_new_field_says_its_type_and_whether_it_is_needed():
    one = definition(("g", False, [NAME]))
    two = definition(("g", False, [NAME, {"key": "born", "type": "date", "required": "submit"}]))
    assert told(one, two) == [
        (
            "g",
            "新增",
            "born(g.born)",
            (
                "类型：日期",
                "必填程度：上报必填",
                "敏感程度：内部",
                "随分组：处理目的 (空)，处理依据 履行法定职责",
            ),
            "已入库的记录不变，下次修改时才要求填写。",
        )
    ]
    assert told(two, one)[0][1:] == (
        "去掉", "born(g.born)", (), "已入库的记录保留原来的内容，以后新填和修改时不再出现。"
    )  # fmt: skip


def test_rules_are_called_by_their_names_with_what_they_are_given():
    one = definition(rules=[("old_enough", "block", {"path": "g.x", "age": 16})])
    two = definition(rules=[("old_enough", "warn", {"path": "g.x", "age": 16})])
    assert told(one, two) == [
        (
            "规则",
            "改动",
            "到该时间时已满年龄",
            ("字段：g.x", "年龄：16", "不符合时：不通过 → 提醒"),
            "以后填写和修改时按新的规则处理，已入库的记录不变。",
        )
    ]


def test_order_and_name_of_the_whole_stand_on_a_card_of_their_own():
    one = definition(("g", False, [NAME]), ("h", False, [NAME]))
    two = definition(("h", False, [NAME]), ("g", False, [NAME]))
    assert [(title, name) for title, _, name, _, _ in told(one, two)] == [("类别", "分组的顺序")]


def test_no_difference_is_no_card():
    one = definition(("g", False, [NAME]))
    assert cards(one, one) == []


def renamed(*labels):
    """What is told of a field whose codes 1, 2, … get these names instead of 甲 and 乙."""
    kinds = {"key": "kind", "type": "choice", "label": "类别"}
    before, after = (
        {**kinds, "options": [{"code": str(n), "label": label} for n, label in enumerate(names, 1)]}
        for names in (("甲", "乙"), labels)
    )
    return of_field(before, after)[-1]


def test_codes_whose_names_are_swapped_are_told_to_change_the_meaning_of_records():
    assert renamed("乙", "甲") == (
        "注意：选项的名称对调了，已入库的记录会变成另一个意思"
        "(代码 1 原为“甲”，现为“乙”；代码 2 原为“乙”，现为“甲”)。要改含义，请另设新代码。"
    )
    assert renamed("甲级", "乙") == (
        "已入库的记录随之改显新的名称(代码 1 原为“甲”，现为“甲级”)，请确认意思没有变。"
    )
    assert renamed("甲", "乙", "丙") == "已入库的内容不变；不在新的可选内容里的，下次修改时要改选。"


FULL = {
    "key": "lang",
    "type": "choice",
    "label": "外语",
    "label_en": "Language",
    "required": "submit",
    "required_if": 'g.name = "甲"',
    "shown_if": "filled(g.name)",
    "sensitivity": "public-aggregate",
    "options": [{"code": str(number), "label": f"语{number}"} for number in range(1, 9)],
    "open": True,
    "default": "2",
    "filterable": True,
    "dimension": True,
    "in_template": False,
    "light": True,
    "copied": True,
    "width": 2,
    "aliases": ["语种"],
    "exchange_code": "A01",
    "help": "怎样填",
    "help_en": "How",
}


def test_a_new_field_says_all_that_was_decided_and_nothing_that_was_not():
    one = definition(("g", False, [NAME]))
    ((_, _, _, details, _),) = told(one, definition(("g", False, [NAME, FULL])))
    assert details == (
        "类型：单选",
        "必填程度：上报必填",
        "敏感程度：可汇总公开",
        '必填条件：“姓名”是“甲” [g.name = "甲"]',
        "显示条件：已填“姓名” [filled(g.name)]",
        "选项：1 语1、2 语2、3 语3、4 语4、5 语5、6 语6 等，共 8 项",
        "允许填写列表之外的内容：是",
        "默认值：2 语2",
        "可作查询条件：是",
        "可作统计分组：是",
        "放入导入模板：否",
        "放入简表：是",
        "可从同事的资料复制：是",
        "打印宽度：2",
        "导入时的其他叫法：语种",
        "交换代码：A01",
        "填写说明：怎样填",
        "填写说明(英文)：How",
        "英文名称：Language",
        "随分组：处理目的 (空)，处理依据 履行法定职责",
    )


def test_every_attribute_of_a_field_has_its_place_in_what_is_told():
    others = {"key", "label", "group", "repeat", "merged"}
    assert sorted(TOLD) == sorted(each.name for each in fields(Field) if each.name not in others)


def test_a_long_list_names_a_few_and_keeps_the_whole_below():
    ((card,),) = [cards(None, definition(("g", False, [FULL])))]
    (options,) = [each for line in card.lines for each in line.details if each.text.startswith("选项")]
    assert options.rest == tuple(f"{number} 语{number}" for number in range(1, 9))
    few = {**FULL, "options": FULL["options"][:6]}
    ((card,),) = [cards(None, definition(("g", False, [few])))]
    assert [each.rest for line in card.lines for each in line.details if each.rest] == []


def test_a_derived_field_says_its_formula_and_a_code_list_its_name_and_its_first_codes():
    level = {"key": "level", "type": "choice", "label": "等级", "code_list": "skill_level", "default": "4"}
    total = {"key": "n", "type": "integer", "label": "数", "derive": "g.m + 1", "fixed": True, "minimum": 1}
    many = {"key": "m", "type": "integer", "label": "多", "maximum": 9}
    details = [line[3] for line in told(None, definition(("g", False, [level, total, many])))]
    assert details[1:] == [
        (
            "类型：单选",
            "必填程度：选填",
            "敏感程度：内部",
            "代码表：技能等级(skill_level)，3 项：高级工(三级)、中级工(四级)、学徒工",
            "默认值：4 高级工(三级)",
        ),
        (
            "类型：整数",
            "必填程度：选填",
            "敏感程度：内部",
            "最小值或最少字数：1",
            "自动推算：“多” + 1 [g.m + 1]",
            "只取推算值，不可手填：是",
        ),
        ("类型：整数", "必填程度：选填", "敏感程度：内部", "最大值：9"),
    ]


def grouped(**given):
    """A definition of one group with these attributes."""
    made = definition(
        ("g", given.pop("repeat", False), [NAME, {**NAME, "key": "x", "sensitivity": "sensitive"}])
    )
    return replace(made, groups=(replace(made.groups[0], **given),))


def test_a_new_group_says_whether_it_repeats_when_it_is_shown_and_why_it_is_collected():
    made = grouped(repeat=True, purpose="核实", purpose_en="To verify", shown_if="count(g) > 0")
    assert told(None, made)[0] == (
        "g",
        "新增",
        "分组本身",
        (
            "可填多行：是",
            "处理目的：核实",
            "处理依据：履行法定职责",
            "显示条件：“g”的行数大于0 [count(g) > 0]",
            "处理目的(英文)：To verify",
            "敏感程度：内部 1 个字段、敏感，加密保存 1 个字段",
        ),
        "",
    )


def test_a_changed_group_says_each_attribute_before_and_after():
    one, two = grouped(purpose="核实"), grouped(purpose="统计", legal_basis="consent")
    assert told(one, two)[0][2:] == (
        "分组本身",
        ("处理目的：核实 → 统计", "处理依据：履行法定职责 → 本人同意"),
        "告知内容随之改变，请核对隐私告知。",
    )


def test_a_changed_condition_is_told_in_words_and_as_it_is_written():
    assert of_field({**NAME, "shown_if": "g.name = nothing"}, {**NAME, "shown_if": "(("})[0] == (
        "显示条件：“姓名”是空 → (( [g.name = nothing → ((]"
    )


def test_an_option_of_another_name_is_told_by_both_names():
    kinds = {"key": "kind", "type": "choice", "label": "类别"}
    before, after = ({**kinds, "options": [{"code": "1", "label": each}]} for each in ("甲", "乙"))
    assert of_field(before, after)[0] == "选项：改称 1 甲 → 1 乙"


def test_rules_name_their_fields_and_codes_and_say_what_was_another():
    level = {"key": "level", "type": "choice", "label": "等级", "code_list": "skill_level"}
    group = ("g", False, [level])
    one = definition(group, rules=[("value_not_in", "block", {"path": "g.level", "codes": ["3"]})])
    two = definition(
        group,
        rules=[
            ("value_not_in", "block", {"path": "g.level", "codes": ["3", "4"]}),
            ("in_order", "warn", {"group": "g", "first": "level", "second": "none"}),
        ],
    )
    assert [line[1:4] for line in told(one, two)] == [
        (
            "改动",
            "内容不在所列之内",
            (
                "字段：等级(g.level)",
                "代码：3 中级工(四级) → 3 中级工(四级)、4 高级工(三级)",
                "不符合时：不通过",
            ),
        ),
        (
            "新增",
            "两个时间有先后",
            ("分组：g(g)", "较早的字段：等级(g.level)", "较晚的字段：g.none", "不符合时：提醒"),
        ),
    ]
    assert [line[1:3] for line in told(two, one)][1] == ("去掉", "两个时间有先后")
