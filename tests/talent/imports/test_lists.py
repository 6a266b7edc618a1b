"""Whole lists, the shipped examples first."""

import io
import re
from pathlib import Path

import pytest

import talent.imports
from talent.categories.dates import read_date
from talent.imports.lists import open_list
from talent.imports.readers import Unreadable
from talent.imports.sheets import SkippedRow
from tests.talent.imports.columns import shipped
from tests.talent.imports.workbooks import table, workbook

EXAMPLES = Path(talent.imports.__file__).parent / "examples"


def opened(name, category):
    return open_list(EXAMPLES / name, name, shipped(category))


def refusal(data, filename="名单.xlsx"):
    with pytest.raises(Unreadable) as caught:
        open_list(io.BytesIO(data), filename, shipped("professional"))
    return str(caught.value)


def test_every_heading_of_the_list_of_professional_staff_is_understood():
    (header,) = opened("professional_staff.xlsx", "professional").headers

    assert (header.sheet, header.row, header.numbering) == ("专业技术人员", 3, {1})
    assert {each.heading.text: [target.path for target in each.targets] for each in header.columns} == {
        "姓名": ["identity.full_name"],
        "性别": ["identity.sex"],
        "民族": ["identity.ethnic_group"],
        "出生年月": ["identity.birth_date"],
        "身份证号": ["identity.id_number"],
        "政治面貌": ["identity.political_status"],
        "最高学历": ["education_summary.highest_education"],
        "毕业院校": ["education_summary.highest_school"],
        "所学专业": ["education_summary.highest_major"],
        "职称名称": ["title.0.title_name"],
        "取得时间": ["title.0.obtained_on"],
        "现聘岗位": ["employment.current_post"],
        "联系电话": ["contact.mobile"],
    }
    assert (header.unknown, header.ambiguous, header.doubled, header.missing) == ((), (), (), ())


def test_the_list_of_professional_staff_is_read_whole():
    staff = opened("professional_staff.xlsx", "professional")
    rows = list(staff.rows)

    assert [row.row for row in rows] == list(range(4, 49))
    assert {row.problems for row in rows} == {()}
    assert rows[2].raw == {
        "identity": {
            "full_name": "赵磊",
            "sex": "男",
            "ethnic_group": "达斡尔族",
            "birth_date": "1984年3月",
            "id_number": "152321198403212710",
            "political_status": "中共党员",
        },
        "education_summary": {
            "highest_education": "本科",
            "highest_school": "哈尔滨医科大学",
            "highest_major": "蒙医学",
        },
        "title": [{"title_name": "主管药师", "obtained_on": "2012-05-25"}],
        "employment": {"current_post": "财务科"},
        "contact": {"mobile": "13767057566"},
    }
    assert rows[2].cells["title.0.obtained_on"] == "L6"
    assert rows[4].raw["identity"]["full_name"] == "李䶮"
    assert staff.skipped == [SkippedRow("专业技术人员", 50, "看作落款或说明，没有导入。")]


def test_every_date_of_the_list_of_professional_staff_is_readable_and_agrees_with_the_number():
    for row in opened("professional_staff.xlsx", "professional").rows:
        born = read_date(row.raw["identity"]["birth_date"]).iso().replace("-", "")

        assert row.raw["identity"]["id_number"][6:14].startswith(born)
        assert read_date(row.raw["title"][0]["obtained_on"]).month


def test_the_list_of_skilled_workers_is_read_whole():
    staff = opened("skilled_workers_gb18030.csv", "skilled")
    rows = list(staff.rows)

    assert [row.row for row in rows] == list(range(2, 32))
    assert rows[0].raw == {
        "identity": {"full_name": "阿木古楞", "id_number": "15252419671012464X", "ethnic_group": "蒙古族"},
        "education_summary": {"highest_education": "初中"},
        "skill_cert": [
            {
                "occupation": "电工",
                "level": "高级工",
                "cert_no": "Y000015016586213680613",
                "date": "2021-09-02",
            }
        ],
        "skill": {"current_trade": "电工"},
        "contact": {"mobile": "17017343334"},
    }
    assert rows[0].cells["skill.current_trade"] == rows[0].cells["skill_cert.0.occupation"] == "E2"
    assert all(re.fullmatch(r"[YS]\d{21}", row.raw["skill_cert"][0]["cert_no"]) for row in rows)
    assert (staff.headers[0].unknown, staff.headers[0].doubled, staff.skipped) == ((), (), [])


def test_every_sheet_with_headings_is_read_and_the_others_are_left_out():
    data = workbook(
        table(["填表说明"], ["请逐行填写"]),
        table(["姓名", "身份证号"], ["苏和", "1"]),
        table(["姓名", "职称"], ["布仁", "护师"], ["填表人："]),
    )

    staff = open_list(io.BytesIO(data), "名单.xlsx", shipped("professional"))

    assert [header.sheet for header in staff.headers] == ["表2"]
    assert [(row.sheet, row.raw["identity"]["full_name"]) for row in staff.rows] == [
        ("表2", "苏和"),
        ("表3", "布仁"),
    ]
    assert [header.sheet for header in staff.headers] == ["表2", "表3"]
    assert [(each.sheet, each.row) for each in staff.skipped] == [("表3", 3)]


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (workbook(table(["花名册"], ["姓名", "职称"], [], ["单位负责人：", "填表人："])), "名单.xlsx"),
        ("姓名,职称\n".encode(), "名单.csv"),
    ],
)
def test_a_list_with_only_headings_is_refused(data, filename):
    assert refusal(data, filename) == "名单里只有表头，没有人员。请在表头下面逐行填写后再上传。"


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (workbook(table(["苏和", "女"], ["布仁", "男"])), "名单.xlsx"),
        (workbook(table()), "名单.xlsx"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "名单.csv"),
    ],
)
def test_a_list_without_headings_is_refused(data, filename):
    assert refusal(data, filename).startswith("没有找到表头：前 20 行里没有认得的列名。")
