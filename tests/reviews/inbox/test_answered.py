"""Beside its field the next reviewer reads each remark of the last sending-back and what became of it."""

import pytest
from bs4 import BeautifulSoup

from reviews.inbox.answered import answers_to
from reviews.inbox.history import steps_of
from talent.orgs.service import scope_for
from talent.records.service import FieldRemark, open_remarks, propose, send_back, submit
from tests.reviews.inbox.desk import number, reread
from tests.talent.collect.world import browser

ROWS = [
    {"school": "内蒙古大学", "education": "20", "major": "临床医学"},
    {"school": "包头师范学院", "education": "20", "major": "生物"},
    {"school": "呼和浩特一中", "education": "20", "major": "理科"},
]


def raw(*schools, title="主治医师"):
    return {
        "identity": {"id_number": number(1), "full_name": "苏和", "ethnic_group": "蒙古族"},
        "title": [{"title_name": title}],
        "education": [dict(each) for each in schools],
    }


@pytest.fixture
def again(desks):
    """Sent back by the banner, edited and sent again; returns it waiting at the unit."""

    def make(remarks, after, answers=None):
        change = desks.at_banner(education=ROWS)
        send_back(change=reread(change), by=desks.officer, remarks=[FieldRemark(*each) for each in remarks])
        change = reread(change)
        numbers = {each.path: each.pk for each in open_remarks(change)}
        propose(
            version=change.version, unit=desks.unit, raw=after, by=desks.clerk, source="unit", change=change,
            lock=change.lock, answers={numbers[path]: text for path, text in (answers or {}).items()},
        )  # fmt: skip
        return submit(change=reread(change), by=desks.clerk)

    return make


def told(desks, change):
    change = reread(change)
    found = answers_to(change, steps_of(change, scope_for(desks.chief)))
    return [(each.noted.label, each.before, each.after, each.remark.answer) for each in found]


def test_a_change_that_never_came_back_tells_of_no_remark(desks):
    assert told(desks, desks.at_unit()) == []


def test_each_remark_tells_old_and_new_or_the_answer_wherever_its_row_stands_now(desks, again):
    change = again(
        [
            ("education.1.school", "校名不全"),
            ("education.2.school", "是否毕业"),
            ("education.0.school", "无关"),
        ],
        raw({**ROWS[1], "school": "包头师范学院(本部)"}, ROWS[2]),
        {"education.2.school": "已毕业"},
    )
    assert told(desks, change) == [
        ("学习经历 · 1 · 学校(单位)名称", "包头师范学院", "包头师范学院(本部)", ""),
        ("学习经历 · 2 · 学校(单位)名称", "", "", "已毕业"),
        ("学习经历 · 学校(单位)名称", "内蒙古大学", "", ""),
    ]


def test_the_page_shows_them_beside_the_fields(desks, again):
    change = again(
        [("title.0.title_name", "与证书不符"), ("", "请补照片")],
        raw(*ROWS, title="副主任医师"),
        {"": "没有照片"},
    )
    answer = browser(desks.chief).get(f"/unit/{desks.unit.pk}/review/{change.pk}/")
    page = BeautifulSoup(answer.content, "html.parser")
    beside = [each.get_text(" ", strip=True) for each in page.select("td .said")]
    listed = [each.get_text(" ", strip=True) for each in page.select("[aria-labelledby=answered] li")]
    assert beside == ["上次退回： 与证书不符 已修改： 主治(主管)医师 → 副主任医师"]
    assert (len(listed), listed[1]) == (2, "整体 请补照片 填报人说明：没有照片")
