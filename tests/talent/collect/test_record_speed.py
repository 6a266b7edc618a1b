"""The generated form stays cheap however long the document is."""

import pytest

from tests.talent.collect.test_sending import form, soup
from tests.talent.collect.world import browser, person, posted

SENDING = 30
ROW = {"start": "2001-09", "end": "2005-07", "school": "内蒙古大学"}


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def page(statements):
    """How many statements a page takes that was asked for before: definitions are read once a process."""

    def count(ask):
        ask()
        return statements(ask)

    return count


def test_a_form_takes_as_many_statements_for_thirty_rows_as_for_one(world, clerk, page):
    changes = [
        world.draft(serial, document=person(serial, education=[ROW] * rows))
        for serial, rows in ((1, 1), (2, 30))
    ]
    taken = [page(lambda each=each: clerk.get(world.url("change", each.pk))) for each in changes]
    assert taken[0] == taken[1]


def test_so_does_a_form_that_comes_back(world, clerk, page):
    url = world.url("new", "skilled")
    forms = [posted(person(education=[ROW] * rows), add="education") for rows in (1, 30)]
    taken = [page(lambda form=form: clerk.post(url, form)) for form in forms]
    assert taken[0] == taken[1]


def test_so_do_the_pages_for_checking_and_reading(world, clerk, page):
    changes = [
        world.draft(serial, document=person(serial, education=[ROW] * rows))
        for serial, rows in ((1, 1), (2, 30))
    ]
    taken = [page(lambda each=each: clerk.get(world.url("check", each.pk))) for each in changes]
    assert taken[0] == taken[1]


def test_so_does_the_page_of_all_that_is_ready(world, clerk, page):
    world.draft(1)
    first = page(lambda: clerk.get(world.url("send_ready")))
    world.draft(2)
    world.draft(3)
    assert page(lambda: clerk.get(world.url("send_ready"))) == first


def test_saving_a_draft_takes_as_many_for_thirty_rows_as_for_one(world, clerk, statements):
    def taken(serial, rows):
        change = world.draft(serial, document=person(serial))
        url = world.url("change", change.pk)
        given = {
            each["name"]: each["value"] for each in soup(clerk.get(url)).select("form.generated > input")
        }
        typed = posted(person(serial, education=[ROW] * rows), lock=given["lock"], opened=given["opened"])
        typed |= {"sitting": given["sitting"], "autosaved": "1", "do": "save"}
        found = statements(lambda: clerk.post(url, typed))
        assert len(world.again(change).document()["education"]) == rows
        return found

    assert taken(1, 1) == taken(2, 30)


def test_so_does_saving_somebody_new(world, clerk, statements):
    url = world.url("new", "skilled")

    def taken(serial, rows):
        typed = posted(person(serial, education=[ROW] * rows), do="save", lock=0, autosaved="1")
        typed["sitting"] = f"sitting-{serial:04}"
        return statements(lambda: clerk.post(url, typed))

    clerk.get(url)
    assert taken(1, 1) == taken(2, 30)
    assert len(world.changes()) == 2


def test_sending_thirty_takes_as_many_as_sending_one_also_where_the_sender_reviews(world, clerk, statements):
    url = world.url("send_ready")

    def taken(*serials):
        for serial in serials:
            world.draft(serial, by=world.clerk)
        values = form(soup(clerk.get(url)))
        return statements(lambda: clerk.post(url, values), most=SENDING)

    # Of many, units and categories are read once by themselves.
    assert taken(1) + 2 == taken(*range(2, 32))
    assert [state for _name, state in world.changes()] == ["waiting"] * 31


def test_sending_one_from_the_page_of_its_answers_takes_no_more(world, clerk, statements):
    change = world.draft(by=world.clerk)
    url = world.url("check", change.pk)
    clerk.get(url)
    statements(lambda: clerk.post(url, {"lock": change.lock}), most=SENDING)
    assert world.again(change).waiting_office == world.office
