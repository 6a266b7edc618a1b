"""The list of transfers on a phone: every cell stands in sight, with the word for what it is."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.talent.records.register import Register
from tests.talent.records.test_transferpages import PAGE, late

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


def test_on_a_phone_each_transfer_is_a_card_and_nothing_is_cut_at_the_side(person):
    register = Register()
    register.boss.set_password(PASSWORD)
    register.boss.save()
    late(register, 1)
    seated = person(size=PHONE)
    seated.log_in("/back/loginUI", register.boss.username, PASSWORD)
    seated.page.goto(PAGE)
    cells = seated.page.locator("table.stacked tbody tr > *")
    boxes = [each.bounding_box() for each in cells.all()]
    assert len(boxes) == 6
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    words = cells.evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)")
    assert words[1:] == ['"原单位"', '"新单位"', '"发起时间"', '"答复期限"', '"状态"']
