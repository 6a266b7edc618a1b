"""The same field under whatever path it had."""

import pytest

from talent.categories.models import Category
from talent.categories.moves.lineages import Published, union_of
from talent.categories.moves.movers import origins_of
from talent.categories.moves.stated import Move
from talent.categories.service import union_of_versions
from tests.talent.categories.definitions import definition
from tests.talent.categories.following import MERGE, RENAME, follow, renamed_and_merged
from tests.talent.categories.moves.test_moving import DAY, KINDS, SKILL, TEXT, convert, rename


def single(*fields, key="g"):
    return definition((key, False, list(fields)))


def union(*versions):
    """(current path, paths by version, origins by version, in force) of each field."""
    published = [Published(number, found, tuple(moves)) for number, (found, *moves) in enumerate(versions, 1)]
    return [(each.path, each.paths, each.origins, each.in_force) for each in union_of(published)]


def test_no_version_has_no_field():
    assert union() == []


def test_a_renamed_field_is_one_field_and_keeps_its_origin():
    found = union(
        (single(TEXT, DAY),),
        (single({**TEXT, "key": "b"}, DAY), rename("g.a", "g.b")),
        (single(DAY, {**TEXT, "key": "b"}, key="h"), rename("g", "h")),
    )
    assert found == [
        ("h.day", {1: "g.day", 2: "g.day", 3: "h.day"}, dict.fromkeys((1, 2, 3), "g.day"), True),
        ("h.b", {1: "g.a", 2: "g.b", 3: "h.b"}, dict.fromkeys((1, 2, 3), "g.a"), True),
    ]


def test_a_retired_field_stays_in_the_union_and_goes_on_when_it_comes_back():
    gone = union((single(TEXT, DAY),), (single(DAY), Move("retire", path="g.a")))
    assert gone[1] == ("g.a", {1: "g.a"}, {1: "g.a"}, False)
    back = union((single(TEXT, DAY),), (single(DAY), Move("retire", path="g.a")), (single(TEXT, DAY),))
    assert back[0] == ("g.a", {1: "g.a", 3: "g.a"}, {1: "g.a", 3: "g.a"}, True)


def test_another_field_at_a_path_that_was_given_up_has_an_origin_of_its_own():
    found = union((single(TEXT),), (single(TEXT, {**TEXT, "key": "b"}), rename("g.a", "g.b")))
    assert found == [
        ("g.a", {2: "g.a"}, {2: "g.a@test.2"}, True),
        ("g.b", {1: "g.a", 2: "g.b"}, {1: "g.a", 2: "g.a"}, True),
    ]


def test_another_list_of_codes_begins_another_origin_of_the_same_field():
    found = union(
        (single({**KINDS, "key": "level"}),),
        (single(SKILL), convert("g.level", "codes", table={"1": "4"})),
        (single(SKILL),),
    )
    assert found == [
        (
            "g.level",
            dict.fromkeys((1, 2, 3), "g.level"),
            {1: "g.level", 2: "g.level@test.2", 3: "g.level@test.2"},
            True,
        )
    ]


def test_what_a_field_is_split_into_are_new_fields():
    found = union(
        (single(TEXT),),
        (
            single({**TEXT, "key": "b"}, {**TEXT, "key": "c"}),
            Move("split", source="g.a", separator="、", to=("g.b", "g.c")),
        ),
    )
    assert [(path, in_force) for path, _paths, _origins, in_force in found] == [
        ("g.b", True),
        ("g.c", True),
        ("g.a", False),
    ]


@pytest.mark.django_db
def test_the_union_of_a_category_names_each_field_once_with_its_current_label():
    renamed_and_merged()
    follow("skilled", off=["skill.studio"], renamed={}, added=[("skill", "text", {"key": "extra"})])
    found = {each.path: each for each in union_of_versions(Category.objects.get(key="skilled"))}
    trade = found["skill.trade_now"]
    assert (trade.label, trade.paths) == (
        "现从事工种",
        {1: "skill.current_trade", 2: "skill.trade_now", 3: "skill.trade_now"},
    )
    assert (found["skill.studio"].in_force, found["skill.extra"].paths) == (False, {3: "skill.extra"})
    assert "skill.current_trade" not in found


@pytest.mark.django_db
def test_origins_of_a_version_do_not_change_with_later_ones():
    first = Category.objects.get(key="skilled").current
    before = dict(origins_of(first))
    second = follow("skilled", RENAME, MERGE, renamed={"skill.current_trade": "trade_now"})
    assert (origins_of(first), before["skill.current_trade"]) == (before, "skill.current_trade")
    assert origins_of(second)["skill.trade_now"] == "skill.current_trade"
