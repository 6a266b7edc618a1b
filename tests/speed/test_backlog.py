"""Counting what waits at every office: from the index of the queue alone, against reading the changes."""

import pytest
from django.db import connection

from reviews.inbox.backlog.board import board_of, office_for
from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.models import Backlog
from tests.speed.measure import compare
from tests.speed.test_queue import scope  # noqa: F401  # a banner's reviewer with SIZE changes waiting

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: The same figures without the index: every change is looked at.
PLAIN = """
SELECT waiting_office_id, count(*), count(*) FILTER (WHERE deadline < current_date), min(submitted_at)
FROM records_change WHERE state = 'waiting' GROUP BY 1
"""


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.fixture
def counted(scope):  # noqa: F811  # the fixture of above
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_change SET waiting_since = current_date - 3")
    count_backlog()
    return scope


def test_counting_every_office_against_reading_the_changes(counted):
    ((office, count, overdue, _first),) = rows(PLAIN)
    found = Backlog._plain.get()
    assert (found.office_id, found.waiting, found.overdue) == (office, count, overdue)
    compare("backlog counted", ours=count_backlog, other=lambda: rows(PLAIN))


def test_the_board_of_an_office_against_counting_while_it_is_looked_at(counted):
    office = office_for(counted)
    compare("backlog board", ours=lambda: board_of(counted, office), other=lambda: rows(PLAIN))
