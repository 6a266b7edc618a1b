"""What one statement does to many documents is what moving does to each."""

import json

import pytest
from django.db import connection

from talent.categories.moves.moving import move_through
from talent.categories.moves.routes import plan_of
from talent.categories.moves.sql import in_one_statement
from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import TABLES, definition
from tests.talent.categories.moves.test_moving import DAY, KINDS, MANY, TEXT, convert, rename

SECRET = {"key": "secret", "type": "text", "sensitivity": "sensitive"}
OLD = definition(
    ("g", False, [TEXT, KINDS, SECRET]), ("r", True, [TEXT, KINDS]), ("s", False, [TEXT]), ("t", True, [DAY])
)
#: Everything at once: a group and its field renamed, a field moved to another group, two fields that swap.
NEW = definition(
    ("g", False, [{**KINDS, "key": "sort"}, SECRET]),
    ("q", True, [{**TEXT, "key": "kind"}, {**KINDS, "key": "a"}]),
    ("s", False, [TEXT, {**TEXT, "key": "b"}]),
    ("n", True, [TEXT]),
)
MOVES = [
    rename("g.kind", "g.sort"),
    rename("g.a", "s.b"),
    rename("r", "q"),
    rename("r.a", "q.kind"),
    rename("r.kind", "q.a"),
    Move("merge_codes", path="q.a", codes=("1", "2"), into="3"),
    Move("merge_codes", path="g.sort", codes=("3",), into="1"),
    Move("retire", path="t"),
]
#: Then another version.
LAST = definition(
    ("g", False, [SECRET]),
    ("q", True, [{**TEXT, "key": "kind"}]),
    ("s", False, [TEXT, {**TEXT, "key": "b"}]),
    ("n", True, [TEXT]),
)
LATER = [Move("retire", path="g.sort"), Move("retire", path="q.a")]
DOCUMENTS = [
    {"g": {}, "r": [], "s": {}, "t": []},
    {
        "g": {"a": "甲", "kind": "3"},
        "r": [{"a": "乙", "kind": "1"}, {}],
        "s": {"a": "丙"},
        "t": [{"day": "1"}],
    },
    {"g": {"kind": {"text": "别的"}}, "r": [{"kind": {"text": "2"}}, {"kind": "3"}], "s": {}, "t": []},
    {"g": {"a": "'%s\"\\"}, "r": [{"a": "1", "kind": "2"}], "s": {"a": "?"}, "t": []},
]
PLANS = [plan_of(MOVES, OLD, NEW), plan_of(LATER, NEW, LAST)]

pytestmark = pytest.mark.django_db


def in_sql(plans, documents):
    expression = in_one_statement(plans, "given.data")
    values = {"documents": json.dumps(documents), **expression.parameters}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {expression.sql} FROM jsonb_array_elements(%(documents)s::jsonb) "
            "WITH ORDINALITY AS given(data, place) ORDER BY place",
            values,
        )
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("count", [1, 2])
def test_many_documents_move_in_one_statement_as_each_alone(count):
    plans = PLANS[:count]
    alone = [move_through(plans, document, TABLES) for document in DOCUMENTS]
    assert [each.failures for each in alone] == [()] * len(DOCUMENTS)
    assert in_sql(plans, DOCUMENTS) == [each.document for each in alone]


def test_where_nothing_moves_documents_stay():
    assert in_sql([plan_of([], OLD, OLD)], DOCUMENTS) == DOCUMENTS == in_sql([], DOCUMENTS)


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ([{**TEXT, "type": "integer"}, KINDS, MANY, SECRET], [convert("g.a", "as_written")]),
        (
            [KINDS, MANY, SECRET, {**TEXT, "key": "b"}],
            [Move("split", source="g.a", separator="、", to=("g.b",))],
        ),
        ([TEXT, KINDS, MANY, SECRET], [Move("merge_codes", path="g.kinds", codes=("1",), into="2")]),
        ([TEXT, KINDS, MANY, {**SECRET, "key": "b"}], [rename("g.secret", "g.b")]),
        ([TEXT, KINDS, MANY], [Move("retire", path="g.secret")]),
        ([{**TEXT, "sensitivity": "sensitive"}, KINDS, MANY, SECRET], []),
        ([KINDS, MANY, SECRET], []),
    ],
)
def test_what_may_fail_or_is_sealed_goes_one_by_one(fields, moves):
    old = definition(("g", False, [TEXT, KINDS, MANY, SECRET]))
    assert in_one_statement([plan_of(moves, old, definition(("g", False, fields)))], "data") is None
