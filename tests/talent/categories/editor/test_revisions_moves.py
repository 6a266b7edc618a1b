"""The words of what was stated about the content of fields and groups; without a database."""

import pytest

from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import definition
from tests.talent.categories.editor.telling import NAME, told


def test_a_renamed_field_says_both_keys_and_where_its_content_goes():
    rename = Move("rename", source="g.name", to=("g.called",), note="统一代号")
    two = definition(("g", False, [{**NAME, "key": "called"}]))
    assert told(definition(("g", False, [NAME])), two, rename) == [
        (
            "g",
            "改代号",
            "姓名(g.called)",
            ("代号 g.name 改为 g.called(说明：统一代号)",),
            "已入库的记录下次修改或成批衔接时，原来的内容带到新的位置。",
        )
    ]


LEVEL = {"key": "level", "type": "choice", "label": "等级", "code_list": "skill_level"}


@pytest.mark.parametrize(
    ("before", "after", "move", "mark", "details"),
    [
        (
            LEVEL,
            LEVEL,
            Move("merge_codes", path="g.level", codes=("3", "1"), into="4"),
            "改动",
            ("选项 3 中级工(四级)、1 学徒工 并入 4 高级工(三级)",),
        ),
        (
            {**NAME, "type": "date"},
            {**NAME, "type": "year"},
            Move("convert", path="g.name", rule="part", part="year"),
            "改动",
            ("原来的内容换算：取日期的一部分：年", "类型：日期 → 年份"),
        ),
        (
            NAME,
            {**NAME, "type": "longtext"},
            Move("convert", path="g.name", rule="as_written"),
            "改动",
            ("原来的内容换算：按原来显示的文字重新读入", "类型：文本 → 长文本"),
        ),
        (
            LEVEL,
            {**LEVEL, "code_list": "sex"},
            Move("convert", path="g.level", rule="codes", table={"3": "1", "4": "2"}),
            "改动",
            (
                "原来的内容换算：按代码对照表",
                "代码对照：3 中级工(四级) → 1 男性、4 高级工(三级) → 2 女性",
                "代码表：技能等级(skill_level)，3 项：高级工(三级)、中级工(四级)、学徒工"
                " → sex，2 项：男性、女性",
            ),
        ),
    ],
)
def test_what_is_stated_about_codes_and_types_is_said_in_words(before, after, move, mark, details):
    one, two = definition(("g", False, [before])), definition(("g", False, [after]))
    ((_, said, _, found, _),) = told(one, two, move)
    assert (said, found) == (mark, details)


def test_a_split_says_into_what_and_by_what():
    parts = [{"key": "a", "type": "bool", "label": "甲"}, {"key": "b", "type": "bool", "label": "乙"}]
    two = definition(("g", False, parts))
    by_code = Move("split", source="g.level", to=("g.a", "g.b"), by={"3": "g.a", "4": "g.b"})
    by_sign = Move("split", source="g.name", to=("g.a", "g.b"), separator="、")
    found = told(definition(("g", False, [LEVEL])), two, by_code)
    assert found[-1][1:] == (
        "拆分",
        "等级(g.level)",
        (
            "等级(g.level) 按代码拆成 甲(g.a)、乙(g.b)",
            "代码归入：3 中级工(四级) 归入 g.a、4 高级工(三级) 归入 g.b",
        ),
        "已入库的记录下次修改或成批衔接时，原来的内容分到新的字段，分不了的逐条列出。",
    )
    assert told(definition(("g", False, [NAME])), two, by_sign)[0][3][0] == (
        "姓名(g.name) 按“、”拆成 甲(g.a)、乙(g.b)"
    )


def test_what_was_stated_to_be_retired_says_so():
    two = definition(("g", False, [{**NAME, "key": "x"}]))
    found = told(definition(("g", False, [NAME, {**NAME, "key": "x"}])), two, Move("retire", path="g.name"))
    assert [line[1:4] for line in found] == [("已停用", "姓名(g.name)", ("停用，新版本不再采集",))]


def test_a_renamed_group_says_both_keys():
    two = definition(("h", False, [NAME]))
    found = told(definition(("g", False, [NAME])), two, Move("rename", source="g", to=("h",)))
    assert [line[1:4] for line in found] == [("改代号", "分组本身", ("分组代号 g 改为 h", "名称：g → h"))]
