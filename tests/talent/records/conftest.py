"""What several tests of the register need."""

import pytest

from tests.talent.records.register import Register


@pytest.fixture
def register(db):
    return Register()
