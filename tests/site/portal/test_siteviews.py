from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from portal.models import HelpPage
from portal.service import ensure_pages
from talent.categories.service import load_categories, load_code_lists
from talent.orgs.service import load_regions
from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for every test here
from tests.site.portal.explorer.published import publish_some

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client):
    found = fromstring(client.get("/sitemap.xml").content)
    return [each.findtext(f"{PLACE}loc").removeprefix("http://testserver") for each in found]


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_map_names_every_public_page_and_each_of_them_is_there(client):
    ensure_pages()
    load_regions()
    load_code_lists()
    load_categories()
    publish_some()
    found = addresses(client)
    assert len(found) == len(set(found))
    assert {
        "/",
        "/statistics/?table=banner_category_age",
        "/statistics/areas/152500/",
        "/statistics/areas/152502/",
        "/statistics/categories/skilled/",
        "/definitions/skilled/",
        "/definitions/codes/sex/",
        "/help/units/",
        "/notices/about/",
        "/open/console/",
    } <= set(found)
    assert [each for each in found if client.get(each).status_code != 200] == []
    for_people = BeautifulSoup(client.get("/sitemap/").content, "html.parser").main
    assert set(found) <= {each["href"] for each in for_people.find_all("a")}


def test_before_anything_is_there_the_map_has_the_pages_of_the_program(client):
    assert "/statistics/" in addresses(client)
    assert not [each for each in addresses(client) if urlsplit(each).query]


def test_search_engines_are_kept_from_what_is_behind_a_login(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /back/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")
    assert not [
        each for each in addresses(client) if each.startswith(("/login", "/register", "/verify", "/me"))
    ]


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [("zh-hans", "查得太勤了", "秒再试"), ("en", "Too many searches", "Please try again in")],
)
def test_whoever_searches_without_end_is_told_when_to_go_on_and_nobody_else_is(
    client, settings, tmp_path, language, title, said
):
    settings.OPEN_DATA_DIR = tmp_path
    settings.OPEN_DATA_LIMITS = settings.OPEN_DATA_LIMITS | {"searches": (2, 3600)}

    def searched(query="?q=草原", **extra):
        return client.get(f"/search/{query}", headers={"accept-language": language}, **extra)

    answers = [searched() for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    page, seconds = BeautifulSoup(answers[-1].content, "html.parser"), answers[-1]["Retry-After"]
    assert (page.h1.text, answers[-1]["Cache-Control"]) == (title, "no-store")
    assert (said in page.main.p.text, seconds in page.main.p.text) == (True, True)
    assert 0 < int(seconds) <= 3600
    ways = [each["href"] for each in page.select("main .actions")[1].find_all("a")]
    assert ways == [answers[-1].wsgi_request.get_full_path(), "/sitemap/", "/statistics/"]
    # The empty page, the interface and other addresses are not counted with it.
    others = (searched(""), client.get("/open/v1/"), searched(REMOTE_ADDR="198.51.100.7"))
    assert [each.status_code for each in others] == [200, 200, 200]
    assert searched(HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


def test_the_help_is_found_wherever_it_is_and_an_empty_one_says_so(client):
    for page in HelpPage.objects.filter(depth=3):
        page.delete()
    assert "还没有写帮助" in client.get("/help/").text
    ensure_pages()
    chapters = BeautifulSoup(client.get("/help/").content, "html.parser").article
    assert chapters.find("a")["href"] == "/help/units/"
    HelpPage.objects.filter(depth=3).update(slug="questions", url_path="/home/questions/")
    assert client.get("/help/").status_code == 200


def test_chapters_are_in_the_language_of_the_reader(client):
    ensure_pages()
    english = client.get("/help/units/", headers={"accept-language": "en"}).text
    assert "How a unit fills in records" in english
    assert "单位怎样填报" in client.get("/help/units/").text
