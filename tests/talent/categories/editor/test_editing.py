"""Two who edit one definition at once: the second is told, sees both, and loses nothing."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.users.models import UserProfile

from talent.categories.models import Category, CodeList
from talent.orgs.models import Organisation
from tests.contracts.world import member
from tests.talent.categories.editor.screen import Moderation, said, social, typed, url

pytestmark = pytest.mark.django_db


def post(client, sent):
    return client.post(url("edit", social().pk), sent)


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def sides(answer):
    """What each of the two changed, as the page shows it."""
    return [
        [each.get_text(" ", strip=True) for each in side.select(".change-detail")]
        for side in page_of(answer).select(".clash-sides > div")
    ]


def clash(client):
    """The answer to the second of two who saved."""
    mine = typed(client) | {"label_en": "Mine"}
    post(client, typed(client) | {"label": "他们的名称"})
    return mine, post(client, mine)


def test_the_second_sees_what_each_of_both_changed_and_the_own_words_in_the_form(client, admin):
    _, answer = clash(client)
    assert sides(answer) == [["名称：社会工作人才 → 他们的名称"], ["英文名称：Social work talent → Mine"]]
    assert page_of(answer).select_one("[name=label_en]")["value"] == "Mine"
    assert "他人已保存了新的修改" in said(answer)
    assert social().get_latest_revision_as_object().label == "他们的名称"


def again(mine, answer):
    """What the shown page sends when its form is sent again."""
    fields = page_of(answer).select(
        "#w-editor-form input[name^=loaded_revision], input[name=opened_revision]"
    )
    return mine | {field["name"]: field["value"] for field in fields}


def test_both_are_still_shown_when_it_is_pressed_again(client, admin):
    mine, answer = clash(client)
    assert sides(post(client, again(mine, answer))) == sides(answer)


def test_whoever_has_seen_them_saves_and_the_other_stays_in_the_history(client, admin):
    mine, answer = clash(client)
    seen = page_of(answer).select_one("[name=seen_revision]")["value"]
    assert post(client, again(mine, answer) | {"seen_revision": seen}).status_code == 302
    revisions = social().revisions.order_by("-pk")
    assert [each.as_object().label_en for each in revisions[:2]] == ["Mine", "Social work talent"]
    assert [each.as_object().label for each in revisions[:2]] == ["社会工作人才", "他们的名称"]


def test_what_was_saved_after_that_is_told_anew(client, admin):
    mine, answer = clash(client)
    seen = page_of(answer).select_one("[name=seen_revision]")["value"]
    post(client, typed(client) | {"label": "第三个名称"})
    third = post(client, again(mine, answer) | {"seen_revision": seen})
    assert (third.status_code, sides(third)[0]) == (200, ["名称：社会工作人才 → 第三个名称"])


@pytest.mark.parametrize(
    "opened", ["x", *(pytest.param(each, marks=pytest.mark.slow) for each in ("0", "9" * 30, "9" * 5000))]
)
def test_without_the_page_that_was_opened_both_are_compared_with_each_other(client, admin, opened):
    mine, _ = clash(client)
    answer = post(client, mine | {"loaded_revision_id": opened, "opened_revision": opened})
    assert sides(answer) == [
        [],
        ["名称：他们的名称 → 社会工作人才", "英文名称：Social work talent → Mine"],
    ]


def test_a_draft_that_differs_shows_its_changes_above_the_form(client, admin):
    assert page_of(client.get(url("edit", social().pk))).select("#panel-changes-section") == []
    post(client, typed(client) | {"label_en": "Draft"})
    panel = page_of(client.get(url("edit", social().pk))).select_one("#panel-changes-section")
    assert [each.get_text() for each in panel.select(".change-detail")] == [
        "英文名称：Social work talent → Draft"
    ]
    assert "collapsed" in panel["class"]


def test_who_has_to_decide_sees_the_changes_at_once_and_beside_the_decision(client, admin):
    state = Moderation(admin).states["social"]
    panel = page_of(client.get(url("edit", social().pk))).select_one("#panel-changes-section")
    assert "collapsed" not in panel["class"]
    address = url("workflow_action", social().pk, "reject", state.pk)
    modal = client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    assert "英文名称：Social work talent → social submitted" in client.get(address).content.decode()
    assert "英文名称：Social work talent → social submitted" in modal


def test_the_page_draws_no_field_and_stays_light(client, admin):
    """Five megabytes were drawn by the browser; what the server sends is the state alone."""
    answer = client.get(url("edit", Category.objects.get(key="professional").pk))
    assert len(answer.content) < 500_000
    assert "categories/folding.js" in answer.content.decode()


def test_the_pages_about_a_category_are_offered(client, admin):
    page = page_of(client.get(url("edit", social().pk)))
    hrefs = {each["href"] for each in page.select("a[href]")}
    assert {url(name, social().pk) for name in ("changes", "versions", "copy", "retire")} <= hrefs
    Category.objects.filter(key="social").update(is_retired=True)
    hrefs = {each["href"] for each in page_of(client.get(url("edit", social().pk))).select("a[href]")}
    assert (url("restore", social().pk) in hrefs, url("retire", social().pk) in hrefs) == (True, False)


@pytest.mark.parametrize(("state", "most"), [("published", 20), ("draft", 24), ("waiting", 33)])
def test_the_page_asks_few_statements_whatever_waits(client, admin, state, most):
    """Of a draft it compares with the version in force; Wagtail asks a task six times how far it is."""
    if state == "draft":
        post(client, typed(client) | {"label_en": "Draft"})
    if state == "waiting":
        Moderation(admin)
    address = url("edit", social().pk)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most


def test_the_actions_of_a_draft_stand_beside_saving_and_the_rarer_ones_behind_the_arrow(client, admin):
    member("second", Organisation.objects.get(name="人社厅"), "category_admin")
    page = page_of(client.get(url("edit", social().pk)))
    foot = page.select_one("footer .definition-actions")
    plain = [each.get_text(strip=True) for each in foot.find_all(["a", "button"], recursive=False)]
    assert plain[-2:] == ["衔接试算(已存的草稿)", "提交审核"]
    assert foot.select_one("button[type=submit].action-save") is not None


def test_who_has_to_decide_finds_the_decision_beside_saving(client, admin):
    Moderation(admin)
    foot = page_of(client.get(url("edit", social().pk))).select_one("footer .definition-actions")
    plain = [each.get("data-workflow-action-name") for each in foot.find_all("button", recursive=False)]
    assert {"approve", "reject"} <= set(plain)


def test_a_sensitive_group_without_purpose_is_not_handed_in_and_leads_to_its_purpose(client, admin):
    member("second", Organisation.objects.get(name="人社厅"), "category_admin")
    emptied = {"groups-0-value-purpose": "", "action-submit": "1"}
    told = page_of(client.post(url("edit", social().pk), typed(client) | emptied)).select_one(".messages")
    assert "没有提交审核" in told.get_text()
    assert [each["href"] for each in told.select("[data-refusal]")] == ["#groups-0-value-purpose"]


def test_lists_are_offered_once_with_names_and_drafts_are_marked(client, admin):
    CodeList.objects.create(key="half_written", name="半份")
    page = page_of(client.get(url("edit", social().pk)))
    (template,) = page.select("template[data-code-lists]")
    offered = {each["value"]: each.string for each in template.select("option")}
    assert (offered["sex"], offered["half_written"]) == ("性别 sex", "半份 half_written(草稿)")
    assert len(offered) == CodeList.objects.count() + 1


def test_the_english_page_names_workflow_and_category_in_english(client, admin):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    Moderation(admin)
    page = client.get(url("edit", social().pk)).content.decode()
    assert "定义审核" not in page
    assert page_of(client.get(url("edit", social().pk))).select_one("#header-title").get_text(strip=True) == (
        "social submitted"
    )


@pytest.mark.parametrize("who", ["the changes made by %(user_name)s", "the changes you made in that window"])
def test_nobody_is_told_early_in_english_that_saving_overwrites(who):
    with translation.override("en"):
        said_early = translation.gettext(f"Proceeding will overwrite {who}.")
    assert "overwrite" not in said_early
    assert "side by side" in said_early
