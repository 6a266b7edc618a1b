"""Three releases, committed for all tests of a module: the public's login sees nothing else."""

import pytest
from bs4 import BeautifulSoup

from portal.explorer.state import resolve
from reports.opendata import answers, books, standing
from tests.site.portal.explorer.published import publish_some


@pytest.fixture(autouse=True)
def nothing_held():
    """What a process holds of releases is not held over a test."""
    for each in (answers._kept, books._kept, standing._known):
        each.clear()
    answers._held = 0


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker, fresh_database):
    """Release 7 is the newest that stands."""
    with django_db_blocker.unblock():
        yield publish_some()
        fresh_database.renew()


@pytest.fixture
def shown(released):
    return standing.standing()


@pytest.fixture
def state(shown):
    """Call it with what an address asks for."""
    return lambda **asked: resolve(asked, shown)


@pytest.fixture
def soup(client):
    """Call it with an address."""

    def read(address, *, status=200, **headers):
        answer = client.get(address, headers=headers)
        assert answer.status_code == status
        return BeautifulSoup(answer.content, "html.parser")

    return read
