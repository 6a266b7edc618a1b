from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from portal.models import NoticeIndexPage, NoticePage
from portal.notices import read
from portal.service import ensure_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    ensure_pages()
    NoticePage.objects.all().delete()
    return NoticeIndexPage.objects.get()


def add(index, *days):
    for number, day in enumerate(days):
        index.refresh_from_db()
        index.add_child(
            instance=NoticePage(
                title=f"{day}号{number}", slug=f"n{number}", date=date(2026, 11, day), body="<p>正文</p>"
            )
        )


def page(query="", size=2):
    """Titles of one page, and the queries to the newer and the older ones."""
    found = read(NoticePage.objects.all(), QueryDict(query.removeprefix("?")), size=size)
    return [notice.title for notice in found.notices], found.previous_href, found.next_href


def test_the_newest_come_first_and_of_one_day_the_latest_made(index):
    add(index, 3, 7, 3)
    assert page(size=5) == (["7号1", "3号2", "3号0"], "", "")


def test_older_and_newer_pages_lead_to_each_other_without_loss(index):
    add(index, 1, 2, 2, 2, 5)
    first, _, older = page()
    second, newer, oldest = page(older)
    third, back, end = page(oldest)
    assert first + second + third == ["5号4", "2号3", "2号2", "2号1", "1号0"]
    assert end == ""
    assert page(back)[0] == second
    assert page(newer) == (first, "", older)


def test_no_notices_are_an_empty_page(index):
    assert page() == ([], "", "")


@pytest.mark.parametrize(
    "query", ["before=x", "before=2026-11-02", "after=2026-13-01.4", f"before=2026-11-02.{9**30}"]
)
def test_a_broken_place_is_no_error(index, query):
    add(index, 1)
    assert page(query)[0] == ["1号0"]


def test_drafts_are_not_listed(client, index):
    add(index, 1, 2)
    NoticePage.objects.filter(title="2号1").update(live=False)
    answer = client.get("/notices/")
    assert [notice.title for notice in answer.context["found"].notices] == ["1号0"]


def test_the_list_takes_as_many_queries_for_one_notice_as_for_three(client, index):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/notices/").status_code == 200
        return [each["sql"] for each in taken]

    add(index, 1)
    queries()
    one = queries()
    NoticePage.objects.all().delete()
    add(index, 1, 2, 3)
    assert len(queries()) == len(one) <= 12, one
