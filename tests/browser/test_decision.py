"""The page of a decision at its fullest, at both desks, wide and on a phone; pictures are enlarged."""

import pytest

from talent.records.models import Change
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_desk import PASSWORD, WIDE, password
from tests.reviews.inbox.desk import Desks
from tests.reviews.inbox.fullest import Fullest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.mark.parametrize("at", ["banner", "unit"])
def test_the_fullest_page_fits_is_accessible_and_enlarges_pictures(person, settings, tmp_path, at):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    desks = Desks()
    for user in (desks.officer, desks.clerk, desks.chief):
        password(user)
    full = Fullest(desks, at=at)
    (desks.at_banner if at == "banner" else desks.at_unit)(2, name="苏和巴特尔")
    who, door = ("officer", "/back/loginUI") if at == "banner" else ("chief", "/login/")
    desk = "/back/review/" if at == "banner" else f"/unit/{desks.unit.pk}/review/"
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        reviewer = person(size=size)
        reviewer.log_in(door, who, PASSWORD)
        reviewer.page.wait_for_load_state()
        reviewer.page.goto(f"{desk}{full.change.pk}/")
        bar = reviewer.page.locator(".bar button[value=passed]")
        assert bar.evaluate("each => each.getBoundingClientRect().bottom <= window.innerHeight")
        _look(reviewer, f"decision_{at}_{name}")
        _enlarge(reviewer, f"decision_{at}_zoom_{name}")
        _remark_with_enter(reviewer, full.change)
        _pass_unverified(reviewer)
        reviewer.page.locator("[aria-labelledby=earlier] a").first.click()
        reviewer.page.wait_for_selector("[data-key=u]")
        _look(reviewer, f"decision_{at}_earlier_{name}")
        reviewer.leave()


def _look(reviewer, name):
    reviewer.shoot(name)
    page = reviewer.page
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _enlarge(reviewer, name):
    """By keyboard alone: open, larger, turned, closed, and the focus is where it was."""
    page = reviewer.page
    picture = page.locator(".compared a.file:has(img)").last
    picture.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[data-zoom][open] img[src]")
    page.keyboard.press("+")
    page.keyboard.press("r")
    assert page.locator("[data-zoom-size]").inner_text() == "125%"
    assert "取得时间" in page.locator("[data-zoom-facts]").inner_text()
    assert findings(page) == []
    reviewer.shoot(name, whole=False)
    page.keyboard.press("Escape")
    assert page.locator("dialog[data-zoom][open]").count() == 0
    assert picture.evaluate("each => each === document.activeElement")


def _remark_with_enter(reviewer, change):
    """Enter in a remark neither decides nor verifies anything."""
    box = reviewer.page.locator("[name='remark:contact.mobile']")
    box.evaluate("each => each.closest('.compared').closest('details')?.setAttribute('open', '')")
    reviewer.page.locator("details.remark:has([name='remark:contact.mobile']) > summary").click()
    reviewer.page.wait_for_timeout(200)
    assert box.evaluate("each => each === document.activeElement")
    assert float(box.evaluate("each => getComputedStyle(each).borderTopWidth").removesuffix("px")) > 0
    box.fill("请核对")
    box.press("Enter")
    reviewer.page.wait_for_timeout(300)
    assert box.input_value() == "请核对"
    assert Change._plain.get(pk=change.pk).state == "waiting"


def _pass_unverified(reviewer):
    """The key for passing stops once where a warning is open: it only leads to the button."""
    page = reviewer.page
    page.keyboard.press("Escape")
    address = page.url
    page.wait_for_timeout(400)
    page.keyboard.press("p")
    button = page.locator(".bar button[value=passed]")
    assert page.locator(".bar .badge.warning").count() == 1
    assert button.evaluate("each => each === document.activeElement")
    page.wait_for_timeout(200)
    assert page.url == address
