from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from portal.bilingual import Words
from portal.models import NoticeIndexPage, NoticePage
from portal.news import News
from portal.notices import read
from portal.service import ensure_pages

pytestmark = pytest.mark.django_db(databases=["default", "public"])


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


def page(query="", size=2, news=()):
    """Titles of one page, and the queries to the newer and the older ones."""
    found = read(NoticePage.objects.all(), QueryDict(query.removeprefix("?")), news=news, size=size)
    return [notice.titled.text for notice in found.notices], found.previous_href, found.next_href


def told(day, rank, number, title):
    return News(date(2026, 11, day), rank, number, Words(title, "zh-hans"), "/statistics/releases/")


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


def test_news_of_releases_stand_among_the_notices_by_day_and_every_page_leads_on(index):
    add(index, 1, 2, 5)
    news = [told(2, 1, 4, "发布"), told(2, 2, 1, "更正"), told(4, 2, 2, "撤回")]
    first, _, older = page(news=news)
    second, newer, oldest = page(older, news=news)
    third, back, end = page(oldest, news=news)
    assert first + second + third == ["5号2", "撤回", "更正", "发布", "2号1", "1号0"]
    assert end == ""
    assert page(back, news=news)[0] == second
    assert page(newer, news=news) == (first, "", older)


def test_a_page_that_begins_within_a_day_loses_no_line(index):
    add(index, 2, 2, 2)
    news = [told(2, 1, 4, "发布"), told(2, 2, 1, "更正")]
    seen, query = [], ""
    while query is not None:
        (title,), _newer, older = page(query, size=1, news=news)
        seen.append(title)
        query = older or None
    assert seen == ["更正", "发布", "2号2", "2号1", "2号0"]


def test_an_address_of_before_there_was_news_still_leads_to_its_place(index):
    add(index, 1, 2, 3)
    second = NoticePage.objects.get(title="2号1")
    assert page(f"before=2026-11-02.{second.pk}")[0] == ["1号0"]


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
