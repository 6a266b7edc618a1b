"""One release, committed for all tests of a module: the public's login sees nothing else."""

import pytest

from reports.opendata import answers, books, heads, standing
from tests.reports.opendata.releases import SEX, publish

BY_SEX = [
    ("150000", "total", 120, ""),
    ("150000", "1", 70, ""),
    ("150000", "2", 50, ""),
    ("152500", "total", 15, ""),
    ("152500", "1", None, "<10"),
    ("152500", "2", None, "<10"),
]


@pytest.fixture(autouse=True)
def nothing_held():
    """What a process holds of releases is not held over a test: each has a release 7 of its own."""
    for each in (answers._kept, books._kept, heads._kept, standing._known):
        each.clear()
    answers._held, standing._said = 0, None


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker, fresh_database):
    """Release 7 with two tables, after a release 6 with one that is gone."""
    with django_db_blocker.unblock():
        publish(6, {"key": "gone"})
        yield publish(7, {}, {"key": "league_sex", "figures": BY_SEX, "dimensions": (SEX,)})
        fresh_database.renew()
