"""A draft that is not published: whoever read its figures learns nothing more from the next one."""

import pytest
from django.db import IntegrityError, connections, transaction

from reports.stats.discarding import discard, draw_again
from reports.stats.lattices import declare
from reports.stats.models import (
    DrawnCell,
    PublishedCell,
    Release,
    ReleaseCell,
    ReleaseTable,
    SecretRelease,
    Snapshot,
)
from reports.stats.releasing import JOB, NotPossible, draw_draft, release
from reports.stats.releasing import approve as approve_release
from reports.stats.releasing import draft as begin
from talent.jobs.models import Failure
from talent.jobs.signals import job_failed
from talent.notify.models import Notification
from talent.security.models import AuditEvent
from tests.reports.stats.declarations import DECLARED
from tests.reports.stats.population import approve, figures
from tests.reports.stats.test_releasing import LEAGUE, Office, told


@pytest.fixture
def office(db):
    return Office()


def every_figure(drawn):
    """What each cell of every table of a draft shows."""
    cells = ReleaseCell.objects.filter(table__release=drawn)
    return {
        (each.table.key, each.area, *sorted(each.classes.items())): each.mark or each.value
        for each in cells.select_related("table")
    }


def drawn_anew(drawn):
    """The cells whose figure a draft has drawn and not repeated."""
    found = DrawnCell.objects.filter(release=drawn, last_redraw=drawn.number)
    return set(found.exclude(mark="–").values_list("cell", flat=True))


def leave(register, serials):
    approve(register, serials, employment={"person_status": "3"})


def test_declared_drafted_read_and_discarded_the_next_draft_moves_no_figure(register, office):
    """The cells of the new tables were never public, so no gate of a published figure holds them."""
    approve(register, range(100, 160))
    approve(register, range(160, 200), key="professional")
    release(by=None)
    declare(DECLARED, after=0, note="", by=None)
    first = office.drawn()
    read = every_figure(first)
    discard(release=first, by=office.maker)
    leave(register, [117])

    second = office.drawn()

    assert (second.number, every_figure(second), drawn_anew(second)) == (3, read, set())
    assert set(Snapshot.objects.values_list("release", flat=True)) == {1, 2}


def test_a_cell_that_opened_shows_its_new_figure_in_the_next_draft_too(register, office):
    """70 beside 30 open the gate in every draft, and each would draw those who are there that day."""
    approve(register, range(100, 130))
    public = figures(release(by=None))
    approve(register, range(130, 200))
    first = office.drawn()
    opened, read = drawn_anew(first), figures(first)
    discard(release=first, by=office.second)
    leave(register, [142])

    second = office.drawn()

    assert (len(opened), drawn_anew(second), figures(second)) == (4, set(), read)
    # The approver is told what changes for the public, who never saw the first draft.
    table = second.secret.summary["tables"][0]
    assert (second.secret.summary["last"], table["moved"], table["first"]) == (1, 4, 0)
    assert {each["before"] for each in second.secret.summary["differences"]} == {str(public[LEAGUE, "total"])}


def test_enough_who_come_move_a_figure_after_a_discarded_draft(register, office):
    approve(register, range(100, 130))
    first = office.drawn()
    discard(release=first, by=office.maker)
    approve(register, range(130, 200))

    assert len(drawn_anew(office.drawn())) == 4


def test_a_discarded_draft_stays_by_its_number_without_a_figure(register, office):
    approve(register, range(100, 130))
    draft = office.drawn()
    discard(release=draft, by=office.second)
    draft.refresh_from_db()

    assert (draft.state, draft.secret.discarded_by, draft.secret.approved_by) == (
        "discarded",
        office.second,
        None,
    )
    assert (draft.secret.summary, draft.secret.readings) == ({}, [])
    assert [model.objects.count() for model in (ReleaseTable, ReleaseCell, DrawnCell)] == [0, 0, 0]
    assert set(PublishedCell.objects.values_list("last_redraw", flat=True)) == {1}
    assert told(office.maker) == ["release_discarded"]
    assert AuditEvent.objects.filter(action="discard_release", subject_id="1", by=office.second).count() == 1
    with pytest.raises(NotPossible):
        approve_release(release=draft, by=office.second)
    with pytest.raises(NotPossible):
        discard(release=draft, by=office.second)
    assert begin(by=office.second).number == 2


@pytest.mark.parametrize("change", ["DELETE FROM stats_release", "UPDATE stats_release SET state = 'ready'"])
def test_the_database_keeps_a_discarded_draft(office, change):
    discard(release=office.drawn(), by=office.second)

    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(change)


def test_the_database_lets_no_read_draft_go_and_discards_none_that_was_not_drawn(office):
    begun = begin(by=office.maker)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Release.objects.filter(pk=begun.pk).update(state="discarded")
    draw_draft(begun.pk)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Release.objects.filter(pk=begun.pk)._raw_delete("default")


def test_a_draft_that_was_never_drawn_leaves_nothing(office):
    begun = begin(by=office.maker)
    discard(release=begun, by=office.maker)

    draw_draft(begun.pk)

    assert [model.objects.count() for model in (Release, SecretRelease, PublishedCell, Snapshot)] == [
        0,
        0,
        0,
        0,
    ]
    assert begin(by=office.second).number == 1


def failed(begun, job=1):
    job_failed.send(Failure, failure=Failure(job=job, task=JOB, arguments={"release": begun.pk}, attempts=8))


def test_a_draft_whose_job_failed_tells_who_drafted_it_and_is_drawn_again(register, office):
    approve(register, range(100, 130))
    begun = begin(by=office.maker)
    with pytest.raises(NotPossible):
        draw_again(release=begun, by=office.maker)
    failed(begun)
    begun.secret.refresh_from_db()
    step = begun.secret.step
    draw_again(release=begun, by=office.second)
    draw_draft(begun.pk)
    begun.refresh_from_db()

    assert (step, begun.state, SecretRelease.objects.get().step) == ("failed", "ready", "")
    assert told(office.maker) == ["release_failed"]
    assert AuditEvent.objects.get(action="draw_release_again").by == office.second


def test_a_failed_draft_of_the_timetable_is_told_to_every_administrator(office):
    failed(begin(by=None))

    kinds = Notification.objects.values_list("recipient", "kind")
    assert set(kinds) == {(each.pk, "release_failed") for each in (office.maker, office.second)}


def test_the_failure_of_another_job_leaves_a_draft_alone(office):
    begun = begin(by=office.maker)
    job_failed.send(Failure, failure=Failure(task="notify.mail", arguments={"release": begun.pk}))

    assert SecretRelease.objects.get().step == "waiting"
