"""The words of a definition are read as they were written, or refused with their place."""

import pytest

from talent.categories.compiling import MOST_OPTIONS, NotCompiled
from talent.categories.definition import read_schema
from tests.talent.categories.test_compiling import compiled, compiled_groups

OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
#: What people do write, and what looks dangerous and is not: every face has to bear it.
STRANGE = [
    "“引号”'单'\"双\"",
    "<script>alert(1)</script>&amp;",
    "蒙古语👩🏽‍🏫🇲🇳",
    "عربي\u200f\u200e\u061c",
    "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ\u180e",
    "𬭚𠅤㛃",
    "=1+1",
    "{{ x }}{% x %}%(x)s",
]


def refused(*fields, **group):
    with pytest.raises(NotCompiled) as no:
        compiled(*fields, **group)
    return no.value.complaints


def field(**given):
    return {"key": "f", "type": "text", "label": "名称", **given}


def choice(*options):
    return {"key": "f", "type": "choice", "label": "名称", "options": list(options)}


@pytest.mark.parametrize("sign", [*OVERRIDES, "\x07", "\x1b"])
def test_a_sign_that_turns_the_writing_or_that_nobody_sees_is_refused_with_its_place(sign):
    ((place, sentence),) = refused(field(label=f"已{sign}审核"))
    assert (place, sentence) == (
        "g.f",
        "“已审核”里有看不见的控制符或改变书写方向的符号，印出来会与屏幕上不同，请删去后重新输入。",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"label_en": "a\u202eb"},
        {"help": "a\u202eb"},
        {"help_en": "a\u202eb"},
        {"aliases": ["a\u202eb"]},
    ],
)
def test_it_is_refused_in_every_word_of_a_field(given):
    assert [place for place, _ in refused(field(**given))] == ["g.f"]


def test_it_is_refused_in_options_groups_and_the_category():
    option = {"code": "1", "label": "a\u202eb", "label_en": ""}
    assert [place for place, _ in refused(choice(option))] == ["g.f"]
    assert [place for place, _ in refused(purpose="a\u202eb")] == ["g"]
    assert [place for place, _ in refused(label="a\u202eb")] == ["g"]


def test_writing_of_old_mongolian_fonts_is_refused_in_its_own_words():
    ((_place, sentence),) = refused(field(label="\ue235"))
    assert "旧式蒙古文字库" in sentence


@pytest.mark.parametrize("name", ["\u200b", "\u200d\u200e", "\u3000", "\ufe0f\u2060 "])
def test_a_name_that_nobody_sees_is_refused(name):
    sentence = "名称里没有看得见的字，请重新填写。"
    assert ("g.f", sentence) in refused(field(label=name))
    assert ("g", sentence) in refused(label=name)


@pytest.mark.parametrize("name", STRANGE)
def test_what_people_do_write_stays_as_it_was_written(name):
    options = [{"code": "1", "label": name, "label_en": name}]
    made = read_schema(
        compiled({**choice(*options), "label": name, "help": name, "aliases": [name]}, label=name)
    )
    (known,) = made.all_fields()
    assert {known.label, known.help, *known.aliases, known.options[0].label, made.groups[0].label} == {name}


def test_marks_without_width_are_left_out_of_names():
    made = read_schema(compiled(field(label="\ufeff姓\u200b名 ", aliases=["名\u200b字"])))
    (known,) = made.all_fields()
    assert (known.label, known.aliases) == ("姓名", ("名字",))


def options(count):
    return [{"code": str(number), "label": f"选项{number}", "label_en": ""} for number in range(count)]


def test_more_options_than_a_field_may_have_are_refused_with_the_way_out():
    assert refused(choice(*options(5000))) == [
        ("g.f", "选项有 5000 个，最多 300 个，请改用代码表(可从 CSV 导入)。")
    ]
    assert (
        len(next(read_schema(compiled(choice(*options(MOST_OPTIONS)))).all_fields()).options) == MOST_OPTIONS
    )


def test_two_options_of_one_code_are_refused():
    first, second = options(2)
    assert refused(choice(first, second, {**second, "code": "0"})) == [
        ("g.f", "选项代码“0”重复，请改用另一个代码。")
    ]


def test_conditions_in_parentheses_twenty_deep_and_twenty_after_each_other_are_published():
    deep = f"{'(' * 20}g.f0 = yes{')' * 20}"
    fields = [{"key": "f0", "type": "bool", "label": "0"}]
    fields += [
        {"key": f"f{n}", "type": "bool", "label": str(n), "shown_if": f"g.f{n - 1} = yes"}
        for n in range(1, 20)
    ]
    fields += [{"key": "deep", "type": "text", "label": "深", "shown_if": deep}]
    assert len(read_schema(compiled_groups({"key": "g", "label": "组", "fields": fields})).settling) == 20
