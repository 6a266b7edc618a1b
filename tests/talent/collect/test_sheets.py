import pytest
from bs4 import BeautifulSoup

from talent.records.models import SheetEntry
from talent.security.models import AuditEvent
from tests.talent.collect.world import account, browser, posted

KEY = "responsible_person"


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def sheet(name="李某", **head):
    row = {"no": "1", "role": "分管领导", "full_name": name, "post": "院长"}
    row |= {"office_phone": "0479-8212345", "mobile": "13804791234"}
    return {
        "row": [row],
        "sheet": {"filled_by": "那仁", "phone": "0479-8212345", "filled_on": "2026-11-23"} | head,
    }


def kept(world):
    entry = SheetEntry.objects.unscoped(reason="test").filter(organisation=world.unit).first()
    return (entry.state, entry.lock, entry.document()["row"][0]["full_name"]) if entry else None


def test_an_empty_sheet_begins_with_what_the_unit_gives(world, clerk):
    page = soup(clerk.get(world.url("sheet", KEY)))
    assert page.find(id="sheet.filled_unit").p.text == "示例设计院"
    assert page.find(id="row.0.full_name")["value"] == ""
    assert page.select_one("form.generated [name=lock]")["value"] == "0"


def test_a_sheet_is_kept_as_a_draft_and_handed_in(world, clerk):
    url = world.url("sheet", KEY)
    answer = clerk.post(url, posted(sheet(), lock=0, do="save"))
    assert (answer.url, kept(world)) == (url, ("draft", 1, "李某"))
    clerk.post(url, posted(sheet("王某"), lock=1, do="hand_in"))
    page = soup(clerk.get(world.url("sheets")))
    assert kept(world) == ("submitted", 2, "王某")
    assert page.select_one(".badge").text == "已报送"
    assert page.select_one("a.above")["href"] == f"/print/sheets/{KEY}/{world.unit.pk}/"


def test_an_incomplete_sheet_can_only_be_a_draft(world, clerk):
    url, document = world.url("sheet", KEY), sheet(filled_by="")
    answer = clerk.post(url, posted(document, lock=0, do="hand_in"))
    page = soup(answer)
    assert (answer.status_code, kept(world)) == (422, None)
    assert [link["href"] for link in page.select(".errors a")] == ["#sheet.filled_by"]
    assert page.find(id="row.0.full_name")["value"] == "李某"
    clerk.post(url, posted(document, lock=0, do="save"))
    assert kept(world) == ("draft", 1, "李某")


def test_rows_come_and_go_without_scripts(world, clerk):
    url = world.url("sheet", KEY)
    more = soup(clerk.post(url, posted(sheet(), lock=0, add="row")))
    fewer = soup(clerk.post(url, posted(sheet(), lock=0, remove="row.0")))
    assert [more.find(id=f"row.{place}.full_name")["value"] for place in (0, 1)] == ["李某", ""]
    assert fewer.find(id="row.0.full_name")["value"] == ""
    assert kept(world) is None


def test_two_who_save_the_same_sheet_lose_nothing(world, clerk):
    url = world.url("sheet", KEY)
    browser(world.typist).post(url, posted(sheet("王某"), lock=0, do="save"))
    answer = clerk.post(url, posted(sheet("李某"), lock=0, do="save"))
    page = soup(answer)
    lines = [tuple(cell.text for cell in row.find_all(["th", "td"])) for row in page.select("main tbody tr")]
    assert (answer.status_code, lines) == (
        409,
        [
            (f"登记表行 第 2 条 · {label}", "—", text)
            for label, text in (
                ("序号", "1"),
                ("盟市(单位)", "示例设计院"),
                ("负责类别", "分管领导"),
                ("姓名", "李某"),
                ("职务", "院长"),
                ("办公电话", "0479-8212345"),
                ("手机", "13804791234"),
            )
        ],
    )
    values = {each["name"]: each["value"] for each in page.select("main form input")}
    resumed = soup(clerk.post(url, values | {"do": "resume"}))
    assert "还没有保存" in resumed.select_one("main [role=status]").text
    assert resumed.find(id="row.1.full_name-theirs").text == "现存内容：(空)"
    clerk.post(url, values)
    entry = SheetEntry.objects.unscoped(reason="test").get(organisation=world.unit)
    assert [row["full_name"] for row in entry.document()["row"]] == ["王某", "李某"]


def test_two_who_add_different_rows_to_a_sheet_are_both_saved_at_once(world, clerk):
    url, typist = world.url("sheet", KEY), browser(world.typist)
    mine = soup(clerk.get(url)).find("input", {"name": "opened"})["value"]
    typist.post(url, posted(sheet("王某"), lock=0, do="save"))
    answer = clerk.post(url, posted(sheet("李某"), lock=0, do="save", opened=mine), follow=True)
    entry = SheetEntry.objects.unscoped(reason="test").get(organisation=world.unit)
    assert [row["full_name"] for row in entry.document()["row"]] == ["王某", "李某"]
    said = [each.text.strip() for each in soup(answer).select("main [role=status] .notice")]
    assert said == ["已合并typist保存的修改：登记表行。", "已暂存。"]


def test_rows_begin_with_the_unit_and_are_numbered_by_place_when_saved(world, clerk):
    url = world.url("sheet", KEY)
    page = soup(clerk.get(url))
    assert page.find(id="row.0.unit")["value"] == "示例设计院"
    assert page.select("main input:not([type=hidden])[name$='.no']") == []
    assert page.select_one("template [name='row.__row__.unit']") is not None or "__row__" in str(
        page.template
    )
    document = sheet()
    first = document["row"][0]
    document["row"] = [first | {"no": "", "unit": "旗分院"}, first | {"no": "9"}, first | {"no": " "}]
    blank = {"row.3.unit": "示例设计院", "row.3.full_name": ""}
    assert clerk.post(url, posted(document, lock=0, do="hand_in", **blank)).status_code == 302
    entry = SheetEntry.objects.unscoped(reason="test").get(organisation=world.unit)
    rows = [(row["no"], row["unit"]) for row in entry.document()["row"]]
    assert rows == [(1, "旗分院"), (2, "示例设计院"), (3, "示例设计院")]


def test_too_many_rows_are_refused(world, clerk):
    document = sheet()
    document["row"] *= 101
    answer = clerk.post(world.url("sheet", KEY), posted(document, lock=0))
    assert (answer.status_code, kept(world)) == (422, None)


def test_every_office_fills_in_its_own_sheets(world):
    boss = browser(world.boss)
    url = world.url("sheet", KEY, unit=world.office)
    assert boss.post(url, posted(sheet(), lock=0, do="hand_in")).status_code == 302
    entry = SheetEntry.objects.unscoped(reason="test").get()
    assert (entry.organisation, entry.state) == (world.office, "submitted")
    assert boss.get(world.url("sheets", unit=world.office)).status_code == 200


def test_powers_over_a_unit_are_none_over_its_sheets(world):
    boss = browser(world.boss)
    url = world.url("sheet", KEY)
    answers = [boss.get(url), boss.post(url, posted(sheet(), lock=0)), boss.get(world.url("sheets"))]
    assert ([each.status_code for each in answers], kept(world)) == ([404, 404, 404], None)


def test_the_audit_administrator_fills_in_nothing(world):
    auditor = browser(account("auditor", world.office, "audit_admin"))
    assert auditor.get(world.url("sheets", unit=world.office)).status_code == 404


def test_another_unit_finds_nothing(world):
    stranger = browser(world.stranger)
    assert stranger.post(world.url("sheet", KEY), posted(sheet(), lock=0)).status_code == 404
    assert kept(world) is None


def test_a_category_of_people_is_no_sheet(world, clerk):
    assert clerk.get(world.url("sheet", "skilled")).status_code == 404


def test_opening_a_kept_sheet_is_written_to_the_log(world, clerk):
    clerk.post(world.url("sheet", KEY), posted(sheet(), lock=0))
    clerk.get(world.url("sheet", KEY))
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.subject, event.by, event.organisation_ids) == (
        "read_sensitive",
        "sheet",
        world.clerk,
        [world.unit.pk],
    )
