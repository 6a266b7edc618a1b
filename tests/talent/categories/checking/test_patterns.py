"""A pattern can be published when its time grows with the text alone."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.categories.checking.patterns import pattern_complaints
from tests.talent.categories.test_compiling import complaints

ALIKE = (
    "“格式(正则表达式)”可能极慢：“%s”可多可少，紧接在后面的也能是同样的字。"
    "请写成固定次数，或在中间加一个别的字，例如 [A-Z]{2}-\\d{1,6}。"
)
CHOICES = (
    "“格式(正则表达式)”可能极慢：“%s”里用 | 分开的几项，开头的字要各不相同，也不能有空的。"
    "请改写，或把整个格式写成几种，用 | 分开。"
)
EMPTY = "“格式(正则表达式)”可能极慢：“%s”后面有 ?，括号里就至少要有一个必有的字，请改写。"
UNKNOWN = (
    "“格式(正则表达式)”里的“%s”不能用：只用文字、[…]、\\d 一类、圆括号、| 和 ?、*、+、{1,20}，括号后只用 ?。"
)
MANY = "“格式(正则表达式)”里可多可少的地方太多，最多 20 处，请写简单些。"
WRONG = "“格式(正则表达式)”写得不对，请改正或留空。"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        r"\d{6}",
        r"^\d{4}-\d{1,2}$",
        r"[A-Z]{2}\d{6}(-\d+)?",
        r"\(\d+\)*",
        "a+b*",
        r"x{1,20}y{3}",
        "81|82|.*",
        "高级(工|技师)?",
        r"[^\d]*\d+",
        r"[\]\-a]+x",
        "x{a}",
    ],
)
def test_a_pattern_in_which_one_look_is_enough_can_be_published(pattern):
    assert list(pattern_complaints(pattern)) == []


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("a?" * 35 + "a" * 35, ALIKE % "a?"),
        (".{0,60}" * 8 + "b", ALIKE % ".{0,60}"),
        ("a*a*a*b", ALIKE % "a*"),
        (r"\w+\d", ALIKE % r"\w+"),
        (r"\d+𝟙", ALIKE % r"\d+"),
        ("(ab?)?b", ALIKE % "b?"),
        ("(?:a|a)?" * 24 + "c", CHOICES % "(?:a|a)?"),
        ("(81|82)", CHOICES % "(81|82)"),
        ("(a|)b", CHOICES % "(a|)"),
        ("(a?)?(b?)?", EMPTY % "(b?)?"),
        ("(a+)+", UNKNOWN % "(a+)+"),
        ("(ab){2}", UNKNOWN % "(ab){2}"),
        ("a+?", UNKNOWN % "?"),
        ("(?=a)", UNKNOWN % "(?"),
        (r"(\d)\1", UNKNOWN % r"\1"),
        ("a|^b$", UNKNOWN % "^ $"),
        ("".join(f"{each}?" for each in "abcdefghijklmnopqrstuvwxyz"), MANY),
        ("[0-9", WRONG),
    ],
)
def test_a_pattern_that_could_try_again_is_refused_with_the_way_to_write_it(pattern, sentence):
    assert list(pattern_complaints(pattern)) == [sentence]


def test_such_a_pattern_is_refused_at_its_field():
    slow = {"key": "x", "type": "text", "label": "某项", "pattern": "a?a"}
    assert complaints({**slow, "key": "y", "pattern": "ab?"}, slow) == ["g.x"]


_parts = st.sampled_from(["a", "b", "[ab]", ".", "(a|b)", "(?:ab)", "(a?)", "(a|ab)", "|"])
_counts = st.sampled_from(["", "?", "*", "+", "{0,9}", "{2}"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_parts, _counts), max_size=9))
def test_whatever_pattern_is_let_through_ends_at_once(parts):
    pattern = "".join(map("".join, parts))
    if list(pattern_complaints(pattern)):
        return
    begin = time.process_time()
    for text in ("a" * 400 + "c", "ab" * 200 + "c"):
        re.fullmatch(pattern, text)
    assert time.process_time() - begin < 0.5
