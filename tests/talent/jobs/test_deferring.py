import pytest
from django.db import transaction

from talent.jobs.service import defer, defer_many
from talent.security.service import OutsideTransaction
from tests.talent.jobs.workers import Broken, jobs, put, work

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def defer_and_fail():
    defer("tests.break", number=1)
    raise Broken


def test_a_job_is_undone_with_the_action_that_deferred_it():
    with pytest.raises(Broken):
        defer_and_fail()
    assert jobs("tests.break") == []


def test_a_job_cannot_be_deferred_outside_a_transaction():
    with pytest.raises(OutsideTransaction):
        defer("tests.break", number=1)
    assert jobs("tests.break") == []


def test_a_name_that_no_job_has_is_refused_at_once():
    with pytest.raises(KeyError), transaction.atomic():
        defer("tests.unheard_of")


def test_many_jobs_are_deferred_in_one_statement(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        defer_many("tests.break", [{"number": number} for number in range(500)])
    assert len(jobs("tests.break")) == 500


def test_what_a_job_defers_is_undone_when_it_fails():
    put("tests.defer_and_break")
    work()
    assert (jobs("tests.break"), jobs("tests.defer_and_break")) == (
        [],
        [("tests.defer_and_break", "todo", 1)],
    )
