"""A batch prints everybody in the scope of who ordered it, once, in sealed files that go after some days."""

import io
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from reports.printing import pressing, running, tasks
from reports.printing.enums import RunState
from reports.printing.models import PrintedFile, PrintedSheet, PrintRun
from reports.printing.running import (
    AlreadyPrinting,
    cancel_run,
    clear_runs,
    print_run,
    start_again,
    start_run,
)
from talent.individuals.signals import contents_erased
from talent.jobs.models import Failure
from talent.jobs.signals import job_failed
from talent.orgs.models import Membership
from talent.records.models import TalentRecord, placement
from talent.records.service import erase_person
from talent.security.models import AuditEvent
from tests.talent.collect.world import World, browser, number, organisation

pytestmark = pytest.mark.django_db
ASKED = "category=skilled"


@pytest.fixture
def world():
    """A unit with three approved people, and one who is not approved."""
    found = World()
    for serial, name in ((1, "乌日娜"), (2, "其其格"), (3, "巴特尔")):
        found.accepted(serial, name)
    found.draft(4, "苏和")
    return found


@pytest.fixture
def small(monkeypatch, settings):
    """Files of two forms each, by one process."""
    settings.PRINT_PROCESSES = 1
    monkeypatch.setattr(running, "MOST", 2)


def ordered(world, **more):
    return start_run(**{"by": world.clerk, "unit": world.unit, "asked": ASKED, "language": "zh-hans", **more})


def pdf(content):
    return pypdf.PdfReader(io.BytesIO(content))


def bookmarks(file):
    """Of the forms, not of their sections."""
    return [each.title for each in file.outline if not isinstance(each, list)]


def events(run):
    found = AuditEvent.objects.filter(subject="print_run", subject_id=str(run.pk)).order_by("pk")
    return list(found.values_list("action", flat=True))


def test_a_batch_prints_the_approved_people_into_sealed_files_with_bookmarks_and_numbers(world, small):
    run = ordered(world)
    print_run(run.pk)
    run.refresh_from_db()
    files = list(run.files.order_by("position"))
    read = [pdf(each.content()) for each in files]
    assert (run.state, run.total, run.cut, run.missing) == (RunState.DONE, 3, False, "")
    assert [(each.position, each.count) for each in files] == [(1, 2), (2, 1)]
    assert [bookmarks(each) for each in read] == [["乌日娜", "其其格"], ["巴特尔"]]
    assert read[0].outline[1][0].title == "身份信息"
    text = "".join(page.extract_text() for each in read for page in each.pages)
    assert [serial for serial in (1, 2, 3, 4) if number(serial) in text] == [1, 2, 3]
    assert PrintedSheet.objects.count() == 3
    assert not any(
        number(1).encode() in bytes(each.sealed) or b"%PDF" in bytes(each.sealed) for each in files
    )
    assert events(run) == ["print_people"]
    event = AuditEvent.objects.get(action="print_people")
    assert (event.by, event.organisation_ids, event.detail) == (world.clerk, [world.unit.pk], {"count": 3})


def test_an_office_prints_whom_it_reviews_by_any_query(world, small):
    run = ordered(world, by=world.boss, unit=None, asked=f"{ASKED}&name=其其格")
    print_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.total, run.files.get().count) == (RunState.DONE, 1, 1)


def test_a_batch_is_taken_up_where_it_broke_off_and_prints_nobody_twice(world, small, monkeypatch):
    run = ordered(world)
    keep, kept = running._keep, []

    def broken(*given):
        if kept:
            raise OSError("the disk is full")
        kept.append(given)
        return keep(*given)

    monkeypatch.setattr(running, "_keep", broken)
    with pytest.raises(OSError, match="full"):
        print_run(run.pk)
    assert run.files.count() == 1
    monkeypatch.setattr(running, "_keep", keep)
    for _time in range(2):  # a job may be run twice
        print_run(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert list(run.files.order_by("position").values_list("position", "count")) == [(1, 2), (2, 1)]
    assert events(run) == ["print_people"]


@pytest.fixture
def broken(world, small, monkeypatch):
    """A batch whose job broke off after its first file, for the last time."""
    run, keep = ordered(world), running._keep

    def full(*given):
        if run.files.exists():
            raise OSError("the disk is full")
        return keep(*given)

    monkeypatch.setattr(running, "_keep", full)
    with pytest.raises(OSError, match="full"):
        tasks.print_run(run.pk)
    monkeypatch.setattr(running, "_keep", keep)
    return run


def given_up(run):
    failure = Failure(job=run.pk, task=running.JOB, arguments={"run": run.pk}, attempts=8)
    job_failed.send(Failure, failure=failure)
    run.refresh_from_db()


def test_a_batch_that_broke_off_says_that_it_will_be_tried_again(world, broken):
    page = browser(world.clerk).get(f"/print/runs/{broken.pk}/").content.decode()
    assert "已打印 2 / 3 人" in page
    assert "中途出错 1 次，系统会自动再试" in page


def test_a_batch_whose_job_failed_says_so_and_is_printed_on_by_who_ordered_it(world, broken):
    given_up(broken)
    own = browser(world.clerk)
    page = own.get(f"/print/runs/{broken.pk}/").content.decode()
    assert broken.state == RunState.FAILED
    assert ["失败" in page, "打印没有完成。" in page, "继续打印" in page] == [True] * 3
    own.post(f"/print/runs/{broken.pk}/", {"do": "again"})
    broken.refresh_from_db()
    assert (broken.state, broken.troubles, broken.ended_at) == (RunState.RUNNING, 0, None)
    print_run(broken.pk)
    broken.refresh_from_db()
    assert (broken.state, [each.count for each in broken.files.order_by("position")]) == (
        RunState.DONE,
        [2, 1],
    )
    assert events(broken) == ["print_people", "restart_print"]


def test_a_failed_batch_waits_for_the_other_open_one_and_can_be_given_up(world, broken):
    given_up(broken)
    other, own = ordered(world), browser(world.clerk)
    answer = own.post(f"/print/runs/{broken.pk}/", {"do": "again"}, follow=True)
    assert "您的另一批还没有打印完" in answer.content.decode()
    own.post(f"/print/runs/{broken.pk}/")
    states = dict(PrintRun.objects.values_list("pk", "state"))
    assert (states, broken.files.count()) == ({broken.pk: RunState.CLEARED, other.pk: RunState.WAITING}, 0)
    assert not start_again(run=broken, by=world.clerk)


def test_the_job_of_a_failed_batch_that_an_administrator_tries_again_prints_it(world, broken):
    given_up(broken)
    print_run(broken.pk)
    broken.refresh_from_db()
    assert (broken.state, broken.files.count()) == (RunState.DONE, 2)


def test_a_failed_job_of_another_kind_ends_no_batch(world):
    run = ordered(world)
    job_failed.send(Failure, failure=Failure(task="notify.mail", arguments={"run": run.pk}))
    run.refresh_from_db()
    assert run.state == RunState.WAITING


def test_who_lost_the_role_prints_nobody(world, small):
    run = ordered(world)
    Membership.objects.filter(user=world.clerk).delete()
    print_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.total, run.files.count()) == (RunState.DONE, 0, 0)


def test_a_cancelled_batch_stops_and_leaves_no_file(world, small):
    run = ordered(world)
    assert cancel_run(run=run, by=world.clerk)
    print_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.files.count(), events(run)) == (RunState.CANCELLED, 0, ["cancel_print"])
    assert not cancel_run(run=run, by=world.clerk)


def test_an_account_has_one_open_batch_at_a_time(world):
    run = ordered(world)
    with pytest.raises(AlreadyPrinting):
        ordered(world)
    cancel_run(run=run, by=world.clerk)
    assert ordered(world).state == RunState.WAITING


def test_files_go_some_days_after_the_end(world):
    old, new = (
        PrintRun.objects.create(
            by=world.clerk, asked=ASKED, language="zh-hans", state=RunState.DONE,
            ended_at=timezone.now() - timedelta(days=days),
        )
        for days in (running.KEPT_DAYS + 1, 1)
    )  # fmt: skip
    for each in (old, new):
        PrintedFile.objects.create(run=each, position=1, count=1, last_record=1, sealed=b"x")
    assert clear_runs() == 1
    states = dict(PrintRun.objects.values_list("pk", "state"))
    assert states == {old.pk: RunState.CLEARED, new.pk: RunState.DONE}
    assert list(PrintedFile.objects.values_list("run", flat=True)) == [new.pk]


def test_the_pages_lead_from_the_query_to_the_files_for_who_ordered_them_alone(world, small):
    own, other = browser(world.clerk), browser(world.boss)
    desk = own.get(f"/unit/{world.unit.pk}/query/", {"category": "skilled"}).content.decode()
    assert "成批打印登记表" in desk
    answer = own.post("/print/runs/", {"asked": ASKED, "unit": world.unit.pk})
    run = PrintRun.objects.get()
    assert answer["Location"] == f"/print/runs/{run.pk}/"
    assert own.get(f"/print/runs/{run.pk}/file/").status_code == 404
    print_run(run.pk)
    assert "下载" in own.get(f"/print/runs/{run.pk}/").content.decode()
    sent = own.get(f"/print/runs/{run.pk}/file/")
    assert sent["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content))) as archive:
        assert [len(bookmarks(pdf(archive.read(name)))) for name in archive.namelist()] == [2, 1]
        assert archive.namelist() == ["001.pdf", "002.pdf"]
    assert events(run) == ["print_people", "fetch_print"]
    assert [other.get(f"/print/runs/{run.pk}/{page}").status_code for page in ("", "file/")] == [404, 404]
    assert str(run.pk) not in other.get("/print/runs/").content.decode().partition("<tbody>")[2]
    own.post(f"/print/runs/{run.pk}/")
    run.refresh_from_db()
    assert (run.state, run.files.count()) == (RunState.CLEARED, 0)


def test_who_moved_to_another_office_fetches_nothing_of_the_one_before(world, small):
    run = ordered(world, by=world.boss, unit=None)
    print_run(run.pk)
    seat = browser(world.boss)
    pages = [f"/print/runs/{run.pk}/{page}" for page in ("", "file/")]
    assert [seat.get(page).status_code for page in pages] == [200, 200]
    elsewhere = organisation("另一旗人社局", "hr_office")
    Membership.objects.filter(user=world.boss).update(organisation=elsewhere)
    assert [seat.get(page).status_code for page in pages] == [404, 404]


def test_files_with_somebody_who_left_the_unit_are_not_handed_out(world, small):
    run = ordered(world)
    print_run(run.pk)
    record = TalentRecord._plain.filter(pk__in=run.files.first().people).first()
    TalentRecord._plain.filter(pk=record.pk).update(**placement(world.other))
    seat = browser(world.clerk)
    answer = seat.get(f"/print/runs/{run.pk}/file/", follow=True)
    assert "其中 1 人已注销或不再由您办理" in answer.content.decode()
    assert events(run) == ["print_people"]


def test_files_with_somebody_who_was_erased_are_taken_away(world, small):
    run, other = ordered(world), ordered(world, by=world.boss, unit=None, asked="category=professional")
    for each in (run, other):
        print_run(each.pk)
    record = TalentRecord._plain.get(pk=run.files.first().people[0])
    changes = erase_person(person=record.person, by=world.boss)
    contents_erased.send(None, change_ids=changes, entry_ids=[], user_ids=[])
    states = dict(PrintRun.objects.values_list("pk", "state"))
    assert states == {run.pk: RunState.CLEARED, other.pk: RunState.DONE}
    assert not PrintedFile.objects.exists()


@pytest.mark.parametrize("unit", ["0", "x", "9" * 30, "other"])
def test_a_batch_of_a_unit_where_one_holds_nothing_cannot_be_ordered(world, unit):
    given = str(world.other.pk) if unit == "other" else unit
    answer = browser(world.clerk).post("/print/runs/", {"asked": ASKED, "unit": given})
    assert (answer.status_code, PrintRun.objects.count()) == (404, 0)


def test_files_have_as_many_forms_as_a_file_may_have():
    assert pressing.MOST == running.MOST == 250
