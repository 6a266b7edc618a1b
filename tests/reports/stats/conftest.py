"""What the tests with a database need; the pure ones need nothing."""

import pytest

from tests.talent.records.register import Register


@pytest.fixture
def register(db):
    return Register()
