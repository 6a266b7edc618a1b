from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.formulas.nodes import Call, Listed, Literal, Operation, Reference, Rows
from talent.categories.formulas.parsing import LONGEST, NotAFormula, parse


def test_signs_bind_as_in_arithmetic_and_comparison_before_and_before_or():
    one, two, three = (Reference("g", key) for key in "abc")
    assert parse("g.a + g.b * g.c > g.a and g.b = g.c or g.a") == Operation(
        "or",
        (
            Operation(
                "and",
                (
                    Operation(">", (Operation("+", (one, Operation("*", (two, three)))), one)),
                    Operation("=", (two, three)),
                ),
            ),
            one,
        ),
    )


def test_chinese_words_and_wide_signs_mean_the_same():
    assert parse("（g.a ≥ 3 且 非 g.b）或 g.c = “是，否”") == parse(
        '(g.a >= 3 and not g.b) or g.c = "是，否"'
    )


def test_every_kind_of_value_is_read():
    said = parse('if(count(work) > 0, ["1", 2.5], -1)')
    assert said == Call(
        "if",
        (
            Operation(">", (Call("count", (Rows("work"),)), Literal(Decimal(0)))),
            Listed((Literal("1"), Literal(Decimal("2.5")))),
            Operation("negative", (Literal(Decimal(1)),)),
        ),
    )
    assert [parse(word) for word in ("yes", "否", "nothing", "空")] == [
        Literal(True),
        Literal(False),
        Literal(None),
        Literal(None),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "第 1 个字符处：这里应为字段、数字或“文字”，现为“结尾”。"),
        ("g.a =", "第 6 个字符处：这里应为字段、数字或“文字”，现为“结尾”。"),
        ("g.a 3", "第 5 个字符处：这里应结束，现为“3”。"),
        ("(g.a", "第 5 个字符处：这里应为“)”，现为“结尾”。"),
        ("g.1", "第 3 个字符处：这里应为字段代号，现为“1”。"),
        ("g.a = #", "第 6 个字符起的“#”看不懂。"),
        ('g.a = "x', '第 6 个字符起的“"”看不懂。'),
        ("and", "第 1 个字符处：这里应为字段、数字或“文字”，现为“and”。"),
        ("not " * 50 + "yes", "括号套得太深，最多 40 层。"),
        ("(" * 50 + "1" + ")" * 50, "括号套得太深，最多 40 层。"),
        ("- " * 50 + "1", "括号套得太深，最多 40 层。"),
        ("1" * (LONGEST + 1), "公式太长，最多 2000 个字符，请拆成几个字段。"),
        ("1" + "+1" * 300, "公式太长，最多 2000 个字符，请拆成几个字段。"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, sentence):
    with pytest.raises(NotAFormula) as refused:
        parse(text)
    assert str(refused.value) == sentence


@given(st.text(alphabet='g.a1"“”[](),+-*/<>=!且或非 and or not in yes', max_size=60))
def test_any_text_is_a_formula_or_is_refused(text):
    with suppress(NotAFormula):
        assert parse(text) == parse(f" {text} ")


def test_twenty_conditions_inside_each_other_are_read():
    text = "skill.years > 0"
    for number in range(20):
        text = f"(skill.years > {number} and {text})"
    assert parse(text) == parse(text.replace(" and ", " 且 "))
