"""A code that a move merged is offered by no later version."""

import pytest

from talent.categories.compiling import NotCompiled
from talent.categories.moves.merged import merged_codes, still_offered, with_merged
from talent.categories.moves.stated import Move
from talent.categories.service import definition_of
from tests.talent.categories.definitions import definition
from tests.talent.categories.following import MERGE, follow
from tests.talent.categories.moves.test_moving import KINDS, SKILL, TEXT, convert, rename, single

FEWER = {**KINDS, "options": KINDS["options"][:2]}


def merge(path, into, *codes):
    return Move("merge_codes", path=path, codes=codes, into=into)


def test_a_merged_code_is_followed_through_renames_and_further_merges():
    found = merged_codes(
        [
            (single(SKILL), []),
            (single(SKILL), [merge("g.level", "3", "4")]),
            (single({**SKILL, "key": "rank"}), [rename("g.level", "g.rank")]),
            (single({**SKILL, "key": "rank"}), [merge("g.rank", "1", "3")]),
        ]
    )
    assert found == {"g.level": {"4": "3"}, "g.rank": {"4": "3", "3": "1"}}


def test_a_field_that_was_given_up_comes_back_with_what_was_merged():
    merged = (single(SKILL), [merge("g.level", "3", "4")])
    retired = (single(TEXT), [Move("retire", path="g.level")])
    assert merged_codes([(single(SKILL), []), merged, retired, (single(SKILL, TEXT), [])]) == {
        "g.level": {"4": "3"}
    }


@pytest.mark.parametrize(
    ("moves", "new"),
    [
        (
            [convert("g.level", "codes", table={"4": "1", "1": "2"})],
            single({**SKILL, "code_list": "sex"}),
        ),
        (
            [Move("split", source="g.level", to=("g.kind",), by={"4": "g.kind"})],
            single(KINDS),
        ),
    ],
)
def test_a_field_that_chooses_from_another_list_begins_anew(moves, new):
    known = [(single(SKILL), []), (single(SKILL), [merge("g.level", "3", "4")])]
    found = merged_codes([*known, (new, moves)])
    assert {path: codes for path, codes in found.items() if path in new.by_path} == {}


def test_an_option_that_was_merged_must_leave_the_options_in_this_version_and_in_every_later_one():
    merged = {"g.kind": {"3": "1"}}
    assert [place for place, _said in still_offered(single(KINDS), merged)] == ["g.kind"]
    assert list(still_offered(single(FEWER), merged)) == []


def test_only_a_field_with_a_code_list_names_its_merged_codes():
    schema = {"groups": [{"key": "g", "fields": [SKILL, KINDS]}]}
    found = with_merged(schema, {"g.level": {"4": "3"}, "g.kind": {"3": "1"}})
    assert [each.get("merged") for each in found["groups"][0]["fields"]] == [{"4": "3"}, None]
    assert definition(("g", False, found["groups"][0]["fields"])).by_path["g.level"].merged == (("4", "3"),)


LEVELS = [{"code": code, "label": label} for code, label in (("4", "熟练"), ("5", "精通"))]


def mongolian(options):
    return ("choice", {"key": "mongolian", "options": options})


@pytest.mark.django_db
def test_a_publication_that_merges_an_option_and_keeps_it_is_refused_with_its_place_and_remedy():
    follow("skilled", added=[("skill", *mongolian(LEVELS))])
    merge_options = ("merge_codes", {"path": "skill.mongolian", "codes": ["5"], "into": "4"})
    with pytest.raises(NotCompiled) as refused:
        follow("skilled", merge_options)
    assert refused.value.complaints == [
        (
            "skill.mongolian",
            "选项“精通”(代码 5)已并入代码“4”，填报时不应再选：请从这个字段的选项里删去它。",
        )
    ]
    third = follow("skilled", merge_options, retyped={"skill.mongolian": mongolian(LEVELS[:1])})
    assert [each.code for each in definition_of(third).by_path["skill.mongolian"].options] == ["4"]
    with pytest.raises(NotCompiled) as back:
        follow("skilled", retyped={"skill.mongolian": mongolian(LEVELS)})
    assert [place for place, _said in back.value.complaints] == ["skill.mongolian"]


@pytest.mark.django_db
def test_a_merged_code_stays_closed_in_the_versions_that_follow_and_publishing_the_same_makes_none():
    follow("skilled", MERGE)
    third = follow("skilled", added=[("skill", "text", {"key": "extra"})])
    assert definition_of(third).by_path["skill.highest_level"].merged == (("5", "4"),)
    assert follow("skilled") == third
    with pytest.raises(NotCompiled) as refused:
        follow("skilled", ("merge_codes", {**MERGE[1], "codes": ["4"], "into": "5"}))
    assert [place for place, _said in refused.value.complaints] == ["skill.highest_level"]
