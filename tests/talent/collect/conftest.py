"""The people of world.py, and Chinese whatever language the test before left behind."""

import pytest
from django.utils import translation

from tests.talent.collect.world import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield
