"""What is public is made of releases alone: what happens in the register changes no byte of it."""

import re

import pytest

from portal.service import ensure_pages
from reports.stats.models import Fact, Release
from reports.stats.releasing import draft, release
from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for the tests here
from tests.reports.stats.population import approve
from tests.site.portal.explorer.published import publish_some
from tests.talent.records.register import Register

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
PAGES = (
    *("/", "/sitemap.xml", "/sitemap/", "/search/?q=锡林郭勒", "/open/", "/statistics/method/"),
    *("/statistics/", "/statistics/?table=banner_category_age&area=152500&rows=age&sort=-total"),
    *("/statistics/compare/", "/statistics/areas/152502/", "/statistics/categories/skilled/"),
    *("/statistics/releases/", "/statistics/?category=x", "/definitions/", "/privacy/", "/open/console/"),
    *("/print/statistics/league_category/?as=page", "/statistics/series.csv?area=152500&category=skilled"),
)
TABLE = "/open/v1/tables/league_category/"
ANSWERS = (
    *(f"/open/v1/{each}/" for each in ("releases", "tables", "dimensions", "areas", "code-lists", "schema")),
    *(
        f"/open/v1/{each}/"
        for each in ("definitions", "catalogue", "feed", "releases/7", "releases/7/archive")
    ),
    *(f"{TABLE}?format={each}" for each in ("json", "csv", "xlsx", "jsonstat")),
    *(f"{TABLE}?area=152500&sort=-value", f"{TABLE}?limit=2", f"{TABLE}?release=6"),
)
REFUSED = {
    "/statistics/?release=8": 410,
    "/statistics/areas/150300/": 404,
    "/statistics/series.csv?area=150300": 404,
    "/print/statistics/league_category/?release=8": 410,
    "/open/v1/releases/8/": 410,
    f"{TABLE}?release=9": 404,
    f"{TABLE}?area=150300": 404,
    f"{TABLE}?x=1": 400,
}
#: Differs with every answer, and is made of nothing but chance.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
#: Differs from release to release whatever is in it, as they are numbered and dated.
DATED = re.compile(
    rb"\d{4}-\d\d-\d\dT[\d:.+]+|release=\d|release\":\d|release \d|,[12],(?=20\d\d-)|cursor=\w+|"
    + "第 \\d".encode()
)


def body(answer):
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return TOKEN.sub(b"", whole)


def seen(client, addresses):
    """All that a visitor could compare: status, what headers tell of the answer, every byte."""
    answers = {address: client.get(address) for address in addresses}
    headers = ("ETag", "Last-Modified", "Content-Length", "Link", "Content-Type")
    return {
        address: (answer.status_code, *(answer.get(name) for name in headers), body(answer))
        for address, answer in answers.items()
    }


def test_people_who_come_and_a_draft_change_nothing_public(client):
    register = Register()
    ensure_pages()
    publish_some()
    every = (*PAGES, *ANSWERS, *REFUSED)
    before = seen(client, every)
    assert {address: each[0] for address, each in before.items() if each[0] != 200} == REFUSED
    approve(register, range(100, 130))
    draft(by=None)
    assert Release.objects.filter(state="drawing").exists()
    assert [address for address, each in seen(client, every).items() if each != before[address]] == []


def test_a_release_in_which_a_few_have_come_shows_the_figures_of_the_one_before(client):
    """Below the gate no figure moves, and neither does anything that is made of figures."""
    register = Register()
    ensure_pages()
    addresses = [
        f"{TABLE}?{each}" for each in ("format=json", "format=csv", "format=jsonstat", "sort=-value")
    ]
    addresses += [f"{TABLE}?area=152500&category=skilled", f"{TABLE}?area=110000", "/open/v1/dimensions/"]
    approve(register, range(100, 160))
    release(by=register.boss)
    first, counted = seen(client, addresses), Fact.objects.count()
    approve(register, range(160, 163))
    assert Fact.objects.count() == counted + 3
    assert seen(client, addresses) == first
    release(by=register.boss)
    second = seen(client, addresses)
    assert [each[0] for each in second.values()] == [200] * 5 + [404, 200]
    told = {
        address: ([DATED.sub(b"", each[-1]) for each in (first[address], second[address])])
        for address in addresses
    }
    assert [address for address, (old, new) in told.items() if old != new] == []
    lengths = [(first[each][3], second[each][3]) for each in addresses]
    assert all(old == new for old, new in lengths), lengths
