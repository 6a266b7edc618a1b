"""What the way between versions did, told of the values that were there and of nothing else."""

import pytest

from talent.categories.moves.effects import Effects, effects_of
from talent.categories.moves.moving import move_through
from talent.categories.moves.routes import plan_of
from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import TABLES, definition
from tests.talent.categories.moves.test_continuity import merge, retire, split
from tests.talent.categories.moves.test_moving import (
    DAY,
    KINDS,
    MANY,
    SKILL,
    TEXT,
    convert,
    rename,
    rows,
    single,
)

WORDS = {**TEXT, "key": "b"}


def told(document, *versions):
    """Of a document on its way through (definition, its moves …), the first definition without."""
    (old, *_none), *later = versions
    plans = []
    for new, *moves in later:
        plans.append(plan_of(moves, old, new))
        old = new
    after = move_through(plans, document, TABLES).document
    return effects_of(plans, document, after, tables=TABLES, language="zh-hans")


@pytest.mark.parametrize(
    ("old", "new", "moves", "before", "effects"),
    [
        (single(TEXT), single(WORDS), [retire("g.a")], {"g": {"a": "甲"}}, Effects(dropped=("a",))),
        (single(TEXT), single(WORDS), [retire("g.a")], {"g": {"a": " "}}, Effects()),
        (single(TEXT), single(WORDS), [], {"g": {"a": "甲"}}, Effects()),  # lost: told where it stood
        (
            single(TEXT),
            single(WORDS),
            [rename("g.a", "g.b")],
            {"g": {"a": "甲"}},
            Effects(renamed=(("a", "b"),)),
        ),
        (single(TEXT), single(WORDS), [rename("g.a", "g.b")], {"g": {}}, Effects()),
        (
            single(TEXT),
            single({**WORDS, "label": "a"}),
            [rename("g.a", "g.b")],
            {"g": {"a": "甲"}},
            Effects(),  # another key under the same name is nothing to the reader
        ),
        (
            single(TEXT),
            single({**TEXT, "label": "甲"}),
            [],
            {"g": {"a": "1"}},
            Effects(renamed=(("a", "甲"),)),
        ),
        (
            single(TEXT, WORDS),
            single(TEXT, WORDS, key="h"),
            [Move("rename", source="g", to=("h",))],
            {"g": {"a": "甲", "b": "乙"}},
            Effects(renamed=(("g", "h"),)),
        ),
        (
            definition(("g", False, [TEXT, WORDS]), ("h", False, [{**TEXT, "key": "c"}])),
            definition(("g", False, [WORDS]), ("h", False, [TEXT, {**TEXT, "key": "c"}])),
            [rename("g.a", "h.a")],
            {"g": {"a": "甲"}},
            Effects(renamed=(("a", "h-a"),)),
        ),
        (
            single(TEXT),
            single(WORDS, {**TEXT, "key": "c"}),
            [split("g.a", "g.b", "g.c", separator="/")],
            {"g": {"a": "甲/乙"}},
            Effects(split=(("a", ("b", "c")),)),
        ),
        (
            single(KINDS),
            single(KINDS),
            [merge("g.kind", "1", "2", "3")],
            {"g": {"kind": "2"}},
            Effects(recoded=(("kind", "项2", "项1"),)),
        ),
        (single(KINDS), single(KINDS), [merge("g.kind", "1", "2")], {"g": {"kind": "3"}}, Effects()),
        (
            single(MANY),
            single(MANY),
            [merge("g.kinds", "1", "2")],
            {"g": {"kinds": ["2", "3"]}},
            Effects(recoded=(("kinds", "项2、项3", "项1、项3"),)),
        ),
        (
            rows(SKILL),
            rows(SKILL),
            [merge("r.level", "4", "3")],
            {"r": [{"level": "3"}, {"level": "4"}, {"level": "3"}]},
            Effects(recoded=(("level", "中级工(四级)", "高级工(三级)"),)),
        ),
        (
            single(DAY),
            single({**DAY, "type": "year"}),
            [convert("g.day", "part", part="year")],
            {"g": {"day": "2012-05"}},
            Effects(recoded=(("day", "2012年5月", "2012"),)),
        ),
        (
            single(TEXT),
            single({**TEXT, "type": "integer"}),
            [convert("g.a", "as_written")],
            {"g": {"a": "甲"}},
            Effects(),  # it could not be taken along, which is told beside the field
        ),
    ],
)
def test_one_step_tells_what_it_did_to_values_that_were_there(old, new, moves, before, effects):
    assert told(before, (old,), (new, *moves)) == effects


def test_several_steps_are_told_from_the_first_name_to_the_last():
    versions = [
        (single(KINDS),),
        (single({**KINDS, "key": "b"}), rename("g.kind", "g.b")),
        (single({**KINDS, "key": "c"}), rename("g.b", "g.c"), merge("g.c", "1", "2")),
    ]
    found = told({"g": {"kind": "2"}}, *versions)
    assert found == Effects(renamed=(("kind", "c"),), recoded=(("c", "项2", "项1"),))


def test_what_was_renamed_and_then_retired_is_dropped_under_its_first_name():
    versions = [(single(TEXT),), (single(WORDS), rename("g.a", "g.b")), (single(KINDS), retire("g.b"))]
    assert told({"g": {"a": "甲"}}, *versions) == Effects(dropped=("a",))


def test_no_way_tells_nothing():
    assert not told({"g": {"a": "甲"}}, (single(TEXT),))
