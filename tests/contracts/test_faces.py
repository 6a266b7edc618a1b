"""One definition, many faces: what one of them takes, shows or hides, every other does as well."""

import csv
import io
import json
import re

import jsonschema
import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.query.conditions import jsonpath, variables
from talent.categories import sensitive
from talent.categories.checking.cleaning import check
from talent.categories.faces import differing, presenting, schemas
from talent.categories.faces.descriptions import FilterKind
from talent.categories.faces.querying import Typed, asked_of
from talent.categories.fieldtypes import REGISTRY
from talent.categories.unitfacts import UnitFacts
from talent.collect.posted import read as read_post
from talent.imports.lists import open_list
from tests.talent.categories.cases import READ, REFUSED, TABLES
from tests.talent.categories.definitions import definition
from tests.talent.imports.filling import read_back

FILE = "01890a5d-ac96-774b-bcce-b302099a8057"
#: Typed values of each type, right and wrong; every one can stand in a form and in a cell of a list.
TYPED = {
    "text": ["苏和", "斯琴·图雅", "𬭚𠅤", "x" * 20, "“引号”，逗号", "=1+1"],
    "name": ["苏和", "斯琴·图雅", "斯琴•图雅", "J. R. Smith"],
    "longtext": ["第一句。第二句。", "长" * 50],
    "phone": ["13800000000", "0471-1234567", "12345"],
    "email": ["a.b@example.cn", "example.cn"],
    "id_number": ["152502197206282979", "E1234567", "1" * 40],
    "integer": ["12", "-3", "七", "12.5", "99999999999999"],
    "decimal": ["12.50", "1,234.5", "半", "1e9"],
    "date": ["1985-07-26", "1985年7月26日", "1985-07", "2024-02-30"],
    "month": ["1985-07", "1985年7月", "1985"],
    "partial_date": ["2012", "2012-05", "2012-05-06", "昨天"],
    "year": ["2024", "2024年", "24"],
    "bool": ["是", "否", "也许"],
    "choice": ["认可", "1", "不认可", "无此项"],
    "multichoice": ["认可", "认可、未评议", "无此项"],
    "region": ["锡林浩特市", "152502", "北京市"],
    "file": [f"{FILE}/pdf/2048/证书.pdf", f"{FILE}/jpg/99/照片.jpg", "证书.pdf"],
    "unit": ["示例医院", "长" * 130],
}
OPTIONS = [{"code": "1", "label": "认可"}, {"code": "2", "label": "不认可"}, {"code": "3", "label": "未评议"}]
ATTRIBUTES = {
    "text": {"max_length": 10},
    "choice": {"options": OPTIONS},
    "multichoice": {"options": OPTIONS},
    "region": {"code_list": "region"},
}


@st.composite
def definitions(draw):
    """A single group with a switch that shows some of its fields, and a repeating group."""
    kinds = st.lists(st.sampled_from(sorted(TYPED)), min_size=1, max_size=5)
    single, rows = draw(kinds), draw(kinds)
    strengths = st.sampled_from(["submit", "complete", "optional"])
    conditions = st.sampled_from(["", "", "g.on", "not g.on", "count(r) >= 1 or g.on", "blank(this.on)"])

    def fields(prefix, types):
        return [
            {
                "key": f"{prefix}{number}",
                "type": kind,
                "label": f"{prefix}栏{number}",
                "required": draw(strengths),
                "shown_if": draw(conditions) if prefix == "a" else "",
                "sensitivity": draw(st.sampled_from(["internal", "sensitive"])),
                **ATTRIBUTES.get(kind, {}),
            }
            for number, kind in enumerate(types)
        ]

    switch = {"key": "on", "type": "bool", "label": "开关"}
    return definition(("g", False, [switch, *fields("a", single)]), ("r", True, fields("b", rows)))


@st.composite
def typed_documents(draw, made):
    """What people type: for each field one of its values, or nothing; of the repeating group one row."""
    document = {}
    for group in made.groups:
        row = {}
        for each in group.fields:
            if (text := draw(st.sampled_from(["", *TYPED[each.type]]))) != "":
                row[each.key] = text
        document[group.key] = [row] if group.repeat and row else [] if group.repeat else row
    return document


def checked(made, raw):
    found = check(made, raw, tables=TABLES, unit=UnitFacts())
    said = [(each.path, each.key) for each in (*found.problems, *found.warnings)]
    return found.data, said


def through_the_form(made, typed):
    post = QueryDict(mutable=True)
    for group in made.groups:
        for number, row in enumerate(typed[group.key] if group.repeat else [typed[group.key]]):
            at = f"{group.key}.{number}" if group.repeat else group.key
            for each in group.fields:
                text = row.get(each.key, "")
                words = text.split("、") if each.type == "multichoice" else [text]
                post.setlist(f"{at}.{each.key}", words)
    return read_post(made, post).document


def without_files(made, typed):
    """What a cell of a list can hold of a document."""
    files = {each.key for each in made.all_fields() if each.type == "file"}

    def kept(row):
        return {key: value for key, value in row.items() if key not in files}

    return {
        group.key: [each for each in map(kept, typed[group.key]) if each]
        if group.repeat
        else kept(typed[group.key])
        for group in made.groups
    }


def through_a_list(made, typed):
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    rows = {
        group.key: (typed[group.key] or [{}])[0] if group.repeat else typed[group.key]
        for group in made.groups
    }
    cells = [rows[each.path.partition(".")[0]].get(each.path.partition(".")[2], "") for each in columns]
    # An entry without a single value would be no entry.
    sheet = io.StringIO()
    csv.writer(sheet).writerows([["序号", *(each.heading for each in columns)], ["1", *cells]])
    (entry,) = open_list(io.BytesIO(sheet.getvalue().encode("utf-8-sig")), "list.csv", columns).rows
    return entry.raw


@given(st.data())
def test_form_list_and_interface_take_and_refuse_the_same_with_the_same_words(data):
    made = data.draw(definitions())
    typed = data.draw(typed_documents(made).filter(lambda document: any(map(bool, document.values()))))
    sent = checked(made, typed)
    assert checked(made, through_the_form(made, typed)) == sent
    listed = without_files(made, typed)
    assume(any(map(bool, listed.values())))
    assert checked(made, through_a_list(made, listed)) == checked(made, listed)


@settings(max_examples=15)
@given(st.data())
def test_a_template_that_was_filled_in_is_taken_and_refused_as_the_same_words_in_the_form(data):
    made = data.draw(definitions())
    typed = [without_files(made, data.draw(typed_documents(made))) for _person in range(5)]
    typed = [each for each in typed if any(map(bool, each.values()))]
    assume(typed)
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    found = read_back(made, columns, typed)
    assert [checked(made, each) for each in found] == [checked(made, each) for each in typed]


def test_a_template_gives_back_every_case_of_every_type_that_a_cell_can_hold():
    kinds = [kind for kind in sorted(REGISTRY) if REGISTRY[kind].in_lists]
    fields = [{"key": kind, "type": kind, "label": f"栏{kind}", **ATTRIBUTES.get(kind, {})} for kind in kinds]
    made = definition(("g", False, fields))
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    deepest = max(len(TYPED[kind]) for kind in kinds)
    typed = [
        {"g": {kind: TYPED[kind][at] for kind in kinds if at < len(TYPED[kind])}} for at in range(deepest)
    ]
    assert read_back(made, columns, typed) == typed
    assert [each.path for each in columns if not each.cell.hint] == []


@given(st.data())
def test_what_was_taken_is_taken_again_fits_its_schema_and_comes_back_from_its_seal(data):
    made = data.draw(definitions())
    found = check(made, data.draw(typed_documents(made)), tables=TABLES, unit=UnitFacts())
    assume(not found.invalid)  # what could not be read is kept by nobody
    stored = found.data
    assert checked(made, stored)[0] == stored
    schema = schemas.document_schema(made, tables=TABLES)
    schema.pop("required", None)  # what is missing is another matter than what is wrong
    for group in schema["properties"].values():
        group.pop("minItems", None)
        (group["items"] if group["type"] == "array" else group).pop("required", None)
    jsonschema.validate(stored, schema)
    opened, secret = sensitive.split(made, stored)
    assert sensitive.join(opened, secret) == stored
    assert not any(known.is_sensitive and value is not None for known, value in _values(made, opened))


def _values(made, document):
    for group in made.groups:
        for row in document[group.key] if group.repeat else [document.get(group.key, {})]:
            yield from ((each, row.get(each.key)) for each in group.fields)


@given(st.data())
def test_review_and_paper_show_every_value_in_the_same_words(data):
    made = data.draw(definitions())
    stored, _said = checked(made, data.draw(typed_documents(made)))
    printed = presenting.printed_form(made, stored, tables=TABLES, language="zh-hans")
    on_paper = {text for group in printed.groups for row in group.rows for text in row.values() if text}
    lines = differing.difference(made, {}, stored, tables=TABLES, language="zh-hans")
    assert {line.after for line in lines if line.after} == on_paper
    assert [field.label for group in printed.groups for field in group.fields] == [
        each.label for each in made.all_fields()
    ]


@pytest.mark.parametrize(("kind", "given_", "typed", "stored", "shown"), READ)
def test_every_case_of_a_type_goes_through_check_review_paper_and_schema(kind, given_, typed, stored, shown):
    field = {"key": "f", "type": kind, "label": "字段", **given_}
    field["options"] = [vars(option) for option in given_.get("options", ())]
    made = definition(("g", False, [field]))
    data, said = checked(made, {"g": {"f": typed}})
    (line,) = differing.difference(made, {}, data, tables=TABLES, language="zh-hans")
    printed = presenting.printed_form(made, data, tables=TABLES, language="zh-hans")
    assert (data["g"]["f"], said, line.after, printed.group("g").rows[0]["f"]) == (stored, [], shown, shown)
    jsonschema.validate(data, schemas.document_schema(made, tables=TABLES))


@pytest.mark.parametrize(("kind", "given_", "typed", "key"), REFUSED)
def test_every_refusal_of_a_type_is_the_same_through_the_check(kind, given_, typed, key):
    field = {"key": "f", "type": kind, "label": "字段", **given_}
    field["options"] = [vars(option) for option in given_.get("options", ())]
    assert checked(definition(("g", False, [field])), {"g": {"f": typed}}) == ({"g": {}}, [("g.f", key)])


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "given_", "typed", "stored", "shown"), READ)
def test_a_query_for_what_stands_in_a_document_finds_it_and_the_database_and_the_check_agree(
    kind, given_, typed, stored, shown
):
    """A filter reads what the form reads, and rendered as SQL it says the same as `holds`."""
    field = {"key": "f", "type": kind, "label": "字段", "filterable": True, **given_}
    field["options"] = [vars(option) for option in given_.get("options", ())]
    made = definition(("g", False, [field]))
    known = made.by_path["g.f"]
    spec = REGISTRY[kind].filter(known, TABLES, "zh-hans")
    if spec is None:
        assert kind == "file"
        return
    asked = asked_of(known, spec, typed_at_a_filter(spec, typed), TABLES)
    others = [value for name, facts, _typed, value, _shown in READ if (name, facts) == (kind, given_)]
    fits = {json.dumps(value): asked.holds(value) for value in others}
    assert fits[json.dumps(stored)]
    assert {each: found_by(asked, json.loads(each)) for each in fits} == fits


def typed_at_a_filter(spec, typed):
    """One value as a filter takes it: both ends of a range, else its words."""
    if spec.kind == FilterKind.RANGE:
        return Typed(low=str(typed), high=str(typed))
    if isinstance(typed, str) and typed not in {each.label for each in spec.choices} and spec.choices:
        typed = re.split("[、，]", typed)
    words = typed if isinstance(typed, list) else [typed]
    plain = [each["text"] if isinstance(each, dict) else each for each in words if each is not None]
    return Typed(words=tuple("0" if each is False else str(each) for each in plain))


def found_by(asked, value):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_path_exists(%s::jsonb, %s::jsonpath, %s::jsonb)",
            [json.dumps({"g": {"f": value}}), jsonpath(asked, "g.f"), variables(asked)],
        )
        return cursor.fetchone()[0]


def test_every_registered_type_is_among_the_cases():
    assert {kind for kind, *_ in READ} == REGISTRY.keys() == TYPED.keys()
