import json
from decimal import Decimal

import pytest
from django.db import connection

from reports.query.conditions import coded, jsonpath, variables, wanted
from talent.categories.service import Asked, FilterKind, QueryField
from tests.talent.categories.cases import field

ONE_OF, RANGE, CONTAINS, EQUALS = (
    FilterKind.ONE_OF,
    FilterKind.RANGE,
    FilterKind.CONTAINS,
    FilterKind.EQUALS,
)


def fits(asked, document, path="g.f"):
    """What the database says of a document."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_path_exists(%s::jsonb, %s::jsonpath, %s::jsonb)",
            [json.dumps(document), jsonpath(asked, path), variables(asked)],
        )
        return cursor.fetchone()[0]


def known(**given):
    made = {"paths": {1: "g.f", 2: "g.f", 3: "h.k"}, "spec": None, "label": "字段", "group_label": "组"}
    return QueryField(name="g.f", known=field("text"), **{**made, **given})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (Asked(CONTAINS, text='焊"工\\'), '电焊"工\\ 一级'),
        (Asked(CONTAINS, text="a.b"), "xA.By"),
        (Asked(CONTAINS, text="a.b"), "xaaby"),
        (Asked(CONTAINS, text="𬭚"), "阿𬭚"),
        (Asked(CONTAINS, text='") || true || ("'), "焊工"),
        (Asked(RANGE, low=Decimal(3), high=Decimal("9.5")), 9),
        (Asked(RANGE, low=Decimal(3)), "2.99"),
        (Asked(RANGE, high=Decimal(10)), "9"),
        (Asked(RANGE, low="2012", high="2012-05"), "2012-05-18"),
        (Asked(RANGE, low="2012", high="2012-05"), "2012-06"),
        (Asked(RANGE, low="2012-03"), "2012"),
        (Asked(EQUALS, values=(True,)), True),
        (Asked(EQUALS, values=(True,)), False),
        (Asked(ONE_OF, values=("1", "2")), "2"),
        (Asked(ONE_OF, values=("text",)), {"text": "词"}),
        (Asked(ONE_OF, words=("词",)), {"text": "词"}),
        (Asked(ONE_OF, values=("1",), words=("词",)), ["3", {"text": "词"}]),
        (Asked(ONE_OF, values=("1",)), ["3", "2"]),
        (Asked(ONE_OF, values=()), "1"),
    ],
)
def test_the_database_says_the_same_as_the_description_in_a_single_group_and_in_any_row(asked, value):
    expected = asked.holds(value)
    other = {"g": [{"x": 1}, {"f": value}]}
    assert (fits(asked, {"g": {"f": value}}), fits(asked, other)) == (expected, expected)
    assert fits(asked, {"g": {}}) is fits(asked, {}) is False


def test_what_was_typed_stands_in_no_path_but_as_a_quoted_text():
    asked = Asked(CONTAINS, text='" flag "x')
    assert jsonpath(asked, "g.f") == r'$.g[*].f[*] ? (@ like_regex "\" flag \"x" flag "iq")'
    assert "秘" not in jsonpath(Asked(ONE_OF, values=("秘",)), "g.f")


def test_each_version_is_asked_at_its_own_path_and_what_has_another_form_is_let_through():
    found = wanted(known(converted=frozenset({2})), Asked(ONE_OF, values=("1",)))
    numbers = [each for each in found.parameters if isinstance(each, list)]
    assert numbers == [[1], [3], [2]]
    assert found.sql.count("jsonb_path_exists") == 2


def test_a_field_that_no_version_has_is_found_in_nobody():
    assert wanted(known(paths={}), Asked(ONE_OF, values=("1",))).sql == "false"


def test_the_facts_are_asked_where_they_keep_every_code_alone():
    asked = Asked(ONE_OF, values=("1", "2"))
    with_facts = known(slots=("g.f", "g.f@x.3"))
    assert coded(with_facts, asked).codes == ("1", "2")
    assert coded(known(), asked) is None
    assert coded(with_facts, Asked(ONE_OF, words=("词",))) is None
    assert coded(with_facts, Asked(EQUALS, values=(True,))) is None
