"""Headings are compared as a person would compare them."""

import pytest

from talent.categories.faces.vocabulary import Vocabulary, normal
from tests.talent.imports.columns import spec

COLUMNS = [
    spec("identity.full_name", "姓名", "名字", group="身份信息"),
    spec("identity.nationality", "国籍(地区)", group="身份信息"),
    spec("summary.education", "最高学历", "学历", group="概要"),
    spec("summary.major", "所学专业", "专业", group="概要"),
    spec("study.education", "学历", group="学习经历", repeat=True),
    spec("study.major", "所学专业", group="学习经历", repeat=True),
    spec("study.end", "毕(结、肄)业时间", group="学习经历", repeat=True),
    spec("title.obtained", "取得时间", group="职称", repeat=True),
    spec("qualification.obtained", "取得时间", group="职业资格", repeat=True),
    spec("skill.trade", "现从事工种", "工种", group="技能信息"),
    spec("cert.trade", "职业(工种)名称", "工种", group="证书", repeat=True),
    spec("firm.revenue", "上年营业收入(万元)", group="企业", kind="decimal"),
]
WORDS = Vocabulary(COLUMNS)


def paths(heading):
    meaning = WORDS.meaning(heading)
    return None if meaning is None else [(field.column.path, field.row) for field in meaning.fields]


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        " 姓　名 ",
        "姓\n名",
        "*姓名",
        "＊姓名",
        "姓名★",
        "姓名：",
        "姓名:",
        "姓名（必填）",
        "姓 名 (必填)*",
        "\ufeff姓名",
    ],
)
def test_blanks_stars_brackets_and_colons_make_no_difference(written):
    assert paths(written) == [("identity.full_name", 0)]


def test_widths_and_letters_make_no_difference():
    assert normal("Ｅ－ｍａｉｌ（常用）") == normal("e-MAIL(常用)") == "e-mail(常用)"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("名字", [("identity.full_name", 0)]),
        ("学习经历-学历", [("study.education", 0)]),
        ("学习经历—学历", [("study.education", 0)]),
        ("职业资格-取得时间", [("qualification.obtained", 0)]),
        ("毕（结、肄）业时间", [("study.end", 0)]),
        ("国籍", [("identity.nationality", 0)]),
        ("国籍（地区）", [("identity.nationality", 0)]),
        ("姓名(与证件一致)", [("identity.full_name", 0)]),
    ],
)
def test_a_heading_is_known_by_its_name_its_group_and_its_aliases(heading, expected):
    assert paths(heading) == expected


def test_the_name_of_a_field_that_stands_once_goes_before_that_of_a_row():
    assert paths("所学专业") == [("summary.major", 0)]


def test_an_alias_goes_before_the_name_of_a_field_of_a_row():
    assert paths("学历") == [("summary.education", 0)]


def test_an_alias_of_two_fields_fills_both():
    assert paths("工种") == [("skill.trade", 0), ("cert.trade", 0)]


@pytest.mark.parametrize("heading", ["学习经历2-学历", "学习经历(2)-学历", "学习经历２－学历"])
def test_a_number_behind_the_group_means_a_further_row(heading):
    assert paths(heading) == [("study.education", 1)]


@pytest.mark.parametrize("heading", ["身份信息2-姓名", "学习经历0-学历", "学习经历1-学历", "学习经历21-学历"])
def test_other_numbers_behind_a_group_mean_nothing(heading):
    assert paths(heading) is None


@pytest.mark.parametrize("heading", ["上年营业收入", "上年营业收入(元)"])
def test_a_number_with_another_unit_is_another_heading(heading):
    assert paths(heading) is None
    assert paths("上年营业收入（万元）") == [("firm.revenue", 0)]


def test_a_name_of_several_fields_is_ambiguous_and_not_guessed():
    assert paths("取得时间") is None
    assert WORDS.is_ambiguous("取得时间：") is True


@pytest.mark.parametrize("heading", ["", "  ", "备注", "(万元)", "工种方向"])
def test_what_is_no_heading_is_unknown(heading):
    assert paths(heading) is None
    assert WORDS.is_ambiguous(heading) is False


def test_aliases_that_differ_in_brackets_only_do_not_stand_for_one_another():
    words = Vocabulary([spec("a.x", "甲", "时间(职称)"), spec("b.y", "乙", "时间(资格)")])

    assert words.meaning("时间") is None
