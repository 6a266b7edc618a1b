"""Nobody draws until a sample is convenient."""

import pytest

from reviews.inbox.bulk.preparing import prepare
from reviews.inbox.bulk.running import stop
from reviews.inbox.bulk.sampling import note_seen, sample_of
from reviews.inbox.enums import Outcome
from reviews.inbox.service import inbox_for
from talent.orgs.service import scope_for
from talent.records.models import Change
from tests.contracts.world import member

MANY = range(1, 9)


@pytest.fixture
def waiting(desks):
    return [desks.at_banner(serial) for serial in MANY]


def prepared(by):
    return prepare(waiting=inbox_for(scope_for(by)), by=by, role="hr_reviewer", outcome=Outcome.PASSED).run


def sample(run):
    return [each.item.change_id for each in sample_of(run).rows]


def test_what_was_drawn_and_not_opened_is_drawn_again_however_often_somebody_prepares(desks, waiting):
    first = prepared(desks.officer)
    stop(run=first, by=desks.officer)
    assert [sample(prepared(desks.officer)) for _again in range(5)] == [sample(first)] * 5


def test_what_was_opened_gives_its_place_to_another_one(desks, waiting):
    first = prepared(desks.officer)
    opened, *unopened = sample(first)
    note_seen(first, Change._plain.get(pk=opened), by=desks.officer)
    samples = [sample(prepared(desks.officer)) for _again in range(3)]
    assert all(set(unopened) < set(each) and len(each) == len(sample(first)) for each in samples)


def test_what_a_colleague_left_unopened_is_theirs(desks, waiting):
    colleague = member("colleague", desks.banner, "hr_reviewer")
    drawn = {tuple(sample(prepared(desks.officer)))}
    stop(run=prepared(colleague), by=colleague)
    assert {tuple(sample(prepared(desks.officer))) for _again in range(3)} == drawn
