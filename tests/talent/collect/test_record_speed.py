"""The generated form stays cheap however long the document is."""

import pytest

from tests.talent.collect.world import browser, person, posted

ROW = {"start": "2001-09", "end": "2005-07", "school": "内蒙古大学"}


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def statements(django_assert_max_num_queries):
    """How many statements a request takes, never more than 20."""

    def count(ask):
        ask()  # caches of definitions and code lists are filled once a process
        with django_assert_max_num_queries(20) as taken:
            ask()
        return len(taken)

    return count


def test_a_form_takes_as_many_statements_for_thirty_rows_as_for_one(world, clerk, statements):
    changes = [
        world.draft(serial, document=person(serial, education=[ROW] * rows))
        for serial, rows in ((1, 1), (2, 30))
    ]
    taken = [statements(lambda each=each: clerk.get(world.url("change", each.pk))) for each in changes]
    assert taken[0] == taken[1]


def test_so_does_a_form_that_comes_back(world, clerk, statements):
    url = world.url("new", "skilled")
    forms = [posted(person(education=[ROW] * rows), add="education") for rows in (1, 30)]
    taken = [statements(lambda form=form: clerk.post(url, form)) for form in forms]
    assert taken[0] == taken[1]


def test_so_do_the_pages_for_checking_and_reading(world, clerk, statements):
    changes = [
        world.draft(serial, document=person(serial, education=[ROW] * rows))
        for serial, rows in ((1, 1), (2, 30))
    ]
    taken = [statements(lambda each=each: clerk.get(world.url("check", each.pk))) for each in changes]
    assert taken[0] == taken[1]


def test_so_does_the_page_of_all_that_is_ready(world, clerk, statements):
    world.draft(1)
    first = statements(lambda: clerk.get(world.url("send_ready")))
    world.draft(2)
    world.draft(3)
    assert statements(lambda: clerk.get(world.url("send_ready"))) == first
