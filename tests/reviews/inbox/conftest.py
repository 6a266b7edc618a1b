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
    """Records the statements that read or change rows; savepoints of nested transactions are left out."""

    @contextmanager
    def record():
        with CaptureQueriesContext(connection) as seen:
            yield lambda: [each["sql"] for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]

    return record
