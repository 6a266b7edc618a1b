"""The rules of review routes in a browser: a rule is chosen by fields, tried, and saved."""

import pytest

from talent.records.models import RouteRule
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_composing import UNNAMED, add
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation
from tests.talent.records.register import Register

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def administrator(person):
    """At the list of rules; three skilled workers were sent this year."""
    account("xitong", organisation("自治区人社厅", "hr_department", REGION), "system_admin")
    register = Register()
    for serial in (1, 2, 3):
        register.waiting(serial, f"工人{serial}")
    seated = person(size={"width": 1300, "height": 1000})
    seated.log_in("/back/loginUI", "xitong", PASSWORD)
    seated.page.goto("/back/review-routes/")
    return seated


def test_a_rule_is_chosen_tried_and_saved(administrator):
    page = administrator.page
    administrator.shoot("routes")
    assert findings(page) == []
    page.get_by_role("link", name="新增规则").click()
    page.fill("[name=name]", "焊工")
    page.get_by_label("技能人才").check()
    page.get_by_label("盟市", exact=True).check()
    page.get_by_role("button", name="按字段选择…").click()
    dialog = page.get_by_role("dialog", name="选择条件")
    dialog.get_by_role("button", name="添加条件").wait_for()
    add(dialog, "skill.current_trade", "=").get_by_label("值", exact=True).fill("焊工")
    dialog.get_by_text('skill.current_trade = "焊工"').wait_for()
    assert dialog.evaluate(UNNAMED) == []
    administrator.shoot("route_chooser", whole=False)
    dialog.get_by_role("button", name="写入").click()
    page.locator("[data-formula-said]", has_text="“现从事工种”是“焊工”").wait_for()

    page.get_by_role("button", name="先用近一年的变更试算，不保存").click()

    page.get_by_text("近一年上报的 3 条变更全部试算，条数准确。").wait_for()
    assert page.get_by_role("row", name="盟市").inner_text().split("\t")[2] == "0 → 3"
    administrator.shoot("route_tried")
    assert findings(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    administrator.shoot("route_tried_phone")

    page.get_by_role("button", name="保存", exact=True).click()

    page.get_by_text("“焊工”已保存，今后上报的按它走").wait_for()
    administrator.shoot("routes_phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rule = RouteRule.objects.get(name="焊工")
    assert (rule.condition, rule.levels) == ('skill.current_trade = "焊工"', ["league"])
    assert administrator.complaints == []


def test_another_category_says_at_once_that_the_condition_does_not_fit(administrator):
    page = administrator.page
    page.get_by_role("link", name="高级技师及以上").click()
    page.get_by_label("专业技术人才").check()
    fault = page.locator(".formula-fault")
    fault.wait_for()
    assert "不是所选各类别都有的" in fault.inner_text() or "引用了不存在的字段" in fault.inner_text()
