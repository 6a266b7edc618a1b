"""A look is typed beside its preview, and a failed batch says what to do, wide and on a phone."""

import pytest
from django.utils import timezone

from reports.printing.models import Look, MissingGlyph, PrintRun
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.talent.collect.world import World
from tests.talent.records.register import account, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
MONGOLIAN = "ᠮᠡᠷᠭᠡᠵᠢᠯ\u202fᠦᠨ ᠠᠪᠢᠶᠠᠰᠲᠠᠨ\u202fᠤ ᠪᠦᠷᠢᠳᠭᠡᠯ\u202fᠦᠨ ᠬᠦᠰᠦᠨᠦᠭᠲᠦ"
WIDE = {"width": 1300, "height": 900}


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_the_preview_follows_what_is_typed_and_what_is_saved_is_in_force(person, size):
    name = "phone" if size == PHONE else "wide"
    world = World()
    office = organisation("自治区人社厅", "hr_department", 150000)
    for user in (account("leibie", office, "category_admin"), world.clerk):
        user.set_password(PASSWORD)
        user.save()
    MissingGlyph.objects.create(code=0x31FFF)
    writer = person(size=size)
    writer.log_in("/back/loginUI", "leibie", PASSWORD)
    writer.page.goto("/back/looks/")
    writer.shoot(f"looks-{name}-index")
    found = {"index": findings(writer.page)}
    writer.page.goto("/back/looks/change/of/skilled/")
    writer.page.fill("[name=title]", "技能人才登记卡")
    writer.page.fill("[name=mongolian]", MONGOLIAN)
    writer.page.fill("[name=number]", "蒙人才技01表")
    writer.page.fill("[name=made_by]", "自治区人力资源和社会保障厅")
    writer.page.fill("[name=signatures]", "填表人\n审核人\n单位负责人")
    writer.page.fill("[name=instructions]", "一、用黑色笔填写。\n二、一式两份。")
    writer.page.locator("#look-preview text", has_text="二、一式两份。").wait_for()
    writer.shoot(f"looks-{name}-form")
    writer.page.get_by_label("样例", exact=True).check()
    writer.page.locator("#look-preview text", has_text="样例文字").first.wait_for()
    writer.page.locator("#look-preview path").first.wait_for()
    writer.shoot(f"looks-{name}-sample")
    writer.press("保存并启用")
    writer.page.get_by_role("button", name="恢复随系统的版式").wait_for()
    writer.page.reload()  # without the message, which fades in
    found["form"] = findings(writer.page)
    assert Look.objects.get().content["title"] == "技能人才登记卡"
    assert writer.complaints == []

    run = PrintRun.objects.create(
        by=world.clerk, unit=world.unit, offices=[world.unit.pk], asked="category=skilled",
        language="zh-hans",
        state="failed", total=300, ended_at=timezone.now(),
    )  # fmt: skip
    clerk = person(size=size)
    clerk.log_in("/login/", world.clerk.username, PASSWORD)
    pages = {"failed": f"/print/runs/{run.pk}/", "runs": "/print/runs/"}
    pages["bilingual"] = f"/print/changes/{world.accepted().pk}/?as=page"
    for page, address in pages.items():
        clerk.page.goto(address)
        clerk.shoot(f"looks-{name}-{page}")
        found[page] = findings(clerk.page)
    column = clerk.page.locator("p.mongolian")
    assert column.evaluate("each => getComputedStyle(each).writingMode") == "vertical-lr"
    assert clerk.page.evaluate("document.fonts.check('24px \"Sheet Mongolian\"', 'ᠮ')")
    assert column.bounding_box()["x"] < clerk.page.locator("h1").bounding_box()["x"]
    assert clerk.complaints == []
    assert found == {key: [] for key in found}
