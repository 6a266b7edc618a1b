"""The inputs of moves offer the places of the version in force and of the draft, and the codes of a field."""

import pytest
from bs4 import BeautifulSoup
from wagtail.users.models import UserProfile

from talent.categories.models import Category
from tests.talent.categories.editor.screen import typed, url
from tests.talent.categories.following import edited

pytestmark = pytest.mark.django_db


def skilled():
    return Category.objects.get(key="skilled")


def offered(answer):
    """By the id of each list what it offers."""
    page = BeautifulSoup(answer.content, "html.parser")
    return {
        each["id"]: {option["value"]: option.get_text() for option in each.select("option")}
        for each in page.select("datalist[id]")
    }


def codes(client, path):
    answer = client.get(url("codes_at", skilled().pk), {"path": path})
    found = BeautifulSoup(answer.content, "html.parser").select("option")
    return {each["value"]: each.get_text() for each in found}


def test_places_of_the_version_in_force_and_of_the_draft_are_offered_with_their_names(client, admin):
    draft = edited("skilled", renamed={"skill.current_trade": "trade_now"}, off=["skill.studio"])
    draft.save_revision(clean=False)
    found = offered(client.get(url("edit", skilled().pk)))
    old, new = found["published-places"], found["draft-places"]
    assert (old["skill.current_trade"], old["skill"]) == ("技能信息 › 现从事工种", "技能信息")
    assert new["skill.trade_now"] == "技能信息 › 现从事工种"
    assert ("skill.current_trade" in new, "skill.studio" in new, "skill.studio" in old) == (
        False,
        False,
        True,
    )


def test_a_refused_form_offers_the_places_that_were_typed_and_english_names_to_readers_of_english(
    client, admin
):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    sent = typed(client, skilled())
    key = next(name for name, value in sent.items() if value == "current_trade")
    answer = client.post(url("edit", skilled().pk), sent | {key: "trade_now", "action-publish": "1"})
    found = offered(answer)["draft-places"]["skill.trade_now"]
    assert (answer.status_code, found.isascii() or "›" in found) == (200, True)
    assert "工种" not in found


def test_codes_of_a_field_are_those_of_its_list_and_of_its_options_before_and_after(client, admin):
    assert codes(client, "skill.highest_level")["5"].startswith("技师")
    assert codes(client, "skill.current_trade") == codes(client, "no.where") == codes(client, "") == {}
    given = {"key": "mark", "options": [{"code": "A", "label": "甲"}]}
    edited("skilled", added=[("skill", "choice", given)]).save_revision(clean=False)
    assert codes(client, "skill.mark") == {"A": "甲"}


def test_each_input_of_a_move_has_a_label_and_a_list_to_choose_from():
    stream = Category._meta.get_field("moves").stream_block
    merge, split = stream.child_blocks["merge_codes"], stream.child_blocks["split"]
    code, target = merge.child_blocks["codes"].child_block, split.child_blocks["to"].child_block
    assert (str(code.label), str(target.label)) == ("代码", "新字段")
    lists = {
        (kind, name): part.field.widget.attrs.get("list")
        for kind, block in stream.child_blocks.items()
        for name, part in block.child_blocks.items()
        if name in ("source", "to", "path", "into") and hasattr(part, "field")
    }
    assert lists == {
        ("rename", "source"): "published-places",
        ("rename", "to"): "draft-places",
        ("split", "source"): "published-places",
        ("merge_codes", "path"): "draft-places",
        ("merge_codes", "into"): "move-codes",
        ("retire", "path"): "published-places",
        ("convert", "path"): "draft-places",
    }
    assert (code.field.widget.attrs["list"], target.field.widget.attrs["list"]) == (
        "move-codes",
        "draft-places",
    )
