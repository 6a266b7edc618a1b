"""A spot check from the draw to the corrected record, wide and on a phone: usable by everybody."""

import pytest

from reviews.spotchecks.deciding import doubt_item, pass_item
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.starting import start
from talent.records.models import Doubt, TalentRecord
from talent.records.service import FieldRemark
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.reviews.spotchecks.office import Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
#: As narrow as offices' screens are.
WIDE = {"width": 1300, "height": 900}


@pytest.fixture(params=[pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def size(request):
    return request.param


@pytest.fixture
def office():
    found = Office()
    for user in (found.inspector, found.clerk, found.keeper):
        user.set_password(PASSWORD)
        user.save()
    for serial, name in ((1, "苏和"), (2, "乌日娜"), (3, "其其格")):
        found.approved(serial, name=name)
    return found


@pytest.fixture
def mark(office):
    """What the office above left: one of three found right, the next in doubt."""
    check = start(office=office.banner, by=office.inspector, rule=Rule(), size=3)
    right, wrong, _open = SpotItem._plain.filter(check_of=check)
    for step, item, more in (
        (pass_item, right, {}),
        (doubt_item, wrong, {"remarks": [FieldRemark("", "请核对原件")]}),
    ):
        seen = TalentRecord._plain.get(pk=item.record_id).approved
        step(item=item, seen=seen, by=office.inspector, scope=office.scope, **more)
    return Doubt._plain.get()


def draw(reviewer, size):
    """Draws that many records by number, and not by a share."""
    reviewer.page.fill("[name=share]", "")
    reviewer.page.fill("[name=size]", size)
    reviewer.press("抽取")


def open_first(reviewer):
    reviewer.page.locator("a.whole-row").first.click()
    reviewer.page.get_by_role("heading", name="入库的内容").wait_for()


def test_a_reviewer_draws_finds_one_right_and_doubts_the_next(person, office, size):
    reviewer = person(size=size)
    reviewer.log_in("/back/loginUI", "inspector", PASSWORD)
    reviewer.page.goto("/back/spot-checks/")
    reviewer.look("spot-empty")
    reviewer.follow("抽查一次")
    reviewer.page.locator("form.draw").wait_for()
    reviewer.look("spot-new")
    draw(reviewer, "")
    reviewer.page.get_by_text("有内容需要修改").wait_for()
    reviewer.look("spot-refused")
    draw(reviewer, "3")
    reviewer.page.get_by_text("抽到 3 条").wait_for()
    reviewer.look("spot-check")
    open_first(reviewer)
    reviewer.look("spot-item")
    reviewer.press("无误，看下一条")
    reviewer.page.get_by_text("第 2 条，共 3 条").wait_for()
    reviewer.page.fill("[name=opinion]", "请核对原件")
    reviewer.press("存疑，退回改正")
    reviewer.page.get_by_text("已标为存疑").wait_for()
    mark = Doubt._plain.get()
    pages = {
        "progress": f"/back/spot-checks/{SpotCheck._plain.get().pk}/",
        "index": "/back/spot-checks/",
        "doubts": "/back/spot-checks/doubts/",
        "doubt": f"/back/spot-checks/doubts/{mark.pk}/",
        "query": f"/back/query/{mark.record_id}/",
    }
    for what, address in pages.items():
        reviewer.page.goto(address)
        reviewer.look(f"spot-{what}")


def test_the_clerk_of_a_record_in_doubt_is_led_to_its_correction(person, office, mark, size):
    clerk = person(size=size)
    clerk.log_in("/login/", "clerk", PASSWORD)
    clerk.page.goto(f"/unit/{office.unit.pk}/changes/{mark.change_id}/")
    clerk.page.get_by_text("抽查认为入库的内容存疑").wait_for()
    clerk.look("spot-approved")
    clerk.follow("打开待改正的资料")
    clerk.page.get_by_text("请核对原件").first.wait_for()
    clerk.look("spot-correction")


def test_the_unit_draws_what_no_office_has_looked_at_just_now(person, office, mark, size):
    keeper = person(size=size)
    keeper.log_in("/login/", "keeper", PASSWORD)
    keeper.page.goto(f"/unit/{office.unit.pk}/spot-checks/")
    keeper.follow("抽查一次")
    # One was found right by the office above, one is in doubt: a single one is left.
    draw(keeper, "2")
    keeper.page.get_by_text("抽到 1 条").wait_for()
    keeper.look("spot-unit-check")
    open_first(keeper)
    keeper.look("spot-unit-item")
