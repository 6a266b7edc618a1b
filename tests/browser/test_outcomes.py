"""A question goes to the clerk and comes back answered; pages of outcomes and settings are looked at."""

import pytest

from talent.records.models import Question
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_desk import PASSWORD, WIDE, password
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def desks():
    found = Desks()
    found.head = member("head", found.league, "hr_reviewer")
    found.admin = member("admin", found.region, "system_admin")
    found.writer = member("leibie", found.region, "category_admin")
    for user in (found.officer, found.clerk, found.admin, found.writer):
        user.name = user.username
        password(user)
    return found


def staff(person, username, size=WIDE):
    seated = person(size=size)
    seated.log_in("/back/loginUI", username, PASSWORD)
    return seated


def fits(seated):
    """Nothing of ours runs out of the page at the side."""
    return seated.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_a_question_is_asked_answered_and_read(person, desks):
    change = desks.at_banner(name="苏和")
    reviewer = staff(person, "officer")
    reviewer.page.goto(f"/back/review/{change.pk}/")
    reviewer.page.get_by_text("询问填报人、转其他机构办理").click()
    reviewer.page.fill("#question", "证书原件在哪里？")
    reviewer.page.click("button[name=ask]")
    reviewer.page.wait_for_selector("text=已询问“苏和”的填报人")  # and on to the next, here the queue
    reviewer.page.goto(f"/back/review/{change.pk}/")
    reviewer.page.wait_for_selector("[aria-labelledby=questions]")
    reviewer.shoot("question-wide")

    clerk = person(size=PHONE)
    clerk.log_in("/login/", "clerk", PASSWORD)
    clerk.page.goto(f"/unit/{desks.unit.pk}/")
    assert clerk.page.locator("[aria-labelledby=asked-heading] a").count() == 1
    clerk.page.click("[aria-labelledby=asked-heading] a")
    clerk.page.wait_for_selector("#answer")
    clerk.shoot("answer-phone")
    assert (findings(clerk.page), fits(clerk)) == ([], True)
    clerk.page.fill("#answer", "在单位档案室")
    clerk.press("发出答复")
    clerk.page.wait_for_selector("text=已答复，审核继续。")

    reviewer.page.goto(f"/back/review/{change.pk}/")
    assert "在单位档案室" in reviewer.page.locator("[aria-labelledby=questions]").inner_text()
    assert Question._plain.get().answer == "在单位档案室"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_fit_and_are_accessible(person, desks, size):
    change = desks.at_banner(name="苏和")
    name = "wide" if size == WIDE else "phone"
    pages = {
        "officer": {
            "decision": f"/back/review/{change.pk}/",
            "forward": f"/back/review/{change.pk}/forward/",
        },
        "admin": {
            "settings": "/back/review-settings/",
            "calendar": "/back/review-settings/calendar/",
            "year": "/back/review-settings/calendar/2027/",
        },
        "leibie": {"reasons": "/back/review-reasons/", "reason": "/back/review-reasons/new/"},
    }
    for username, addresses in pages.items():
        seated = staff(person, username, size)
        for what, address in addresses.items():
            seated.page.goto(address)
            seated.shoot(f"{what}-{name}")
            ours = [
                each for each in findings(seated.page) if "#wagtail" not in each and "sidebar" not in each
            ]
            assert (what, ours, fits(seated)) == (what, [], True)
        seated.leave()
