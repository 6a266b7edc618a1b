from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reviews.inbox.desk import Desks


@pytest.fixture
def desks(db):
    return Desks()


@pytest.fixture
def statements():
    """Records what is asked of the database; savepoints only exist because a test is one transaction."""

    @contextmanager
    def record():
        with CaptureQueriesContext(connection) as seen:
            yield lambda: [
                each["sql"] for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]
            ]

    return record
