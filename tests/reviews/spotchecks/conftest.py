import pytest

from tests.reviews.spotchecks.office import Office


@pytest.fixture
def office(db):
    return Office()
