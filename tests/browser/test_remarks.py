"""A reviewer sends back, the collector acts on each remark, the next reviewer sees both beside the fields."""

import pytest

from talent.records.models import Change
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_desk import PASSWORD, WIDE, password
from tests.browser.test_outcomes import fits, staff
from tests.reviews.inbox.desk import Desks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

ROWS = [{"school": name, "education": "20"} for name in ("内蒙古大学", "包头师范学院")]


@pytest.fixture
def desks():
    found = Desks()
    for user in (found.officer, found.clerk, found.chief):
        user.name = user.username
        password(user)
    return found


def remark(reviewer, path, text):
    box = reviewer.page.locator(f"[name='remark:{path}']")
    box.evaluate("box => { box.closest('details').open = true }")
    box.fill(text)


def ours(seated):
    return [each for each in findings(seated.page) if "#wagtail" not in each and "sidebar" not in each]


def test_remarks_bind_the_collector_and_stand_beside_the_fields_for_the_next_reviewer(person, desks):
    change = desks.at_banner(name="苏和", education=ROWS)
    reviewer = staff(person, "officer")
    reviewer.page.goto(f"/back/review/{change.pk}/")
    preset = reviewer.page.locator("#reasons option").first.get_attribute("value")
    remark(reviewer, "education.1.school", preset)
    remark(reviewer, "title.0.title_name", "是否为副高级？")
    reviewer.page.click("button[value=returned]")
    reviewer.page.wait_for_load_state()

    clerk = person(size=PHONE)
    clerk.log_in("/login/", "clerk", PASSWORD)
    clerk.page.goto(f"/unit/{desks.unit.pk}/changes/{change.pk}/check/")
    assert clerk.page.locator("[role=alert] li").count() == 2
    assert clerk.page.get_by_role("button", name="上报").count() == 0
    clerk.shoot("remarks-refused-phone")
    clerk.page.goto(f"/unit/{desks.unit.pk}/changes/{change.pk}/")
    clerk.shoot("remarks-form-phone")
    assert (findings(clerk.page), fits(clerk)) == ([], True)
    clerk.page.fill("[name='education.1.school']", "包头师范学院(本部)")
    for box in clerk.page.locator("[name^=answer-]").all():
        if box.evaluate("each => each.closest('.remarks').id.startsWith('title.')"):
            box.evaluate("each => { each.closest('details').open = true }")
            box.fill("证书即为主治")
    clerk.page.locator("form#entry button[value=check]").last.click()
    clerk.page.wait_for_selector("h1:has-text('核对')")
    clerk.page.get_by_role("button", name="上报").click()
    clerk.page.wait_for_load_state()
    assert Change._plain.get(pk=change.pk).state == "waiting"

    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        chief = person(size=size)
        chief.log_in("/login/", "chief", PASSWORD)
        chief.page.goto(f"/unit/{desks.unit.pk}/review/{change.pk}/")
        chief.shoot(f"remarks-decision-{name}")
        beside = [" ".join(each.split()) for each in chief.page.locator("td .said").all_inner_texts()]
        assert (ours(chief), fits(chief), len(beside)) == ([], True, 2)
        assert "填报人说明：证书即为主治" in beside[0] or "填报人说明：证书即为主治" in beside[1]
        assert any("包头师范学院 → 包头师范学院(本部)" in each for each in beside)
        chief.leave()
