"""Counting what waits at every office: from the index of the queue alone, against reading the changes.

BENCH_REGISTER as in test_queue.py; counting writes the figures there anew, which are the same.
"""

import pytest
from django.db import connection

from reviews.inbox.backlog.board import board_of, office_for
from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.models import Backlog
from talent.orgs.enums import Role
from talent.orgs.service import scope_for
from talent.security.models import User
from tests.speed.measure import compare

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: The same figures without the index: every change is looked at.
PLAIN = """
SELECT waiting_office_id, count(*), min(submitted_at) FROM records_change WHERE state = 'waiting' GROUP BY 1
"""


def plain():
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        return cursor.fetchall()


def test_counting_every_office_and_the_board_of_one_against_reading_the_changes(register):
    assert count_backlog()
    counted = dict(Backlog._plain.filter(waiting__gt=0).values_list("office", "waiting"))
    assert counted == {office: count for office, count, _first in plain()}
    compare("backlog counted", ours=count_backlog, other=plain, rounds=5)
    scope = scope_for(User.objects.get(username="qixian")).as_(Role.HR_REVIEWER)
    office = office_for(scope)
    compare("backlog board", ours=lambda: board_of(scope, office), other=plain, rounds=5)
