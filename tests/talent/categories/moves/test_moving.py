"""Documents on their way from one version to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.moves.moving import Moved, NotInvertible, inverse, move, move_through
from talent.categories.moves.routes import plan_of
from talent.categories.moves.stated import Move, read_move, written
from tests.talent.categories.definitions import TABLES, definition

TEXT = {"key": "a", "type": "text"}
SKILL = {"key": "level", "type": "choice", "code_list": "skill_level"}
KINDS = {
    "key": "kind",
    "type": "choice",
    "options": [{"code": code, "label": f"项{code}"} for code in ("1", "2", "3")],
}
MANY = {**KINDS, "key": "kinds", "type": "multichoice"}
DAY = {"key": "day", "type": "partial_date"}


def single(*fields, key="g"):
    return definition((key, False, list(fields)))


def rows(*fields, key="r"):
    return definition((key, True, list(fields)))


def moved(document, old, new, *moves):
    return move(document, moves, old, new, TABLES)


def failed(found):
    """(where it stood, value, where it is told, why) of each failure."""
    return [(each.path, each.text, each.problem.path, each.problem.key) for each in found.failures]


def rename(source, *to):
    return Move("rename", source=source, to=to)


def convert(path, rule, **given):
    return Move("convert", path=path, rule=rule, **given)


def test_what_no_move_speaks_of_stays_and_new_groups_are_empty():
    new = definition(("g", False, [TEXT, {**TEXT, "key": "b"}]), ("r", True, [TEXT]), ("s", False, [TEXT]))
    assert moved({"g": {"a": "甲"}}, single(TEXT), new) == Moved({"g": {"a": "甲"}, "r": [], "s": {}})


@pytest.mark.parametrize(
    ("old", "new", "moves", "before", "after"),
    [
        (
            single(TEXT),
            single({**TEXT, "key": "b"}),
            [rename("g.a", "g.b")],
            {"g": {"a": "甲"}},
            {"g": {"b": "甲"}},
        ),
        (single(TEXT), single(TEXT, key="h"), [rename("g", "h")], {"g": {"a": "甲"}}, {"h": {"a": "甲"}}),
        (
            rows(TEXT, SKILL),
            rows({**TEXT, "key": "b"}, SKILL, key="q"),
            [rename("r", "q"), rename("r.a", "q.b")],
            {"r": [{"a": "甲"}, {}, {"level": "4"}]},
            {"q": [{"b": "甲"}, {}, {"level": "4"}]},
        ),
        (
            single(TEXT, {**TEXT, "key": "b"}),
            single(TEXT, {**TEXT, "key": "b"}),
            [rename("g.a", "g.b"), rename("g.b", "g.a")],
            {"g": {"a": "甲", "b": "乙"}},
            {"g": {"a": "乙", "b": "甲"}},
        ),
    ],
)
def test_a_renamed_field_or_group_keeps_its_values(old, new, moves, before, after):
    assert moved(before, old, new, *moves) == Moved(after)


def test_what_is_retired_is_left_behind_and_is_no_failure():
    old = definition(("g", False, [TEXT, DAY]), ("r", True, [TEXT]))
    document = {"g": {"a": "甲", "day": "1985"}, "r": [{"a": "乙"}]}
    assert moved(document, old, single(DAY), Move("retire", path="g.a"), Move("retire", path="r")) == Moved(
        {"g": {"day": "1985"}}
    )


def test_merged_codes_become_one_and_words_outside_the_list_stay():
    merge = [Move("merge_codes", path=path, codes=("1", "3"), into="2") for path in ("g.kind", "g.kinds")]
    same = single(KINDS, MANY)
    assert moved({"g": {"kind": "3", "kinds": ["1", "2", "3"]}}, same, same, *merge) == Moved(
        {"g": {"kind": "2", "kinds": ["2"]}}
    )
    uncoded = {"g": {"kind": {"text": "别的"}, "kinds": [{"text": "别的"}, "1"]}}
    assert moved(uncoded, same, same, *merge) == Moved(
        {"g": {"kind": {"text": "别的"}, "kinds": ["2", {"text": "别的"}]}}
    )


@pytest.mark.parametrize(
    ("kind", "value", "after"),
    [
        ({"type": "integer"}, "０12", 12),
        ({"type": "month"}, "1985年7月26日", "1985-07"),
        ({"type": "bool"}, "是", True),
        (SKILL, "高级工", "4"),
        (MANY, "项3、项1", ["1", "3"]),
    ],
)
def test_a_value_is_read_as_it_was_written(kind, value, after):
    found = moved(
        {"g": {"a": value}}, single(TEXT), single({**kind, "key": "a"}), convert("g.a", "as_written")
    )
    assert found == Moved({"g": {"a": after}})


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [({"type": "bool"}, True, "是"), (SKILL, "4", "高级工(三级)"), (DAY, "1985-07", "1985年7月")],
)
def test_a_value_becomes_the_text_that_people_saw(kind, value, text):
    found = moved(
        {"g": {"a": value}}, single({**kind, "key": "a"}), single(TEXT), convert("g.a", "as_written")
    )
    assert found == Moved({"g": {"a": text}})


def test_what_cannot_be_read_is_left_out_and_told_at_its_place():
    old, new = rows(TEXT), rows({**TEXT, "key": "n", "type": "integer"}, key="q")
    stated = [rename("r", "q"), rename("r.a", "q.n"), convert("q.n", "as_written")]
    found = moved({"r": [{"a": "12"}, {"a": "若干"}]}, old, new, *stated)
    assert found.document == {"q": [{"n": 12}, {}]}
    assert failed(found) == [("r.1.a", "若干", "q.1.n", "not_integer")]
    assert found.failures[0].told.text == (
        "“a”原来填的是“若干”，未能带入现行表单，请重新填写。原因：“a”应为整数，例如 12；现为“若干”。"
    )


def test_codes_follow_their_table_and_others_are_told():
    old, new = single(KINDS, MANY), single({**SKILL, "key": "kind"}, {**MANY, "code_list": "skill_level"})
    table = {"1": "4", "2": "3"}
    stated = [convert("g.kind", "codes", table=table), convert("g.kinds", "codes", table=table)]
    found = moved({"g": {"kind": "1", "kinds": ["1", "2"]}}, old, new, *stated)
    assert found == Moved({"g": {"kind": "4", "kinds": ["4", "3"]}})
    assert failed(moved({"g": {"kind": "3", "kinds": ["1", "3"]}}, old, new, *stated)) == [
        ("g.kind", "项3", "g.kind", "no_new_code"),
        ("g.kinds", "项1、项3", "g.kinds", "no_new_code"),
    ]


@pytest.mark.parametrize(
    ("part", "kind", "value", "after", "why"),
    [
        ("year", "year", "1985-07-26", 1985, None),
        ("year", "year", "1985", 1985, None),
        ("month", "month", "1985-07-26", "1985-07", None),
        ("month", "month", "1985", None, "too_coarse"),
    ],
)
def test_a_part_of_a_date_is_taken_where_it_is_known(part, kind, value, after, why):
    new = single({**DAY, "type": kind})
    found = moved({"g": {"day": value}}, single(DAY), new, convert("g.day", "part", part=part))
    assert found.document == {"g": {} if after is None else {"day": after}}
    assert [each.problem.key for each in found.failures] == ([why] if why else [])


def test_a_text_is_split_in_order_and_too_many_parts_are_told():
    new = single({**TEXT, "key": "b"}, {**TEXT, "key": "c", "max_length": 2})
    split = Move("split", source="g.a", separator="、", to=("g.b", "g.c"))
    assert moved({"g": {"a": " 甲 、 乙"}}, single(TEXT), new, split) == Moved({"g": {"b": "甲", "c": "乙"}})
    assert moved({"g": {"a": "甲"}}, single(TEXT), new, split) == Moved({"g": {"b": "甲"}})
    many = moved({"g": {"a": "甲、乙、丙"}}, single(TEXT), new, split)
    assert (many.document, failed(many)) == (
        {"g": {}},
        [("g.a", "甲、乙、丙", "g.b", "several_values")],
    )
    long = moved({"g": {"a": "甲、乙乙乙"}}, single(TEXT), new, split)
    assert (long.document, failed(long)) == ({"g": {"b": "甲"}}, [("g.a", "乙乙乙", "g.c", "too_long")])


def test_codes_are_split_to_their_fields_and_none_is_lost_in_silence():
    yes = {"key": "yes", "type": "bool"}
    new = single(yes, {**KINDS, "key": "one"})
    split = Move(
        "split", source="g.kinds", to=("g.yes", "g.one"), by={"1": "g.yes", "2": "g.one", "3": "g.one"}
    )
    assert moved({"g": {"kinds": ["1", "2"]}}, single(MANY), new, split) == Moved(
        {"g": {"yes": True, "one": "2"}}
    )
    both = moved({"g": {"kinds": ["2", "3", {"text": "别的"}]}}, single(MANY), new, split)
    assert both.document == {"g": {"one": "2"}}
    assert failed(both) == [
        ("g.kinds", "项3", "g.one", "several_values"),
        ("g.kinds", "别的", "", "no_field_for_code"),
    ]


def test_a_field_of_which_no_move_speaks_and_strange_keys_are_told():
    found = moved({"g": {"a": "甲", "x": 1}, "y": {"z": 2}}, single(TEXT), single(DAY))
    assert found.document == {"g": {}}
    assert failed(found) == [
        ("g.a", "甲", "", "no_longer_asked"),
        ("g.x", "1", "", "unknown_field"),
        ("y", "{'z': 2}", "", "unknown_field"),
    ]


def test_a_move_reads_back_as_it_was_written():
    stated = [
        rename("g.a", "g.b"),
        Move("split", source="g.a", by={"1": "g.b"}, to=("g.b",), note="说明"),
        Move("merge_codes", path="g.a", codes=("1", "2"), into="3"),
        convert("g.a", "codes", table={"1": "2"}),
        Move("retire", path="g"),
    ]
    assert [read_move(written(each)) for each in stated] == stated
    assert written(stated[0]) == {"move": "rename", "from": "g.a", "to": ["g.b"]}


@pytest.mark.parametrize(
    "stated",
    [
        Move("retire", path="g.a"),
        Move("merge_codes", path="g.kind", codes=("1",), into="2"),
        convert("g.kind", "codes", table={"1": "4", "2": "4"}),
        convert("g.a", "as_written"),
        Move("split", source="g.a", separator=" ", to=("g.b",)),
    ],
)
def test_what_forgets_something_has_no_inverse(stated):
    with pytest.raises(NotInvertible):
        inverse([stated])


KEYS = ("a", "b", "c", "d")
CODES = ("1", "2", "3")


def choice(key):
    return {**KINDS, "key": key}


@st.composite
def ways(draw):
    """Two versions with renames of fields and groups and a table of codes between, all of it invertible."""
    repeat = draw(st.booleans())
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    ends = draw(st.permutations(KEYS))[: len(keys)]
    home = draw(st.sampled_from(["g", "h"]))
    stated = [rename("g", home)] if home != "g" else []
    stated += [rename(f"g.{key}", f"{home}.{end}") for key, end in zip(keys, ends, strict=True) if key != end]
    recoded = draw(st.permutations(CODES))
    if draw(st.booleans()):
        table = dict(zip(CODES, recoded, strict=True))
        stated.append(convert(f"{home}.{ends[0]}", "codes", table=table))
    old = definition(("g", repeat, [choice(key) for key in keys]))
    new = definition((home, repeat, [choice(end) for end in ends]))
    row = st.dictionaries(st.sampled_from(keys), st.sampled_from(CODES))
    document = {"g": draw(st.lists(row, max_size=3) if repeat else row)}
    return old, new, stated, document


@given(ways())
def test_there_and_back_again_is_where_it_began(way):
    old, new, stated, document = way
    there = move(document, stated, old, new, TABLES)
    assert there.failures == ()
    assert move(there.document, inverse(stated), new, old, TABLES) == Moved(document)


VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["1985年7月", "12", "是", "高级工", "项1、项2", "2024", "甲、乙"]),
)
TARGETS = [
    *({"type": kind} for kind in ("text", "integer", "decimal", "date", "month", "year", "bool", "phone")),
    *({"type": kind} for kind in ("email", "unit", "longtext", "id_number", "partial_date")),
    SKILL,
    KINDS,
    MANY,
]


@st.composite
def conversions(draw):
    """Three versions with a text that becomes other types, and whatever stands in it."""
    first, second = (draw(st.sampled_from(TARGETS)) for _ in range(2))
    versions = [rows(TEXT), rows({**first, "key": "a"}), rows({**second, "key": "b"}, key="q")]
    stated = [[convert("r.a", "as_written")]]
    stated.append([rename("r", "q"), rename("r.a", "q.b"), convert("q.b", "as_written")])
    return versions, stated, {"r": [{"a": value} for value in draw(st.lists(VALUES, max_size=3))]}


@given(conversions())
def test_moving_never_breaks_says_the_same_again_and_loses_nothing_in_silence(way):
    versions, stated, document = way
    one = move(document, stated[0], versions[0], versions[1], TABLES)
    assert one == move(document, stated[0], versions[0], versions[1], TABLES)
    stands = sum("a" in row for row in one.document["r"])
    assert stands + len(one.failures) == len(document["r"])


@given(conversions())
def test_a_chain_is_one_after_the_other(way):
    versions, stated, document = way
    plans = [plan_of(*each) for each in zip(stated, versions[:-1], versions[1:], strict=True)]
    one = move(document, stated[0], versions[0], versions[1], TABLES)
    two = move(one.document, stated[1], versions[1], versions[2], TABLES)
    chained = move_through(plans, document, TABLES)
    assert chained.document == two.document
    assert [each.path for each in chained.failures] == [each.path for each in (*one.failures, *two.failures)]
    assert {each.problem.path for each in chained.failures} <= {f"q.{row}.b" for row in range(3)}
