"""A spot check from the draw to the corrected record, wide and on a phone: usable by everybody."""

import pytest

from reviews.spotchecks.models import SpotCheck
from talent.records.models import Doubt
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_query import fits
from tests.browser.test_walk import PASSWORD
from tests.reviews.spotchecks.office import Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
#: As narrow as offices' screens are.
WIDE = {"width": 1300, "height": 900}


@pytest.fixture
def office():
    found = Office()
    for user in (found.inspector, found.clerk, found.keeper):
        user.set_password(PASSWORD)
        user.save()
    for serial, name in ((1, "苏和"), (2, "乌日娜"), (3, "其其格")):
        found.approved(serial, name=name)
    return found


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_a_reviewer_draws_looks_and_doubts_and_the_unit_sees_what_to_do(person, office, size):
    name = "phone" if size == PHONE else "wide"
    reviewer, clerk, keeper = person(size=size), person(size=size), person(size=size)
    found = {}

    def seen(who, what):
        """Looks at a page once the message on top of it has come in."""
        who.page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        who.shoot(f"spot-{what}-{name}")
        found[what] = (findings(who.page), fits(who.page))

    reviewer.log_in("/back/loginUI", "inspector", PASSWORD)
    reviewer.page.goto("/back/spot-checks/")
    seen(reviewer, "empty")
    reviewer.follow("抽查一次")
    reviewer.page.locator("form.draw").wait_for()
    seen(reviewer, "new")
    reviewer.page.fill("[name=share]", "")
    reviewer.press("抽取")
    reviewer.page.get_by_text("有内容需要修改").wait_for()
    seen(reviewer, "refused")
    reviewer.page.fill("[name=size]", "3")
    reviewer.press("抽取")
    reviewer.page.get_by_text("抽到 3 条").wait_for()
    seen(reviewer, "check")
    reviewer.page.locator("a.whole-row").first.click()
    reviewer.page.get_by_role("heading", name="入库的内容").wait_for()
    seen(reviewer, "item")
    reviewer.press("无误，看下一条")
    reviewer.page.get_by_text("第 2 条，共 3 条").wait_for()
    reviewer.page.fill("[name=opinion]", "请核对原件")
    reviewer.press("存疑，退回改正")
    reviewer.page.get_by_text("已标为存疑").wait_for()
    reviewer.page.goto(f"/back/spot-checks/{SpotCheck._plain.get().pk}/")
    seen(reviewer, "progress")
    reviewer.page.goto("/back/spot-checks/")
    seen(reviewer, "index")
    reviewer.page.goto("/back/spot-checks/doubts/")
    seen(reviewer, "doubts")
    mark = Doubt._plain.get()
    reviewer.page.goto(f"/back/spot-checks/doubts/{mark.pk}/")
    seen(reviewer, "doubt")
    reviewer.page.goto(f"/back/query/{mark.record_id}/")
    seen(reviewer, "query")
    clerk.log_in("/login/", "clerk", PASSWORD)
    clerk.page.goto(f"/unit/{office.unit.pk}/changes/{mark.change_id}/")
    clerk.page.get_by_text("抽查认为入库的内容存疑").wait_for()
    seen(clerk, "approved")
    clerk.follow("打开待改正的资料")
    clerk.page.get_by_text("请核对原件").first.wait_for()
    seen(clerk, "correction")
    keeper.log_in("/login/", "keeper", PASSWORD)
    keeper.page.goto(f"/unit/{office.unit.pk}/spot-checks/")
    keeper.follow("抽查一次")
    keeper.page.fill("[name=share]", "")
    # One was found right by the office above just now, one is in doubt: a single one is left.
    keeper.page.fill("[name=size]", "2")
    keeper.press("抽取")
    keeper.page.get_by_text("抽到 1 条").wait_for()
    seen(keeper, "unit-check")
    keeper.page.locator("a.whole-row").first.click()
    keeper.page.get_by_role("heading", name="入库的内容").wait_for()
    seen(keeper, "unit-item")
    assert found == {what: ([], True) for what in found}
