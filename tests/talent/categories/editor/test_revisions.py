"""The words of what changes; without a database."""

import pytest
from django.utils import translation

from talent.categories.editor.comparing import compare
from talent.categories.editor.revisions import cards_of
from tests.talent.categories.definitions import definition

NAME = {"key": "name", "type": "text", "label": "姓名", "label_en": "Name"}


def told(before, after):
    """Each line as (card, mark, name, details, consequences)."""
    return [
        (card.title, str(line.label), line.name, line.details, "".join(map(str, line.consequences)))
        for card in cards_of(compare(before, after))
        for line in card.lines
    ]


def of_field(before, after):
    """Details and consequence of one changed field."""
    (line,) = told(definition(("g", False, [before])), definition(("g", False, [after])))
    return (*line[3], line[4])


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


@pytest.mark.parametrize(
    ("attribute", "before", "after", "said"),
    [
        ("width", 1, 2, ("打印宽度(1 至 3 栏)：1 → 2", "只改显示和打印，已入库的记录不变。")),
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
                "敏感程度(空为随分组)：内部 → 敏感，加密保存",
                "以后保存的内容加密，已入库的记录到下次修改时才加密。",
            ),
        ),
        (
            "sensitivity",
            "sensitive",
            "internal",
            (
                "敏感程度(空为随分组)：敏感，加密保存 → 内部",
                "以后保存的内容不再加密，请确认其中没有敏感个人信息。",
            ),
        ),
        (
            "aliases",
            ["甲", "乙"],
            ["乙", "丙"],
            ("导入时的其他叫法：增加 丙；去掉 甲", "只影响以后的导入和交换。"),
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
            ("选项：增加 2 有；去掉 1 是", "已入库的内容不变；不在新的可选内容里的，下次修改时要改选。"),
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
            ("类型：日期", "必填程度：上报必填"),
            "已入库的记录不变，下次修改时才要求填写。",
        )
    ]
    assert told(two, one)[0][1:] == (
        "已停用", "born(g.born)", (), "已入库的记录保留原来的内容，以后新填和修改时不再出现。"
    )  # fmt: skip


def test_rules_are_called_by_their_names_with_what_they_are_given():
    one = definition(rules=[("old_enough", "block", {"path": "g.x", "age": 16})])
    two = definition(rules=[("old_enough", "warn", {"path": "g.x", "age": 16})])
    assert told(one, two) == [
        (
            "规则",
            "改动",
            "到该时间时已满年龄",
            ("字段(分组.字段)：g.x", "年龄：16", "不符合时：不通过 → 提醒"),
            "以后填写和修改时按新的轻重处理。",
        )
    ]


def test_order_and_name_of_the_whole_stand_on_a_card_of_their_own():
    one = definition(("g", False, [NAME]), ("h", False, [NAME]))
    two = definition(("h", False, [NAME]), ("g", False, [NAME]))
    assert [(title, name) for title, _, name, _, _ in told(one, two)] == [("类别", "分组的顺序")]


def test_no_difference_is_no_card():
    one = definition(("g", False, [NAME]))
    assert cards_of(compare(one, one)) == []


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
