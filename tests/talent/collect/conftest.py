"""A unit of 锡林浩特 with its office and its people; see world.py for what else the tests use."""

import pytest

from tests.talent.collect.world import World


@pytest.fixture
def world(db):
    return World()
