"""A long list is not cut: it is ordered as a batch and comes in parts, each with its own number."""

import io

import pypdf
import pytest

from reports.printing import listing
from reports.printing.enums import RunState
from reports.printing.models import PrintedSheet, PrintRun
from reports.printing.running import print_run, start_run
from reports.printing.sheets import lists
from talent.orgs.models import Membership
from talent.security.models import AuditEvent
from tests.reports.printing.samples import squeezed
from tests.reports.printing.sheets.test_collected import BANNER, LEAGUE, SIBLING, fill
from tests.reports.printing.test_views import ROW, member, office
from tests.talent.collect.world import World, browser

pytestmark = pytest.mark.django_db
NAMES = ("乌日娜", "其其格", "巴特尔")


@pytest.fixture(autouse=True)
def small(monkeypatch, settings):
    """Lists of more than one line are long, and a part has two."""
    settings.PRINT_PROCESSES = 1
    monkeypatch.setattr(lists, "AT_ONCE", 1)
    monkeypatch.setattr(listing, "PART", 2)
    monkeypatch.setattr("reports.printing.sheets.roster.AT_ONCE", 1)


@pytest.fixture
def world():
    found = World()
    for serial, name in enumerate(NAMES, start=1):
        found.accepted(serial, name)
    return found


def ordered(by, unit, asked, sheet="roster"):
    return start_run(by=by, unit=unit, asked=asked, language="zh-hans", sheet=sheet)


def printed(run):
    """The batch when it has ended, and the text of each of its files."""
    print_run(run.pk)
    run.refresh_from_db()
    read = [pypdf.PdfReader(io.BytesIO(each.content())) for each in run.files.order_by("position")]
    return run, [squeezed("".join(page.extract_text() for page in each.pages)) for each in read]


def test_a_long_roster_is_offered_as_a_batch_that_prints_every_line_in_parts(world):
    client = browser(world.clerk)
    address = f"/print/rosters/{world.unit.pk}/skilled/?columns=identity.full_name&order=name"
    page = client.get(address).content.decode()
    assert not AuditEvent.objects.filter(action="print_roster").exists()
    assert "不能当场打印" in page
    asked = f"columns=identity.full_name&order=name&at={world.unit.pk}&key=skilled"
    client.post("/print/runs/", {"sheet": "roster", "asked": asked, "unit": world.unit.pk})
    run, texts = printed(PrintRun.objects.get())
    assert (run.state, run.total, run.cut) == (RunState.DONE, 3, False)
    assert list(run.files.order_by("position").values_list("count", flat=True)) == [2, 1]
    assert ["第1册，共2册" in texts[0], "第2册，共2册" in texts[1]] == [True, True]
    assert [name for name in NAMES if name in "".join(texts)] == list(NAMES)
    assert "3乌日娜" in texts[1]
    assert PrintedSheet.objects.filter(sheet="roster", kept="list", subject_id=world.unit.pk).count() == 2
    event = AuditEvent.objects.get(action="print_roster")
    assert (event.by, event.subject, event.subject_id, event.detail["count"]) == (
        world.clerk, "print_run", str(run.pk), 3,
    )  # fmt: skip
    shown = client.get(f"/print/runs/{run.pk}/").content.decode()
    assert ["成批打印：花名册" in shown, "行数" in shown] == [True, True]


def test_a_query_prints_whom_it_finds_with_the_units_at_an_office(world):
    run, texts = printed(ordered(world.boss, None, "category=skilled&name=其其格&columns=identity.full_name"))
    assert run.total == 1
    assert "1其其格示例设计院" in texts[0]
    assert not any(name in texts[0] for name in ("乌日娜", "巴特尔"))


def test_a_query_is_printed_in_the_name_of_the_chosen_office_and_of_no_other(world):
    second, afar = office(LEAGUE), office(150700)
    Membership.objects.create(user=world.boss, organisation=second, role="hr_reviewer")
    asked = "category=skilled&name=其其格&columns=identity.full_name"
    texts = []
    for at in (second, afar):
        run, files = printed(ordered(world.boss, None, f"{asked}&at={at.pk}"))
        texts.append((run.total, [text[:25] for text in files]))
    assert texts == [(1, ["技能人才花名册制表单位：152500人社局人数：1"]), (0, [])]


def test_who_lost_the_power_meanwhile_prints_nothing(world):
    run = ordered(world.clerk, world.unit, f"at={world.unit.pk}&key=skilled")
    Membership.objects.filter(user=world.clerk).delete()
    run, texts = printed(run)
    assert (run.state, run.total, texts) == (RunState.DONE, 0, [])


@pytest.mark.parametrize(
    "asked", ["at={unit}&key=skilled", "at={office}&key=skilled", "at=x", "", "key=skilled"]
)
def test_nobody_orders_a_list_of_another_place(world, asked):
    place = asked.format(unit=world.unit.pk, office=world.office.pk)
    run, texts = printed(ordered(world.stranger, world.other, place))
    assert (run.total, texts) == (0, [])


def test_a_list_that_broke_off_is_printed_anew(world, monkeypatch):
    run = ordered(world.clerk, world.unit, f"at={world.unit.pk}&key=skilled")
    documents = listing.list_documents

    def broken(run, begun):
        yield next(documents(run, begun))
        raise OSError("the disk is full")

    monkeypatch.setattr("reports.printing.running.list_documents", broken)
    with pytest.raises(OSError, match="full"):
        print_run(run.pk)
    monkeypatch.setattr("reports.printing.running.list_documents", documents)
    run, texts = printed(run)
    assert (run.state, len(texts)) == (RunState.DONE, 2)
    assert [sum(text.count(name) for text in texts) for name in NAMES] == [1, 1, 1]


def test_a_sheet_that_is_no_list_is_not_ordered_as_one(world):
    for key in ("opinions", "statistics", "x"):
        given = {"sheet": key, "asked": "", "unit": world.unit.pk}
        assert browser(world.clerk).post("/print/runs/", given).status_code == 404
    assert not PrintRun.objects.exists()


def test_a_long_collected_table_has_its_totals_once_and_all_its_rows():
    offices = {region: office(region) for region in (LEAGUE, BANNER, SIBLING)}
    for number, found in enumerate(offices.values()):
        fill(found, ROW | {"full_name": NAMES[number]})
    boss = member(offices[LEAGUE], "hr_reviewer")
    page = browser(boss).get(f"/print/collected/responsible_person/{offices[LEAGUE].pk}/").content.decode()
    assert "不能当场打印" in page
    asked = f"at={offices[LEAGUE].pk}&key=responsible_person"
    run, texts = printed(ordered(boss, None, asked, sheet="collected"))
    assert (run.total, len(texts)) == (3, 2)
    assert ["应报机构3已报3未报0" in text for text in texts] == [True, False]
    assert [sum(text.count(name) for text in texts) for name in NAMES] == [1, 1, 1]
