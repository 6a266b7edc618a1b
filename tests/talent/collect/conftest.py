"""The people of world.py, and Chinese whatever language the test before left behind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.talent.collect.world import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def statements():
    """How many statements something takes, mostly at most 20; savepoints of nested transactions are left out.

    Sending takes more: route, deadline and the checks of a change are read and kept with it.
    """

    def count(act, most=20):
        with CaptureQueriesContext(connection) as seen:
            act()
        found = [each["sql"] for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]
        assert len(found) <= most, "\n".join(found)
        return len(found)

    return count
