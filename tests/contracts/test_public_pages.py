"""Public pages are made of releases alone: what happens in the register changes no byte of them."""

import re

import pytest

from portal.service import ensure_pages
from reports.stats.models import Release
from reports.stats.releasing import draft
from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for the test here
from tests.reports.stats.population import approve
from tests.site.portal.explorer.published import publish_some
from tests.talent.records.register import Register

PAGES = (
    *("/", "/sitemap.xml", "/sitemap/", "/search/?q=锡林郭勒", "/open/", "/statistics/method/"),
    *("/statistics/", "/statistics/?table=banner_category_age&area=152500&rows=age&sort=-total"),
    *("/statistics/compare/", "/statistics/areas/152502/", "/statistics/categories/skilled/"),
    *(
        "/statistics/releases/",
        "/statistics/?release=8",
        "/statistics/areas/150300/",
        "/statistics/?category=x",
    ),
)
#: Differs with every answer, and is made of nothing but chance.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_people_who_come_and_a_draft_change_no_public_page(client):
    register = Register()
    ensure_pages()
    publish_some()

    def seen():
        answers = {page: client.get(page) for page in PAGES}
        return {
            page: (
                answer.status_code,
                answer.get("ETag"),
                answer.get("Last-Modified"),
                TOKEN.sub(b"", answer.content),
            )
            for page, answer in answers.items()
        }

    before = seen()
    refused = {page: answer[0] for page, answer in before.items() if answer[0] != 200}
    assert refused == {"/statistics/?release=8": 410, "/statistics/areas/150300/": 404}
    approve(register, range(100, 130))
    draft(by=None)
    assert Release.objects.filter(state="drawing").exists()
    assert seen() == before
