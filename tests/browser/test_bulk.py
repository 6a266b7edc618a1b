"""Many are decided together at a browser: chosen, the sample looked through, decided, and read again."""

import pytest

from reviews.inbox.bulk import running
from reviews.inbox.models import Decision
from talent.records.models import Change
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_desk import WIDE, desks, sit_down
from tests.reviews.inbox.desk import warn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

__all__ = ["desks"]


def clean(someone, name):
    """The page as it stands is kept as a picture, and nothing is wrong with it."""
    someone.shoot(name)
    assert findings(someone.page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert someone.page.evaluate(overflow) <= 0


@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "phone")])
def test_a_reviewer_passes_all_that_waits(person, desks, monkeypatch, size, name):
    monkeypatch.setattr(running, "AT_ONCE", 4)
    for serial in range(1, 9):
        desks.at_banner(serial, name=f"苏和{serial}", unit=desks.neighbour if serial % 3 else desks.unit)
    warn(Change._plain.get(full_name="苏和8"))
    reviewer = sit_down(person, size=size)
    reviewer.page.goto("/back/review/")
    reviewer.press("全部通过…")
    reviewer.page.locator("#sample").wait_for()
    clean(reviewer, f"bulk_prepared_{name}")
    with reviewer.page.expect_navigation():
        reviewer.page.locator("[aria-labelledby=sample] .actions a").click()
    clean(reviewer, f"bulk_sampled_{name}")
    while (skip := reviewer.page.locator("button[name=skip]")).count():
        with reviewer.page.expect_navigation():
            skip.click()
    with reviewer.page.expect_navigation():
        reviewer.follow("看过，返回这一批")
    clean(reviewer, f"bulk_looked_{name}")
    reviewer.page.fill("#opinion", "材料齐全")
    with reviewer.page.expect_navigation():
        reviewer.page.locator("button[name=start]").click()
    clean(reviewer, f"bulk_running_{name}")
    with reviewer.page.expect_navigation():  # the script sees that it has ended and shows the whole page
        running.work_to_the_end(1)
    reviewer.page.get_by_text("已办完").first.wait_for()
    clean(reviewer, f"bulk_done_{name}")
    assert "选定 8 条，已通过 7 条。" in reviewer.text
    assert Decision._plain.filter(opinion="材料齐全").count() == 7
    reviewer.follow("批量审核记录")
    reviewer.page.locator("table.rows").wait_for()
    clean(reviewer, f"bulk_runs_{name}")
