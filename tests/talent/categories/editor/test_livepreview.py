"""The preview panel: every mode of whatever is typed, in the language of the admin."""

import json
import time

import pytest
from bs4 import BeautifulSoup
from wagtail.users.models import UserProfile

from talent.categories.editor import previewing
from talent.categories.models import Category
from talent.categories.service import (
    UnitFacts,
    clean,
    columns_for,
    definition_of,
    live_version,
    publish_version,
)
from tests.talent.categories.editor.screen import social, typed, url
from tests.talent.categories.following import edited

pytestmark = pytest.mark.django_db


def preview(client, mode, sent=None):
    """The page that the panel shows in a mode after a form was typed."""
    address = url("preview_on_edit", social().pk)
    if sent is not None:
        assert client.post(address, sent).json() == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"mode": mode, "in_preview_panel": "true"})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def named(sent, part, value):
    """The name of the first posted part with this value."""
    return next(name for name, given in sent.items() if name.endswith(f"-{part}") and given == value)


def test_the_form_is_that_of_the_units_with_every_field(client, admin):
    page = preview(client, "form")
    definition = definition_of(live_version("social"))
    assert {each["id"].removeprefix("group-") for each in page.select("section.group")} == set(
        definition.by_key
    )
    inputs = {each["name"] for each in page.select("form.generated [name]")}
    assert "identity.id_number" in inputs
    assert page.select_one("form.generated")["method"] == "dialog"
    assert page.select("[name=csrfmiddlewaretoken]") == []


def test_paper_has_every_field_once(client, admin):
    page = preview(client, "printed")
    labels = [each.get_text() for each in page.select(".paper dt, .paper th")]
    assert labels == [each.label for each in definition_of(live_version("social")).all_fields()]


def test_columns_are_those_of_the_import(client, admin):
    page = preview(client, "columns")
    assert [each.get_text() for each in page.select("tbody th")] == [
        each.heading for each in columns_for(live_version("social"))
    ]


def test_above_the_columns_it_is_said_of_which_groups_they_are_one_row_and_how_more_are_headed(client, admin):
    (told,) = [each.get_text() for each in preview(client, "columns").select("p.soft")]
    repeated = {each.label for each in definition_of(live_version("social")).groups if each.repeat}
    named = told.removeprefix("可填多行的分组：").partition("。")[0]
    assert (set(named.split("、")), "组名2-字段名" in told) == (repeated, True)


def test_what_is_typed_is_shown_and_not_saved(client, admin):
    sent = typed(client)
    sent[named(sent, "label", "姓名")] = "姓和名"
    assert "姓和名" in preview(client, "form", sent).select_one("#group-identity").get_text()
    changes = [each.get_text() for each in preview(client, "changes").select(".change-detail")]
    assert changes == ["名称：姓名 → 姓和名"]
    assert (social().has_unpublished_changes, social().current.number) == (False, 1)


def test_what_is_wrong_stands_above_all_that_can_be_shown(client, admin):
    sent = typed(client)
    sent[named(sent, "key", "full_name")] = "姓名"
    sent[named(sent, "label", "曾用名")] = ""
    for mode in ("form", "printed", "columns", "changes"):
        page = preview(client, mode, sent)
        places = [each.strong.get_text() for each in page.select(".notice-error li, .change-notice li")]
        assert {"身份信息 › 姓名 › 代号 (identity.姓名)", "身份信息 (identity)"} <= set(places), mode
        assert any("个字段" in place for place in places), mode
    assert "identity.姓名" in {each["name"] for each in preview(client, "form").select("form [name]")}


def test_what_would_stop_publication_is_said_above_and_on_its_card(client, admin):
    sent = typed(client)
    sent[named(sent, "key", "served_last_year")] = "served_now"
    page = preview(client, "changes", sent)
    told = {each.strong.get_text(): each.get_text() for each in page.select(".notice-error li")}
    assert list(told) == ["社会工作信息 › 服务对象人数(上年) (social.served_last_year)"]
    (stop,) = page.select(".change-card .change-stop")
    assert stop.get_text().startswith("阻止发布：“")
    (whole,) = told.values()
    assert whole.partition("：")[2] == stop.get_text().partition("：")[2]
    assert "(social.served_last_year)" in stop.parent.p.get_text()


def test_a_move_that_is_typed_lets_it_go_on(client, admin):
    sent = typed(client)
    sent[named(sent, "key", "served_last_year")] = "served_now"
    move = {"source": "social.served_last_year", "to": "social.served_now", "note": ""}
    at = "moves-0"
    sent |= {
        "moves-count": "1",
        f"{at}-deleted": "",
        f"{at}-order": "0",
        f"{at}-type": "rename",
        f"{at}-id": "",
    }
    sent |= {f"{at}-value-{name}": value for name, value in move.items()}
    page = preview(client, "changes", sent)
    assert (page.select(".notice-error"), page.select(".change-stop")) == ([], [])


def test_an_empty_definition_previews_in_every_mode(client, admin):
    address = url("preview_on_add")
    empty = {"groups-count": "0", "rules-count": "0"}
    assert client.post(address, empty).json() == {"is_valid": True, "is_available": True}
    for mode in ("form", "printed", "columns", "changes", "", "unknown"):
        assert client.get(address, {"mode": mode}).status_code == 200


def test_a_folded_field_is_previewed_as_one_that_was_opened(client, admin):
    opened = typed(client)
    folded = opened_to_state(opened)
    assert len(folded) < len(opened)
    assert preview(client, "form", folded) == preview(client, "form", opened)


def opened_to_state(sent):
    """The same form as its untouched page sends it."""
    kept = {
        name: value
        for name, value in sent.items()
        if "-fields-" not in name or "-value-" not in name.split("-fields-")[1]
    }
    for place, group in enumerate(social().groups):
        for number, field in enumerate(group.value["fields"]):
            state = field.block.get_form_state(field.value)
            kept[f"groups-{place}-value-fields-{number}-value-json"] = json.dumps(state)
    return kept


@pytest.mark.parametrize("kept", [{"groups-count": "1"}, {"groups-count": "x", "rules-count": "0"}])
def test_a_form_kept_by_an_earlier_release_is_followed_by_what_is_saved(client, admin, kept):
    assert preview(client, "form", kept).h1.get_text() == "社会工作人才"


def test_it_speaks_the_language_of_its_reader(client, admin):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    page = preview(client, "form")
    assert (page.html["lang"], page.h1.get_text()) == ("en", Category.objects.get(key="social").label_en)


def test_it_may_be_framed_by_the_own_pages_only(client, admin):
    answer = client.get(url("preview_on_edit", social().pk))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_whoever_reads_english_has_english_names_beside_the_chinese_headings(client, admin):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    row = next(each for each in preview(client, "columns").select("tbody tr") if "姓名" in each.th.get_text())
    assert [" ".join(each.get_text(" ").split()) for each in (row.td, row.th)] == [
        "身份信息 Identity",
        "姓名 Full name",
    ]


CHAIN = 600


@pytest.fixture
def chain():
    """社会工作人才 with a number from which 599 others follow, each from the one before."""
    links = [("social", "integer", {"key": "link0", "label": "第 0 环"})]
    links += [
        ("social", "integer", {"key": f"link{n}", "label": f"第 {n} 环", "derive": f"social.link{n - 1} + 1"})
        for n in range(1, CHAIN)
    ]
    category = edited("social", added=links[::-1])
    category.save()
    return category


@pytest.mark.parametrize("mode", ["form", "printed", "columns"])
def test_a_chain_of_600_fields_is_previewed_within_ten_seconds(chain, mode):
    begun = time.monotonic()
    page = previewing.preview(chain, mode)
    assert (time.monotonic() - begun < 10, "第 599 环" in page) == (True, True)


def test_a_chain_of_600_fields_is_published_and_checked_in_form_and_import_within_ten_seconds(chain):
    version = publish_version(category=chain, by=None)
    begun = time.monotonic()
    for raw in ({"link0": "1"}, {"link0": 1}):  # as a form sends it, and as a cell of a list holds it
        found = clean(version, {"social": raw}, unit=UnitFacts())
        assert found.data["social"]["link599"] == CHAIN
    assert columns_for(version)
    assert time.monotonic() - begun < 10
