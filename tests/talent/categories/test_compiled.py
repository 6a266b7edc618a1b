"""The JSON Schema of compiled schemas: what is published fits it, and nothing else does."""

import copy
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.checking.rules import GIVEN
from talent.categories.compiled import compiled_schema
from talent.categories.compiling import compile_definition
from talent.categories.definition import FIELD_ATTRIBUTES
from talent.categories.enums import Accepts, LegalBasis, Required, Sensitivity, Severity
from talent.categories.fieldtypes import REGISTRY
from talent.categories.models import CategoryVersion
from talent.categories.moves.merged import with_merged
from talent.categories.moves.stated import written
from tests.talent.categories.definitions import TABLES
from tests.talent.categories.following import follow, renamed_and_merged
from tests.talent.categories.moves.test_continuity import merge, retire, split
from tests.talent.categories.moves.test_moving import convert, rename

VALIDATOR = jsonschema.Draft202012Validator(compiled_schema())

WHO = [
    {"key": "id_type", "type": "choice", "label": "证件类型", "code_list": "identity_doc_type"},
    {"key": "id_number", "type": "id_number", "label": "证件号码", "sensitivity": "sensitive"},
    {"key": "full_name", "type": "name", "label": "姓名"},
]
WHO = [{**each, "required": "submit"} for each in WHO]
WHOLE = {
    "key": "whole",
    "type": "choice",
    "label": "甲",
    "label_en": "A",
    "help": "乙",
    "help_en": "B",
    "required": "complete",
    "sensitivity": "sensitive",
    "options": [{"code": "1", "label": "一", "label_en": ""}],
    "open": True,
    "max_length": 9,
    "minimum": 0,
    "maximum": 8,
    "pattern": "x+",
    "future": True,
    "default": "1",
    "derive": "identity.full_name",
    "shown_if": 'identity.full_name = "a"',
    "required_if": 'identity.full_name = "b"',
    "fixed": True,
    "filterable": True,
    "in_template": False,
    "light": True,
    "copied": True,
    "width": 3,
    "aliases": ["丙"],
    "exchange_code": "A0104",
}
LISTED = {"key": "listed", "type": "region", "label": "丁", "code_list": "sex", "dimension": True}
MOVES = [
    rename("a.b", "a.c"),
    rename("a", "b"),
    split("a.d", "a.e", "a.f", separator="、"),
    split("a.g", "a.h", by={"1": "a.h"}),
    retire("a.i"),
    merge("a.j", "1", "2", "3"),
    convert("a.k", "as_written"),
    convert("a.l", "codes", table={"1": "2"}),
    convert("a.m", "part", part="year"),
]
FILES = {
    "key": "files",
    "type": "file",
    "label": "附件",
    "sensitivity": "sensitive",
    "accepts": "images",
    "most": 3,
}
RULE_VALUES = {
    "group": "more",
    "first": "listed",
    "second": "whole",
    "path": "more.listed",
    "age": 18,
    "codes": ["1"],
    "label": "说明",
}


def compiled(*groups, subject="people", rules=()):
    return compile_definition(
        key="test",
        subject=subject,
        label="测试",
        label_en="",
        groups=groups,
        rules=rules,
        code_lists={"sex", "identity_doc_type"},
        tables=TABLES,
    )


def all_said():
    """A compiled schema that says whatever can be said."""
    identity = {"key": "identity", "label": "身份", "purpose": "识别", "fields": WHO}
    more = {
        "key": "more",
        "label": "更多",
        "label_en": "More",
        "repeat": True,
        "purpose": "核实",
        "purpose_en": "To verify",
        "legal_basis": "consent",
        "shown_if": 'identity.full_name = "c"',
        "fields": [WHOLE, LISTED, FILES],
    }
    rules = [
        {"rule": name, "severity": "warn", "with": {each: RULE_VALUES[each] for each in wanted}}
        for name, wanted in GIVEN.items()
    ]
    moves = [written(each) for each in MOVES]
    schema = with_merged(compiled(identity, more, rules=rules), {"more.listed": {"1": "2"}})
    return schema | {"from": 3, "moves": moves}


def test_a_schema_that_says_everything_fits_and_leaves_no_attribute_out():
    jsonschema.Draft202012Validator.check_schema(compiled_schema())
    found = all_said()
    assert list(VALIDATOR.iter_errors(found)) == []
    said = {name for field in found["groups"][1]["fields"] for name in field}
    assert FIELD_ATTRIBUTES == said == set(compiled_schema()["$defs"]["field"]["properties"])


@pytest.mark.django_db
def test_every_carried_definition_fits_and_so_do_the_versions_that_follow():
    renamed_and_merged()
    follow("skilled", off=["skill.studio"])
    versions = CategoryVersion.objects.all()
    faults = {str(each): [e.message for e in VALIDATOR.iter_errors(each.schema)] for each in versions}
    assert faults == {str(each): [] for each in versions}
    assert len(faults) == 8


def places(value, at=()):
    """Every place inside a JSON value."""
    yield at
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield from places(each, (*at, key))


def put(schema, at, change):
    """A copy with another value at a place."""
    changed = copy.deepcopy(schema)
    holder = changed
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = change(holder[at[-1]])
    return changed


def test_a_value_of_another_kind_is_refused_at_every_place():
    found = all_said()
    every = [at for at in places(found) if at]
    taken = [at for at in every if VALIDATOR.is_valid(put(found, at, lambda old: [[None]]))]
    assert (taken, len(every) > 100) == ([], True)


def test_an_invented_attribute_is_refused_wherever_attributes_are():
    found = all_said()
    objects = [at for at in places(found) if at and at[-1] not in ("by", "table", "merged")]
    objects = [at for at in objects if isinstance(value_at(found, at), dict)]
    taken = [at for at in objects if VALIDATOR.is_valid(put(found, at, lambda old: old | {"colour": "red"}))]
    assert (taken, len(objects) > 20) == ([], True)
    assert not VALIDATOR.is_valid(found | {"colour": "red"})


def value_at(schema, at):
    for step in at:
        schema = schema[step]
    return schema


def without(name):
    return lambda old: {key: value for key, value in old.items() if key != name}


def also(**more):
    return lambda old: {**old, **more}


FIELD, GROUP = ("groups", 1, "fields", 0), ("groups", 1)


@pytest.mark.parametrize(
    ("at", "change"),
    [
        *((FIELD, without(name)) for name in ("key", "type", "label")),
        (FIELD, without("required")),
        (FIELD, also(type="colour")),
        (FIELD, also(required="optional")),
        (FIELD, also(sensitivity="secret")),
        (FIELD, also(width=4)),
        (FIELD, also(max_length=0)),
        (FIELD, also(key="Whole")),
        (FIELD, also(label="")),
        (FIELD, also(filterable=False)),
        (("groups", 1, "fields", 1), without("code_list")),
        (GROUP, without("purpose")),
        (GROUP, also(fields=[])),
        (GROUP, also(repeat=False)),
        (GROUP, also(legal_basis="curiosity")),
        (("groups", 0), also(key="who")),
        (("rules", 3, "with"), without("first")),
        (("rules", 0), also(severity="shout")),
        (("rules", 4, "with"), also(path="more")),
        (("moves", 0), without("to")),
        (("moves", 2), also(by={"1": "a.h"})),
        (("moves", 2), without("separator")),
        (("moves", 5), without("into")),
        (("moves", 7), without("table")),
        (("moves", 8), also(part="day")),
        (("moves",), lambda old: []),
        (("format",), lambda old: 2),
    ],
)
def test_what_compiling_would_refuse_is_no_compiled_schema(at, change):
    assert not VALIDATOR.is_valid(put(all_said(), at, change))


def test_moves_without_a_version_before_are_refused():
    found = all_said()
    del found["from"]
    assert not VALIDATOR.is_valid(found)


# Signs that are seen: others are refused (legible).
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
#: What fits every field of its type.
DEFAULTS = {"bool": "是", "date": "1985-07-26", "unit": "示例医院"}
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)


@st.composite
def drawn_fields(draw):
    kind = draw(st.sampled_from(sorted(REGISTRY)))
    texts = {name: st.just("") | WORDS for name in ("label_en", "help", "help_en", "exchange_code")}
    numbers = {name: st.none() | st.integers(-5, 50) for name in ("minimum", "maximum")}
    marks = dict.fromkeys(
        ("open", "future", "filterable", "dimension", "in_template", "light", "copied", "enabled"),
        st.booleans(),
    )
    field = draw(
        st.fixed_dictionaries(
            {"key": KEYS, "label": WORDS, "required": st.sampled_from(Required.values)},
            optional={
                **texts,
                **numbers,
                **marks,
                "sensitivity": st.sampled_from(["", *Sensitivity.values]),
                "max_length": st.none() | st.integers(1, 200),
                "width": st.integers(1, 3),
                "aliases": st.lists(WORDS, max_size=3),
            },
        )
    )
    option = st.fixed_dictionaries({"code": WORDS, "label": WORDS, "label_en": st.just("") | WORDS})
    source = st.just({"code_list": "sex"}) | st.fixed_dictionaries(
        {"options": st.lists(option, min_size=1, max_size=3)}
    )
    if kind == "file":
        field |= {"accepts": draw(st.sampled_from(Accepts.values))}
    if kind in ("file", "id_number"):  # sealed always
        field |= {"sensitivity": "sensitive"}
    if kind in DEFAULTS:
        field |= {"default": draw(st.sampled_from(["", DEFAULTS[kind]]))}
    if (field.get("minimum") or 0) > min(field.get("maximum") or 0, field.get("max_length") or 99):
        field |= {"minimum": None}
    return {**field, "type": kind, **(draw(source) if REGISTRY[kind].needs_table else {})}


@st.composite
def drawn_groups(draw):
    known = draw(st.lists(drawn_fields(), max_size=4, unique_by=lambda each: each["key"]))
    anchor = {"key": "anchor_of_group", "type": "text", "label": "定"}
    sensitivity = draw(st.sampled_from(Sensitivity.values))
    for each in known:  # what is sealed is counted by nobody
        each["dimension"] = each.get("sensitivity") in ("internal", "public-aggregate")
    return {
        "key": draw(KEYS),
        "label": draw(WORDS),
        "repeat": draw(st.booleans()),
        "purpose": draw(WORDS),
        "legal_basis": draw(st.sampled_from(LegalBasis.values)),
        "sensitivity": sensitivity,
        "fields": [*known, anchor],
    }


@given(
    st.lists(drawn_groups(), max_size=3, unique_by=lambda each: each["key"]),
    st.lists(st.sampled_from(Severity.values), max_size=2),
)
def test_whatever_compiles_fits(groups, severities):
    """Drawn definitions always compile: keys are unique, purposes are there, choices have a
    list, limits leave room."""
    rules = [{"rule": "identity_agrees", "severity": each} for each in severities]
    identity = {"key": "identity", "label": "身份", "purpose": "识别", "fields": WHO}
    found = compiled(identity, *groups, rules=rules)
    assert list(VALIDATOR.iter_errors(json.loads(json.dumps(found)))) == []
