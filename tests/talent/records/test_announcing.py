import pytest

from talent.categories.models import CategoryVersion
from talent.categories.service import Mover, live_version
from talent.categories.signals import version_published
from talent.notify.models import Notification
from talent.records.announcing import announce
from talent.records.moverunning import start_run, work
from tests.talent.categories.publishing import publish_with
from tests.talent.jobs.workers import jobs
from tests.talent.records.register import account


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


def test_a_kind_that_is_no_announcement_is_refused(register):
    with pytest.raises(ValueError, match="change_returned"):
        announce(register.version.pk, "change_returned")


def test_the_publication_of_a_version_has_one_receiver():
    assert [key[0] for key, *_rest in version_published.receivers] == ["records.announce_version"]
