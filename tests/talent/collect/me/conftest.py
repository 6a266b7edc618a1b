import pytest

from tests.talent.individuals.persons import Pasture


@pytest.fixture
def pasture(db):
    return Pasture()
