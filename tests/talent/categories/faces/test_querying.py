from decimal import Decimal

import pytest

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.faces.descriptions import FilterKind
from talent.categories.faces.querying import Asked, Typed, asked_of, query_fields
from talent.categories.fieldtypes import type_of
from talent.categories.moves.lineages import Published, union_of
from talent.categories.moves.stated import read_move
from talent.categories.problems import Refused
from tests.talent.categories.definitions import definition

TREE = CodeTable(
    "trade",
    (
        CodeEntry("1", "工业"),
        CodeEntry("11", "焊工", parent="1"),
        CodeEntry("12", "电焊工", parent="1", choosable=False, merged_into="11"),
        CodeEntry("2", "农业"),
    ),
)
OPEN = CodeTable("place", (CodeEntry("152502", "锡林浩特市"),), is_open=True)
TABLES = {"trade": TREE, "place": OPEN}


def made(**attributes):
    return definition(("g", False, [{"key": "f", "label": "字段", "filterable": True, **attributes}]))


def ask(typed, **attributes):
    known = made(**attributes).by_path["g.f"]
    return asked_of(known, type_of(known).filter(known, TABLES, "zh-hans"), typed, TABLES)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (("焊工",), ("11", "12")),
        (("12",), ("12",)),
        (("工业",), ("1", "11", "12")),
        (("2", "11"), ("11", "12", "2")),
    ],
)
def test_a_code_is_found_with_what_stands_below_it_and_what_was_merged_into_it(typed, codes):
    assert ask(Typed(words=typed), type="choice", code_list="trade").values == codes


def test_an_open_list_takes_words_that_it_does_not_know_and_a_closed_one_refuses_them():
    asked = ask(Typed(words=("北京市", "152502")), type="region", code_list="place")
    assert (asked.values, asked.words) == (("152502",), ("北京市",))
    assert [asked.holds(each) for each in ({"text": "北京市"}, "152502", {"text": "152502"})] == [
        True,
        True,
        False,
    ]
    with pytest.raises(Refused, match="not_in_list"):
        ask(Typed(words=("北京市",)), type="choice", code_list="trade")


@pytest.mark.parametrize(
    ("attributes", "typed", "low", "high"),
    [
        ({"type": "integer"}, Typed(low=" ３ ", high="1,000"), Decimal(3), Decimal(1000)),
        ({"type": "year"}, Typed(low="2024年"), Decimal(2024), None),
        ({"type": "decimal"}, Typed(high="-0.5"), None, Decimal("-0.5")),
        ({"type": "date"}, Typed(low="2012年5月", high="2012"), "2012-05", "2012"),
    ],
)
def test_the_ends_of_a_range_are_read_as_people_write_them(attributes, typed, low, high):
    asked = ask(typed, **attributes)
    assert (asked.low, asked.high) == (low, high)


@pytest.mark.parametrize(
    ("attributes", "typed", "key"),
    [
        ({"type": "integer"}, Typed(low="很久"), "not_decimal"),
        ({"type": "integer"}, Typed(low="9", high="3"), "ends_reversed"),
        ({"type": "date"}, Typed(low="昨天"), "not_a_partial_date"),
        ({"type": "date"}, Typed(low="2013", high="2012-05"), "ends_reversed"),
        ({"type": "text"}, Typed(words=("长" * 61,)), "too_long"),
        ({"type": "text"}, Typed(words=("a\u202eb",)), "control_character"),
        ({"type": "bool"}, Typed(words=("也许",)), "not_yes_no"),
    ],
)
def test_what_cannot_be_read_is_refused(attributes, typed, key):
    with pytest.raises(Refused) as refused:
        ask(typed, **attributes)
    assert refused.value.key == key


def test_nothing_typed_asks_nothing():
    assert ask(Typed(words=(" ", "")), type="text") is None
    assert ask(Typed(), type="integer") is None


def test_the_same_year_as_both_ends_takes_every_day_in_it():
    asked = Asked(FilterKind.RANGE, low="2012", high="2012")
    assert [asked.holds(each) for each in ("2011-12-31", "2012", "2012-12-31", "2013")] == [
        False,
        True,
        True,
        False,
    ]


def over(*versions):
    """The query of definitions that follow each other: (fields of g, moves)."""
    published = [
        Published(number, definition(("g", False, fields)), tuple(read_move(each) for each in moves))
        for number, (fields, moves) in enumerate(versions, start=1)
    ]
    return query_fields(
        union_of(published),
        {each.number * 10: each.definition for each in published},
        versions={each.number: each.number * 10 for each in published},
        tables=TABLES,
        language="zh-hans",
    )


def text(key, **more):
    return {"key": key, "type": "text", "label": key, **more}


def test_a_renamed_field_is_one_filter_under_the_name_that_it_began_with():
    renamed = {"move": "rename", "from": "g.a", "to": ["g.b"]}
    found = over(([text("a", filterable=True)], []), ([text("b", filterable=True)], [renamed]))
    (only,) = found.fields
    assert (only.name, only.label, dict(only.paths), only.converted) == (
        "g.a",
        "b",
        {10: "g.a", 20: "g.b"},
        frozenset(),
    )
    documents = {10: {"g": {"a": "旧"}}, 20: {"g": {"b": "新"}}}
    assert [found.shown(only, version, data, "zh-hans") for version, data in documents.items()] == [
        "旧",
        "新",
    ]


def test_a_field_is_a_filter_where_any_version_marks_it_and_a_retired_one_stays():
    retired = {"move": "retire", "path": "g.old"}
    found = over(
        ([text("a", filterable=True), text("old", filterable=True), text("never")], []),
        ([text("a"), text("never")], [retired]),
    )
    assert {each.name: (each.spec is not None, each.in_force) for each in found.fields} == {
        "g.a": (True, True),
        "g.never": (False, True),
        "g.old": (True, False),
    }


def test_what_is_sealed_in_any_version_is_no_filter_and_is_shown_masked():
    phone = {"key": "m", "type": "phone", "label": "手机", "filterable": True, "sensitivity": "sensitive"}
    found = over(([phone], []))
    (only,) = found.fields
    assert (only.spec, only.sealed) == (None, True)
    assert found.shown(only, 10, {"g": {"m": "13800000000"}}, "zh-hans") == "138****0000"


def test_a_field_of_another_form_in_an_older_version_is_looked_at_one_by_one():
    convert = {"move": "convert", "path": "g.a", "rule": "as_written"}
    choice = {"key": "a", "type": "choice", "label": "a", "code_list": "trade", "filterable": True}
    found = over(([text("a")], []), ([choice], [convert]))
    (only,) = found.fields
    assert (only.converted, only.slots) == (frozenset({10}), ())


def test_the_facts_are_named_where_every_version_counts_by_the_field():
    counted = {"key": "a", "type": "choice", "label": "a", "code_list": "trade", "filterable": True}
    found = over(([{**counted, "dimension": True}], []))
    assert found.fields[0].slots == ("g.a",)
    assert over(([counted], []), ([{**counted, "dimension": True}], [])).fields[0].slots == ()
