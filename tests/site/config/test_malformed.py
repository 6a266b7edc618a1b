"""What no page of ours could have sent is answered as such, and an error of ours is not hidden."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from config.malformed import MalformedForms
from portal.models import HomePage
from talent.categories.models import Category
from tests.contracts.world import REGION, member, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    office = organisation("自治区人社厅", "hr_department", REGION)
    client.force_login(member("bianji", office, "category_admin"))
    return client


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"groups-count": "abc"},
        {"groups-count": "9999999"},
        {"groups-count": "1", "groups-0-order": "abc"},
    ],
)
def test_a_definition_form_without_its_fields_is_refused(editor, sent):
    category = Category.objects.get(key="social")
    address = reverse("wagtailsnippets_categories_category:edit", args=[category.pk])
    assert editor.post(address, sent).status_code == 400


@pytest.mark.parametrize("intro", ["x", "[]", '{"blocks":1,"entityMap":{}}', "[" * 50_000])
def test_rich_text_that_the_editor_did_not_write_is_refused(editor, intro):
    address = reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk])
    assert editor.post(address, {"title": "x", "slug": "x", "intro": intro}).status_code == 400


def test_the_character_nul_reaches_no_page_of_the_staff(editor):
    root = reverse("wagtailadmin_pages:edit", args=[Page.get_first_root_node().pk])
    assert editor.get("/back/tag-autocomplete/", {"term": "\0"}).status_code == 400
    assert editor.post(root, {"a\0": "x"}).status_code == 400


def test_an_error_of_ours_stays_one(rf):
    middleware = MalformedForms(lambda _: None)
    assert middleware.process_exception(rf.post("/back/review/"), ValueError("ours")) is None
