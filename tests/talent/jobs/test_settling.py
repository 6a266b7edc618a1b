import pytest

from talent.jobs.models import Failure
from talent.jobs.settling import AlreadySettled, give_up, try_again
from talent.security.models import AuditEvent
from tests.factories import make_user
from tests.talent.jobs.workers import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def failure():
    return Failure.objects.create(
        job=41, task="tests.break", arguments={"number": 3}, attempts=8, error="builtins.OSError"
    )


def events():
    return list(AuditEvent.objects.filter(subject="job").values_list("action", "subject_id", "detail"))


def test_trying_again_defers_the_same_work_anew_with_one_event(failure):
    try_again(failure=failure, by=make_user())
    failure.refresh_from_db()
    assert (failure.settled, jobs("tests.break")) == ("again", [("tests.break", "todo", 0)])
    assert events() == [("retry_job", "41", {"task": "tests.break"})]


def test_giving_up_leaves_the_work_undone_with_one_event(failure):
    give_up(failure=failure, by=make_user())
    failure.refresh_from_db()
    assert (failure.settled, jobs("tests.break")) == ("given_up", [])
    assert events() == [("give_up_job", "41", {"task": "tests.break"})]


@pytest.mark.parametrize("act", [try_again, give_up])
def test_what_somebody_settled_is_not_settled_twice(failure, act):
    give_up(failure=failure, by=make_user())
    with pytest.raises(AlreadySettled):
        act(failure=failure, by=make_user())
    assert (len(events()), jobs("tests.break")) == (1, [])


def test_a_job_whose_code_is_gone_cannot_be_tried_again(failure):
    Failure.objects.update(task="old.name")
    with pytest.raises(AlreadySettled):
        try_again(failure=failure, by=make_user())
    failure.refresh_from_db()
    assert (failure.settled, events()) == ("", [])
