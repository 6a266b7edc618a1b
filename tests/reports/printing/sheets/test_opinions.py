"""审核意见表: every decision and remark on a record, in order, for who may read the change."""

import pytest

from reports.printing.sheets import sheet_of
from talent.orgs.service import scope_for
from tests.reports.printing.samples import read
from tests.talent.collect.world import World, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def test_each_review_stands_in_its_order_with_office_opinion_reviewer_and_date(world):
    change = world.waiting()
    returned = world.returned(("identity.full_name", "请核对姓名"), ("", "材料不全"), serial=2, name="苏日娜")
    sheet = sheet_of("opinions")
    for each, told in ((change, []), (returned, ["姓名：请核对姓名", "材料不全"])):
        document = sheet.document(sheet.find(scope_for(world.clerk), pk=each.pk), "zh-hans")
        said = "\n".join(row[3] for row in document.tables[1].rows)
        assert [text for text in told if text not in said] == []
        assert document.tables[0].fields[0].value == each.full_name
        assert document.title == "审核意见表"


def test_a_record_nobody_reviewed_has_blank_rows(world):
    sheet, change = sheet_of("opinions"), world.draft()
    document = sheet.document(sheet.find(scope_for(world.typist), pk=change.pk), "zh-hans")
    assert (document.tables[1].rows, document.tables[1].blank_rows) == ((), 4)


def test_it_prints_for_the_unit_and_the_office_and_nobody_else(world):
    change = world.accepted()
    answers = [
        browser(user).get(f"/print/opinions/{change.pk}/")
        for user in (world.clerk, world.boss, world.stranger)
    ]
    assert [each.status_code for each in answers] == [200, 200, 404]
    assert "审核意见表" in read(answers[0].content)[0].text
