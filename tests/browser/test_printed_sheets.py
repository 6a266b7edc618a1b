"""A sheet as a page and the look-up of its number, wide and on a phone: usable by everybody."""

import pytest

from reports.printing.models import PrintedSheet
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_walk import PASSWORD
from tests.talent.collect.world import World
from tests.talent.collect.world import person as document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_a_sheet_can_be_read_as_a_page_and_its_number_looked_up(person, size):
    world = World()
    world.clerk.set_password(PASSWORD)
    world.clerk.save()
    jobs = [{"unit_name": "锡林浩特市示例机械厂", "post": "焊工"}]
    approved, draft = world.accepted(1), world.draft(2, document=document(2, "其其格", work=jobs))
    reader, visitor = person(size=size), person(size=size)
    reader.log_in("/login/", "clerk", PASSWORD)
    found = {}
    reader.page.goto(f"/print/changes/{draft.pk}/?as=page")
    assert "草稿" in reader.text
    found["draft"] = findings(reader.page)
    reader.shoot(f"sheet-draft-{size['width']}")
    reader.page.goto(f"/print/changes/{approved.pk}/?as=page")
    assert "乌日娜" in reader.text
    found["sheet"] = findings(reader.page)
    reader.shoot(f"sheet-page-{size['width']}")
    visitor.page.goto("/")
    visitor.follow("核验打印件")
    found["ask"] = findings(visitor.page)
    visitor.shoot(f"verify-ask-{size['width']}")
    visitor.page.fill("[name=number]", PrintedSheet.objects.get().number.lower())
    visitor.press("核验")
    assert "有效" in visitor.text
    found["told"] = findings(visitor.page)
    visitor.shoot(f"verify-told-{size['width']}")
    assert [each.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            for each in (reader, visitor)] == [True, True]  # fmt: skip
    assert found == {page: [] for page in found}
