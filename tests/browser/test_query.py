"""The query at both desks, wide and on a phone: usable by everybody, nothing cut at the side."""

import pytest

from talent.records.service import accept_many
from tests.browser.accessibility import findings, fits
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_new_field import FIELD, PATH, find_by_it
from tests.browser.test_walk import PASSWORD
from tests.talent.categories.publishing import publish_with
from tests.talent.collect.world import World
from tests.talent.collect.world import person as document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def world():
    """A unit with one person approved before the new field was there and one after, who has it."""
    found = World()
    for user in (found.clerk, found.boss):
        user.set_password(PASSWORD)
        user.save()
    found.accepted(1, "乌日娜")
    found.version = publish_with("skilled", add_field)
    raw = document(2, "其其格")
    raw["skill"]["speaks_mongolian"] = "掌握"
    accept_many(changes=[found.waiting(document=raw)], by=found.boss)
    return found


def add_field(groups):
    options = [{"code": code, "label": label} for code, label in (("1", "掌握"), ("2", "未掌握"))]
    named = {"key": PATH.partition(".")[2], "label": FIELD, "filterable": True, "dimension": True}
    groups.add("skill", "choice", options=options, **named)


@pytest.mark.parametrize(
    "size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone", marks=pytest.mark.slow)]
)
def test_a_new_field_finds_who_has_it_and_every_page_can_be_used_by_everybody(person, world, size):
    reviewer, clerk = person(size=size), person(size=size)
    reviewer.log_in("/back/loginUI", "boss", PASSWORD)
    clerk.log_in("/login/", "clerk", PASSWORD)
    find_by_it(reviewer, clerk, world)
    assert (fits(reviewer.page), fits(clerk.page)) == (True, True)
    found = {"office": findings(reviewer.page), "unit": findings(clerk.page)}
    reviewer.page.get_by_role("link", name="其其格").click()
    reviewer.page.get_by_text("入库时间").wait_for()
    found["record"] = findings(reviewer.page)
    reviewer.page.goto("/back/query/?category=skilled&region=110000")
    found["refused"] = findings(reviewer.page)
    assert found == {page: [] for page in found}
