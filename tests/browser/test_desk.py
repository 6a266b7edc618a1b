"""The reviewer's desk by keyboard alone: a queue of sixty is cleared; the pages are looked at."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.inbox.models import Claim, Decision
from talent.records.models import Change
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks, warn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "马奶酒2026-长调"
SIXTY = 60
WIDE = {"width": 1300, "height": 900}


def password(user):
    user.set_password(PASSWORD)
    user.save()


@pytest.fixture
def desks():
    found = Desks()
    found.officer.name = "其其格"
    for user in (found.officer, found.chief):
        password(user)
    return found


def sit_down(person, **options):
    reviewer = person(**options)
    reviewer.log_in("/back/loginUI", "officer", PASSWORD)
    return reviewer


def press(reviewer, *keys):
    for key in keys:
        reviewer.page.keyboard.press(key)


def turn(reviewer, key):
    """Press a key that leads to another page, once this one listens to it."""
    reviewer.page.wait_for_timeout(320)  # a key meant for the page before decides nothing
    with reviewer.page.expect_navigation():
        reviewer.page.keyboard.press(key)


def heading(reviewer):
    return reviewer.page.locator("h1, h2#w-header-title").first.inner_text().strip()


def test_a_reviewer_clears_a_queue_of_sixty_by_keyboard(person, desks):
    changes = [desks.at_banner(serial, name=f"苏和{serial}") for serial in range(1, SIXTY + 1)]
    reviewer = sit_down(person, size=WIDE)
    reviewer.page.goto("/back/review/")
    began = time.perf_counter()
    press(reviewer, "j", "j", "k")
    assert reviewer.page.evaluate("document.activeElement.textContent") == "苏和1"
    turn(reviewer, "Enter")
    turn(reviewer, "n")  # the first is left for later
    press(reviewer, "b")
    assert reviewer.page.evaluate("document.activeElement.id") == "opinion"
    assert reviewer.page.inner_text("#opinion-needed") == "请先写审核意见，或在字段旁“提意见”，再退回修改。"
    reviewer.page.keyboard.insert_text("pbr：请核对职称")
    press(reviewer, "Escape")
    turn(reviewer, "b")
    press(reviewer, "r")
    reviewer.page.keyboard.insert_text("不属本地区")
    press(reviewer, "Escape")
    turn(reviewer, "r")
    reviewer.page.locator("button[name=confirmed]").focus()
    turn(reviewer, "Enter")
    for _ in range(SIXTY - 2):
        turn(reviewer, "p")
    took = time.perf_counter() - began
    assert "没有待审，最近办结" in reviewer.text
    print(f"\n{SIXTY} items by keyboard: {took:.1f} s, {took / SIXTY:.2f} s each")
    outcomes = list(Decision._plain.values_list("change__full_name", "outcome").order_by("id"))
    decided = [pair for pair in outcomes if pair[1] != "passed"]
    officers = Decision._plain.filter(by=desks.officer)
    assert decided == [("苏和2", "returned"), ("苏和3", "rejected")]
    assert officers.count() == SIXTY
    assert set(Change._plain.values_list("state", flat=True)) == {"accepted", "returned", "rejected"}
    assert Claim._plain.count() == 0
    assert len(changes) == SIXTY


def test_keys_rest_while_somebody_types_and_can_be_switched_off(person, desks):
    change = desks.at_banner(1)
    desks.at_banner(2)
    reviewer = sit_down(person, size=WIDE)
    reviewer.page.goto(f"/back/review/{change.pk}/")
    reviewer.page.wait_for_timeout(320)
    reviewer.page.locator("#opinion").press_sequentially("pnu?")
    assert reviewer.page.input_value("#opinion") == "pnu?"
    press(reviewer, "Escape", "?")
    assert reviewer.page.locator("dialog[open]").count() == 1
    press(reviewer, "p")  # behind an open dialog nothing is decided
    reviewer.page.uncheck("[data-keys-used]")
    reviewer.press("关闭")
    press(reviewer, "n", "p")
    reviewer.page.wait_for_timeout(320)
    assert reviewer.page.url.endswith(f"/back/review/{change.pk}/")
    assert Change._plain.filter(state="waiting").count() == 2


@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "phone")])
def test_the_desk_is_looked_at_wide_and_on_a_phone(person, desks, size, name):
    desks.at_unit(5, name="留在单位的人")
    for serial in range(1, 4):
        warn(desks.at_banner(serial, name=f"乌日娜·苏和{serial}"))
    second = member("second", desks.banner, "hr_reviewer")
    second.name = "乌云"
    password(second)
    other = person(size=size)
    other.log_in("/back/loginUI", "second", PASSWORD)
    other.page.goto("/back/review/")
    other.follow("乌日娜·苏和2")
    other.page.locator(".walk").wait_for()
    reviewer = sit_down(person, size=size)
    looks = {
        "queue": "/back/review/",
        "narrowed": "/back/review/?q=乌日娜&kind=first&unit=示例",
        "nothing": "/back/review/?q=乌日娜&checks=clean",
    }
    for look, address in looks.items():
        reviewer.page.goto(address)
        _look(reviewer, f"desk_{look}_{name}")
    reviewer.page.locator("details.keep summary").click()
    reviewer.page.fill("#view-name", "有名字的")
    reviewer.press("保存")
    reviewer.page.goto("/back/review/views/")
    _look(reviewer, f"desk_views_{name}")
    reviewer.page.goto("/back/review/stand-ins/")
    at = f"at{desks.banner.pk}"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert reviewer.page.input_value(f"[name={at}-first]") == str(timezone.localdate())
    for end in ("first", "last"):
        reviewer.page.fill(f"[name={at}-{end}]", str(tomorrow))
    reviewer.press("请其代审")
    reviewer.page.get_by_text("现在和将来的代审").wait_for()
    _look(reviewer, f"desk_stand_ins_{name}")
    reviewer.page.goto("/back/review/")
    press(reviewer, "?")
    _look(reviewer, f"desk_keys_{name}", whole=False)
    press(reviewer, "Escape")
    reviewer.follow("乌日娜·苏和1")
    reviewer.page.locator(".walk").wait_for()
    _look(reviewer, f"desk_change_{name}")
    reviewer.page.goto("/back/review/")
    reviewer.follow("乌日娜·苏和2")
    reviewer.page.locator("button[name=take_over]").wait_for()
    _look(reviewer, f"desk_held_{name}")
    chief = person(size=size)
    chief.log_in("/login/", "chief", PASSWORD)
    chief.page.goto(f"/unit/{desks.unit.pk}/review/")
    _look(chief, f"desk_unit_{name}")


def _look(somebody, name, **options):
    page = somebody.page
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    somebody.shoot(name, **options)
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
