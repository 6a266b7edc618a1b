"""What the releases tell of themselves, as readers find it among the notices."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.explorer.releases import SIZE, address
from portal.models import NoticeIndexPage, NoticePage
from portal.service import ensure_pages
from reports.opendata import standing
from reports.stats.models import SecretRelease
from reports.stats.withdrawing import restore, withdraw
from tests.reports.opendata.releases import publish
from tests.reports.stats.corrections import correct
from tests.talent.records.register import account

pytestmark = pytest.mark.django_db(databases=["default", "public"])
WORDS = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker, fresh_database):
    """Release 6 with a correction, 7 withdrawn and restored, 8 withdrawn; committed, as the public's login
    sees nothing else."""
    with django_db_blocker.unblock():
        six, seven, eight = (publish(number) for number in (6, 7, 8))
        SecretRelease.objects.create(release=seven)
        correct(six, **WORDS)
        boss, second = account("boss", None), account("second", None)
        for gone in (seven, eight):
            withdraw(release=gone, by=boss, **WORDS)
        restore(release=seven, by=second, **WORDS)
        yield
        fresh_database.renew()


@pytest.fixture
def history(released):
    standing._known.clear()
    standing._said = None
    ensure_pages()


def lines(client, address="/", **headers):
    page = BeautifulSoup(client.get(address, headers=headers).content, "html.parser")
    return {link.text: link["href"] for link in page.select("table.dated a")}


def test_releases_tell_of_themselves_on_the_home_page_beside_the_notices(client, history):
    told = lines(client)
    assert list(told)[:3] == [
        "第 7 号公开统计恢复公开",
        "第 8 号公开统计已撤回，请不要再引用",
        "第 6 号公开统计有更正说明",
    ]
    assert told["第 8 号公开统计已撤回，请不要再引用"] == "/statistics/releases/#release-8"
    (published,) = (
        href for title, href in told.items() if title.startswith("第 7 号公开统计发布(截至 2026-11-23)")
    )
    assert published == "/statistics/?release=7"
    assert not [title for title in told if title.startswith("第 8 号公开统计发布")]


def test_notices_of_editors_stand_among_the_news_by_their_day(client, history):
    column = NoticeIndexPage.objects.get()
    late = NoticePage(title="明年的通知", slug="late", date=date(2099, 1, 1), body="<p>正文</p>")
    column.add_child(instance=late)
    assert next(iter(lines(client))) == "明年的通知"
    assert list(lines(client, "/notices/"))[:2] == ["明年的通知", "第 7 号公开统计恢复公开"]


def test_readers_of_english_read_the_news_in_english(client, history):
    told = lines(client, **{"accept-language": "en"})
    assert list(told)[:3] == [
        "Release No. 7 of the public statistics is public again",
        "Release No. 8 of the public statistics is withdrawn: please do not cite it any more",
        "Correction to release No. 6 of the public statistics",
    ]


def test_every_link_of_the_news_leads_to_a_page_that_says_it(client, history):
    for title, href in lines(client).items():
        answer = client.get(href.partition("#")[0])
        assert answer.status_code == 200, title
        if "#" in href:
            page = BeautifulSoup(answer.content, "html.parser")
            assert page.find(id=href.partition("#")[2]).name == "tr"


@pytest.mark.parametrize(("newest", "part"), [(5 + SIZE, "?before=6"), (4 + SIZE, "")])
def test_the_news_of_an_old_release_lead_to_the_part_of_the_list_that_has_it(newest, part):
    assert address(5, newest) == f"/statistics/releases/{part}#release-5"
