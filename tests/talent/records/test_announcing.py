import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.categories.models import CategoryVersion
from talent.categories.service import Mover, live_version
from talent.categories.signals import version_published
from talent.notify.models import Notification
from talent.records.announcing import announce
from talent.records.moverunning import start_run, work
from tests.talent.categories.following import follow
from tests.talent.categories.publishing import publish_with
from tests.talent.jobs.workers import jobs
from tests.talent.records.register import account
from tests.talent.records.test_moverunning import AS_NUMBER, approved, run_all


def next_version():
    return publish_with("skilled", lambda groups: groups.field("skill.current_trade").update(label="现工种"))


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("recipient__username")
    return [(each.recipient.username, each.data["category"], each.data["number"]) for each in rows]


def test_a_new_version_is_told_to_the_clerks_of_units_that_use_the_category(register):
    register.draft()
    account("second", register.unit, "collector")
    version = next_version()
    assert jobs("records.announce") == [("records.announce", "todo", 0)]
    for _ in range(2):
        announce(version.pk, "version_published")
    label = version.category.label
    assert told("version_published") == [("clerk", label, 2), ("second", label, 2)]


def test_a_first_version_is_told_to_nobody(register):
    assert CategoryVersion.objects.filter(number=1).exists()
    assert jobs("records.announce") == []


def test_records_that_moved_are_told_when_the_last_one_has(register):
    register.approved()
    next_version()
    run = start_run(category=live_version("skilled").category, by=None)
    mover, before = Mover(run.version), len(jobs("records.announce"))
    run = work(run=run, mover=mover)
    assert len(jobs("records.announce")) == before
    run = work(run=run, mover=mover)
    assert (run.state, len(jobs("records.announce"))) == ("done", before + 1)
    announce(run.version_id, "records_moved")
    assert told("records_moved") == [("clerk", run.category.label, 2)]


def test_each_unit_is_told_how_many_of_its_own_records_could_not_be_moved(register):
    for serial, studio in ((1, "3"), (2, "巴特尔工作室"), (3, "乌云工作室")):
        approved(register, serial, studio=studio)
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run = run_all()
    assert set(kinds_waiting()) >= {"records_moved", "records_stayed"}
    for _ in range(2):
        announce(run.version_id, "records_stayed")
    one = Notification.objects.get(kind="records_stayed")
    assert (one.recipient.username, one.data["unit"], one.data["count"], one.data["number"]) == (
        "clerk",
        "示例设计院",
        2,
        2,
    )


def test_where_all_records_moved_no_unit_is_told_of_any_left(register):
    approved(register, 1, studio="3")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run_all()
    assert "records_stayed" not in kinds_waiting()


def kinds_waiting():
    """The kinds of announcements that jobs are to make."""
    waiting = ProcrastinateJob.objects.filter(task_name="records.announce")
    return [each.args["kind"] for each in waiting]


def test_a_kind_that_is_no_announcement_is_refused(register):
    with pytest.raises(ValueError, match="change_returned"):
        announce(register.version.pk, "change_returned")


def test_the_publication_of_a_version_has_one_receiver():
    assert [key[0] for key, *_rest in version_published.receivers] == ["records.announce_version"]
