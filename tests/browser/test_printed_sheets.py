"""A sheet as a page and the look-up of its number, wide and on a phone: usable by everybody."""

import pytest
from django.db import transaction
from django.utils import timezone

from reports.printing.enums import OPEN_RUNS, RunState
from reports.printing.models import PrintedSheet, PrintRun
from reports.printing.sheets import lists, sheet_of
from talent.orgs.service import scope_for
from talent.records.models import Person
from talent.records.service import accept_many, erase_person
from tests.browser.conftest import PHONE, PICTURES, WIDE
from tests.browser.test_walk import PASSWORD
from tests.reports.printing.sheets.test_collected import fill
from tests.reports.printing.test_views import ROW
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
    reader.page.goto(f"/print/changes/{draft.pk}/?as=page")
    assert "草稿" in reader.text
    reader.look("sheet-draft")
    reader.page.goto(f"/print/changes/{approved.pk}/?as=page")
    assert "乌日娜" in reader.text
    reader.look("sheet-page")
    visitor.page.goto("/")
    visitor.follow("核验打印件")
    visitor.look("verify-ask")
    visitor.page.fill("[name=number]", PrintedSheet.objects.get().number.lower())
    visitor.press("核验")
    assert "有效" in visitor.text
    visitor.look("verify-told")


def whole_world():
    """A unit and its office with people, a sheet that was handed in, and batches of every state."""
    world = World()
    for user in (world.clerk, world.boss):
        user.set_password(PASSWORD)
        user.save()
    change = world.accepted(1)
    world.accepted(2, "阿拉腾其其格")
    fill(world.office, ROW, ROW | {"no": "2", "full_name": "乌云"})
    for state in RunState:
        PrintRun.objects.create(
            by=world.clerk, unit=world.unit, offices=[world.unit.pk], asked="category=skilled",
            language="zh-hans", sheet="change", state=state, total=300,
             troubles=int(state == RunState.RUNNING), missing="𱁬（U+3106C）",
            ended_at=None if state in OPEN_RUNS else timezone.now(),
        ) if state != RunState.WAITING else None  # fmt: skip
    return world, change


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_every_page_of_printing_is_usable_wide_and_on_a_phone(person, size, monkeypatch):
    world, change = whole_world()
    unit, office = world.unit.pk, world.office.pk
    clerk = {
        "index": "/print/",
        "columns": f"/print/rosters/{unit}/skilled/columns/",
        "roster": f"/print/rosters/{unit}/skilled/?as=page",
        "form": f"/print/changes/{change.pk}/?as=page",
        "opinions": f"/print/opinions/{change.pk}/?as=page",
        "runs": "/print/runs/",
        **{f"run-{each.state}": f"/print/runs/{each.pk}/" for each in PrintRun.objects.all()},
    }
    boss = {
        "index-office": "/print/",
        "runs-none": "/print/runs/",
        "columns-query": "/print/rosters/?asked=category%3Dskilled",
        "collected": f"/print/collected/responsible_person/{office}/?as=page",
        "sheet": f"/print/sheets/responsible_person/{office}/?as=page",
    }
    for name, pages in (("clerk", clerk), ("boss", boss)):
        reader = person(size=size)
        reader.log_in("/login/" if name == "clerk" else "/back/login/", name, PASSWORD)
        for page, address in pages.items():
            assert reader.page.goto(address).status == 200, page
            reader.look(f"print-{page}")
            if "as=page" in address and size == WIDE:
                reader.page.pdf(path=PICTURES / f"print-{page}.pdf", prefer_css_page_size=True)
        if name == "clerk":
            monkeypatch.setattr(lists, "AT_ONCE", 1)
            reader.page.goto(clerk["roster"].removesuffix("?as=page"))
            reader.look("print-long")
            monkeypatch.undo()


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_every_answer_to_a_number_is_told_plainly(person, size):
    world = World()
    first = world.accepted(1)
    roster = sheet_of("roster").find(scope_for(world.clerk), key="skilled", organisation_id=world.unit.pk)
    form = sheet_of("change").find(scope_for(world.clerk), pk=first.pk)
    with transaction.atomic():
        dated = sheet_of("roster").numbered(roster, "zh-hans", by=None).number
        number = sheet_of("change").numbered(form, "zh-hans", by=None).number
    visitor = person(size=size)

    def ask(typed, name, said):
        visitor.page.goto("/verify/")
        visitor.page.fill("[name=number]", typed)
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
        assert said in visitor.text
        visitor.look(f"verify-{name}")

    ask(number, "current", "有效")
    ask(dated, "dated", "打印之日")
    work = [{"unit_name": "机械厂", "post": "焊工"}]
    accept_many(changes=[world.waiting(document=document(work=work))], by=world.boss)
    ask(number, "superseded", "已有更新的内容")
    erase_person(person=Person.objects.unscoped(reason="test").get(), by=world.boss)
    ask(number, "withdrawn", "已撤销")
    ask("AAAAAA-AAAAAAA-AAAAAA", "unknown", "没有")
    ask("123", "malformed", "核验编号")
    assert [each.endswith("404 (Not Found)") for each in visitor.complaints] == [True, True]
    visitor.complaints.clear()  # a number that is none is answered so
