"""What a new definition must not do to the versions before it."""

import pytest

from talent.categories.moves.continuity import Following, complaints, retirements
from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import TABLES, definition
from tests.talent.categories.moves.test_moving import DAY, KINDS, MANY, SKILL, TEXT, convert, rename, single

SEX = {"key": "sex", "type": "choice", "code_list": "sex"}
OLD = definition(("g", False, [TEXT, SKILL, KINDS, DAY]), ("r", True, [TEXT, SEX]), ("h", False, [TEXT]))
#: The same without one of its parts, by what is left out.
FIELDS: dict[str, list] = {"g": [TEXT, SKILL, KINDS, DAY], "r": [TEXT, SEX], "h": [TEXT]}


def changed(**groups):
    """OLD with other fields in these groups; None leaves a group out."""
    found = {**FIELDS, **groups}
    kept = [(key, key == "r", fields) for key, fields in found.items() if fields is not None]
    return definition(*kept)


def places(new, *moves, old=OLD, earlier=None):
    following = Following(new, old, moves, earlier if earlier is not None else [old], TABLES)
    return [place for place, _sentence in complaints(following)]


def without(key, *more):
    return [each for each in FIELDS["g"] if each["key"] != key] + list(more)


def retire(path):
    return Move("retire", path=path)


def merge(path, into, *codes):
    return Move("merge_codes", path=path, codes=codes, into=into)


def split(source, *to, **given):
    return Move("split", source=source, to=to, **given)


def test_the_first_version_follows_nothing_and_takes_no_moves():
    assert places(OLD, old=None) == []
    assert places(OLD, retire("g.a"), merge("g.kind", "1", "2"), old=None) == ["g.a", "g.kind"]


@pytest.mark.parametrize(
    ("new", "moves"),
    [
        (OLD, []),
        (changed(g=[*FIELDS["g"], {**TEXT, "key": "new", "required": "submit"}]), []),
        (changed(g=without("a")), [retire("g.a")]),
        (changed(h=None), [retire("h")]),
        (
            changed(r=None, h=None, g=[*FIELDS["g"], {**TEXT, "key": "b"}]),
            [retire("r"), rename("h.a", "g.b")],
        ),
        (changed(g=without("a", {**TEXT, "key": "b"})), [rename("g.a", "g.b")]),
        (changed(h=None, k=[TEXT]), [rename("h", "k")]),
        (
            changed(g=without("a", {**DAY, "key": "b"})),
            [rename("g.a", "g.b"), convert("g.b", "as_written")],
        ),
        (changed(g=without("level", {**SKILL, "type": "text"})), [convert("g.level", "as_written")]),
        (changed(g=without("day", {**DAY, "type": "year"})), [convert("g.day", "part", part="year")]),
        (
            changed(g=without("level", {**SKILL, "code_list": "sex"})),
            [convert("g.level", "codes", table={"4": "1", "1": "2"})],
        ),
        (OLD, [merge("g.level", "4", "3", "1")]),
        (
            changed(g=without("kind", {**KINDS, "options": KINDS["options"][:2]})),
            [merge("g.kind", "1", "3")],
        ),
        (
            changed(g=without("a", {**TEXT, "key": "b"}, {**TEXT, "key": "c"})),
            [split("g.a", "g.b", "g.c", separator="、")],
        ),
        (
            changed(g=without("kind", {"key": "y", "type": "bool"}, {**KINDS, "key": "z"})),
            [split("g.kind", "g.y", "g.z", by={"1": "g.y", "2": "g.z", "3": "g.z"})],
        ),
    ],
)
def test_what_is_stated_can_follow(new, moves):
    assert places(new, *moves) == []


@pytest.mark.parametrize(
    ("new", "moves", "refused"),
    [
        # gone without a word
        (changed(g=without("a")), [], ["g.a"]),
        (changed(h=None), [], ["h.a"]),
        (changed(g=without("a", {**TEXT, "key": "b"})), [], ["g.a"]),
        # another type, another list
        (changed(g=without("a", {**DAY, "key": "a"})), [], ["g.a"]),
        (changed(g=without("a", {**DAY, "key": "b"})), [rename("g.a", "g.b")], ["g.b"]),
        (changed(g=without("level", {**SKILL, "code_list": "sex"})), [], ["g.level"]),
        (changed(g=without("kind", {**KINDS, "options": KINDS["options"][:2]})), [], ["g.kind"]),
        (changed(g=without("kind", {**KINDS, "options": [], "code_list": "sex"})), [], ["g.kind"]),
        # paths that are not there
        (OLD, [retire("g.x")], ["g.x"]),
        (OLD, [rename("g.x", "g.a")], ["g.x"]),
        (changed(g=without("a")), [rename("g.a", "g.x")], ["g.x"]),
        (OLD, [merge("g.x", "1", "2")], ["g.x"]),
        (OLD, [convert("x", "as_written")], ["x"]),
        (OLD, [retire("g.a")], ["g.a"]),
        (OLD, [retire("h")], ["h"]),
        # fields to fields, rows to rows
        (changed(h=None, k=[TEXT]), [rename("h", "k.a")], ["h", "h.a"]),
        (changed(h=None, r=[TEXT, SEX, {**TEXT, "key": "b"}]), [rename("h.a", "r.b")], ["r.b"]),
        (changed(r=[SEX], g=[*FIELDS["g"], {**TEXT, "key": "b"}]), [rename("r.a", "g.b")], ["g.b"]),
        # two for one
        (
            changed(g=without("a", {**TEXT, "key": "b"})),
            [rename("g.a", "g.b"), retire("g.a")],
            ["g.a"],
        ),
        (changed(g=without("a"), h=[TEXT]), [rename("g.a", "h.a")], ["h.a"]),
        (changed(h=None), [rename("h", "g")], ["g.a", "g"]),
        (
            OLD,
            [convert("g.level", "as_written"), convert("g.level", "as_written")],
            ["g.level"],
        ),
        (OLD, [merge("g.level", "4", "3"), convert("g.level", "as_written")], ["g.level"]),
        (OLD, [merge("g.kind", "1", "3"), merge("g.kind", "2", "3")], ["g.kind"]),
        # codes
        (OLD, [merge("g.level", "9", "3")], ["g.level"]),
        (OLD, [merge("g.level", "1", "3")], ["g.level"]),
        (OLD, [merge("g.level", "4", "7")], ["g.level"]),
        (OLD, [merge("g.level", "4")], ["g.level"]),
        (OLD, [merge("g.level", "4", "4")], ["g.level"]),
        (OLD, [merge("g.a", "4", "3")], ["g.a"]),
        (OLD, [convert("g.level", "codes")], ["g.level"]),
        (OLD, [convert("g.level", "codes", table={"4": "x"})], ["g.level"]),
        (OLD, [convert("g.a", "codes", table={"4": "3"})], ["g.a"]),
        (OLD, [convert("g.a", "part", part="year")], ["g.a"]),
        (changed(g=without("day", {**DAY, "type": "year"})), [convert("g.day", "part")], ["g.day"]),
        # splits
        (changed(g=without("a")), [split("g.a", separator="、")], ["g.a", "g.a"]),
        (
            changed(g=without("a", {**DAY, "key": "b"})),
            [split("g.a", "g.b", separator="、")],
            ["g.b"],
        ),
        (
            changed(g=without("kind", {"key": "y", "type": "bool"})),
            [split("g.kind", "g.y", by={"1": "g.y", "9": "g.y"})],
            ["g.kind"],
        ),
        (
            changed(g=without("kind", {**TEXT, "key": "y"})),
            [split("g.kind", "g.y", by={"1": "g.y"})],
            ["g.y"],
        ),
    ],
)
def test_what_is_not_stated_or_cannot_be_is_refused_with_its_place(new, moves, refused):
    assert list(dict.fromkeys(places(new, *moves))) == list(dict.fromkeys(refused))


def test_a_group_does_not_change_between_single_and_repeating():
    old, new = definition(("g", False, [TEXT])), definition(("g", True, [TEXT]))
    assert (places(new, old=old), places(old, old=new)) == (["g"], ["g"])
    renamed = definition(("q", True, [TEXT]))
    assert places(renamed, rename("g", "q"), old=old) == ["q"]


@pytest.mark.parametrize(
    ("comes_back", "refused"),
    [
        ({**SEX, "key": "b"}, []),
        ({**SKILL, "key": "b"}, ["g.b"]),
        ({**TEXT, "key": "b"}, ["g.b"]),
        ({**MANY, "key": "b"}, ["g.b"]),
    ],
)
def test_a_key_that_was_given_up_comes_back_as_what_it_was_or_not_at_all(comes_back, refused):
    first, second = single(TEXT, {**SEX, "key": "b"}), single(TEXT)
    assert places(single(TEXT, comes_back), old=second, earlier=[first, second]) == refused


def test_a_key_of_the_version_in_force_is_not_given_to_another_field_at_once():
    new = single({**DAY, "key": "a"}, {**TEXT, "key": "b"})
    assert places(new, rename("g.a", "g.b"), old=single(TEXT)) == ["g.a"]


def test_switching_a_published_field_off_is_its_retirement_unless_a_move_says_otherwise():
    off = ["g.a", "g.level", "r.a", "g.unknown"]
    stated = [rename("g.level", "g.b"), retire("r")]
    assert list(retirements(OLD, off, stated)) == [retire("g.a")]


FILES = {"key": "files", "type": "file", "accepts": "images", "most": 2}


@pytest.mark.parametrize(
    ("later", "fit"),
    [
        ({}, True),
        ({"accepts": "documents", "most": 5}, True),
        ({"accepts": "portrait"}, False),
        ({"most": 1}, False),
    ],
)
def test_a_field_for_files_may_take_more_than_before_and_never_less(later, fit):
    old, new = definition(("g", False, [FILES])), definition(("g", False, [{**FILES, **later}]))
    assert places(new, old=old) == ([] if fit else ["g.files"])


@pytest.mark.parametrize(("before", "after"), [(FILES, TEXT), (TEXT, FILES)])
def test_files_are_converted_into_nothing_else_and_nothing_into_files(before, after):
    old = definition(("g", False, [{**before, "key": "a"}]))
    new = definition(("g", False, [{**after, "key": "a"}]))
    assert places(new, convert("g.a", "as_written"), old=old) == ["g.a"]


@pytest.mark.parametrize(
    "moves",
    [
        [merge("g.kind", "2", "1"), merge("g.kind", "1", "2")],
        [merge("g.kind", "2", "1"), merge("g.kind", "3", "2")],
    ],
)
def test_a_code_into_which_others_go_does_not_itself_go_into_another(moves):
    assert set(places(OLD, *moves)) == {"g.kind"}
    said = [sentence for _place, sentence in complaints(Following(OLD, OLD, moves, [OLD], TABLES))]
    assert "代码“2”又并入别的代码，又有别的代码并入它：请直接并到最后留下的代码。" in said
