import json
import re

import jsonschema
import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.checking.cleaning import check
from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.definition import read_schema
from talent.categories.faces.schemas import KEYWORDS, document_schema
from talent.categories.fieldtypes import REGISTRY
from talent.categories.service import live_version, public_schema
from talent.categories.unitfacts import UnitFacts
from tests.talent.categories.definitions import IDENTITY, TABLES, checked, definition

VALIDATOR = jsonschema.Draft202012Validator
LISTED = {
    **TABLES,
    "closed": CodeTable("closed", (CodeEntry("A", "农、林、牧、渔业"), CodeEntry("B", "采矿业", "Mining"))),
    "opened": CodeTable(
        "opened", (CodeEntry("15", "内蒙古"), CodeEntry("9", "旧", choosable=False)), is_open=True
    ),
}


def schema_of(found):
    return document_schema(found, tables=LISTED)


def only_field(field):
    """The schema of the only field of a definition, and the shared codes."""
    found = schema_of(definition(("g", False, [{"key": "f", **field}])))
    return found["properties"]["g"]["properties"]["f"], found.get("$defs")


def test_a_field_is_described_in_both_languages_with_what_json_schema_has_no_word_for():
    found, shared = only_field(
        {
            "type": "choice",
            "label": "性别",
            "label_en": "Sex",
            "help": "按证件",
            "help_en": "As on the document",
            "required": "complete",
            "code_list": "sex",
            "sensitivity": "public-aggregate",
            "exchange_code": "A0104",
            "dimension": True,
            "filterable": True,
        }
    )
    assert found == {
        "title": "性别",
        "x-title-en": "Sex",
        "description": "按证件",
        "x-description-en": "As on the document",
        "$ref": "#/$defs/sex",
        "x-required": "complete",
        "x-sensitivity": "public-aggregate",
        "x-code-list": "sex",
        "x-exchange-code": "A0104",
        "x-dimension": True,
        "x-filterable": True,
    }
    assert shared == {"sex": {"type": "string", "enum": ["1", "2"]}}


@pytest.mark.parametrize(
    ("derive", "formula"),
    [
        ("g.f + 1", "g.f + 1"),
        ("id_sex", "sex(identity.id_type, identity.id_number)"),
        (" unit_name ", "unit.name"),
    ],
)
def test_a_derived_field_says_by_which_formula_and_a_named_one_is_spelled_out(derive, formula):
    found, _shared = only_field({"type": "text", "label": "推算", "derive": derive, "fixed": True})
    assert found == {
        "title": "推算",
        "type": "string",
        **{name: found[name] for name in ("minLength", "maxLength") if name in found},
        "x-required": "optional",
        "x-derived-by": formula,
        "x-sensitivity": "internal",
        "x-fixed": True,
    }


def test_the_options_of_a_field_stand_with_their_meanings():
    option = {"code": "1", "label": "中国", "label_en": "China"}
    found, shared = only_field({"type": "choice", "label": "国籍", "options": [option], "open": True})
    assert found["oneOf"][0] == {"type": "string", "enum": ["1"]}
    assert found["x-options"] == [{"const": "1", "title": "中国", "x-title-en": "China"}]
    assert shared is None


def test_a_group_says_what_for_and_a_row_that_must_be_there_is_asked_for():
    raw = {
        "format": 1,
        "key": "test",
        "subject": "people",
        "label": "测试",
        "rules": [],
        "groups": [
            {
                "key": "work",
                "label": "经历",
                "label_en": "Work",
                "repeat": True,
                "purpose": "核实",
                "purpose_en": "To verify",
                "fields": [{"key": "start", "type": "month", "label": "起", "required": "submit"}],
            }
        ],
    }
    found = schema_of(read_schema(raw))
    work = found["properties"]["work"]
    assert found["required"] == ["work"]
    assert {name: work[name] for name in work if name != "items"} == {
        "title": "经历",
        "x-title-en": "Work",
        "x-purpose": "核实",
        "x-purpose-en": "To verify",
        "x-legal-basis": "statutory_duty",
        "type": "array",
        "minItems": 1,
    }
    assert work["items"]["required"] == ["start"]


def keywords(schema):
    """Every x- keyword of a schema, at any depth."""
    if isinstance(schema, list):
        return {name for each in schema for name in keywords(each)}
    if not isinstance(schema, dict):
        return set()
    own = {name for name in schema if name.startswith("x-")}
    return own | {name for each in schema.values() for name in keywords(each)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["professional", "skilled", "management", "rural", "social", "responsible_person"]
)
def test_a_published_definition_is_a_valid_schema_with_explained_keywords_and_each_list_once(key):
    schema = public_schema(live_version(key))
    VALIDATOR.check_schema(schema)
    assert keywords(schema) - KEYWORDS.keys() == set()
    assert (schema["x-version"], schema["x-key"]) == (live_version(key).number, key)
    assert json.dumps(schema["properties"], ensure_ascii=False).count('"150100"') == 0


def test_every_explained_keyword_is_used():
    fields = [
        {"key": "a", "type": "decimal", "minimum": 0, "maximum": 9, "help": "甲", "help_en": "A"},
        {"key": "b", "type": "text", "pattern": "x+", "exchange_code": "A1", "filterable": True},
        {"key": "c", "type": "choice", "code_list": "sex", "label_en": "C", "dimension": True},
        {"key": "m", "type": "choice", "code_list": "sex", "merged": {"1": "2"}},
        {"key": "d", "type": "choice", "options": [{"code": "1", "label": "一"}]},
        {"key": "e", "type": "bool", "shown_if": "g.a > 1", "required_if": "g.a > 2", "required": "submit"},
        {"key": "f", "type": "file"},
        {"key": "h", "type": "decimal", "derive": "g.a + 1", "fixed": True},
    ]
    raw = definition(("g", False, fields))
    whole = keywords(schema_of(raw)) | {"x-version", "x-digest", "x-purpose", "x-purpose-en"}
    assert KEYWORDS.keys() - whole == set()


def test_the_guide_explains_every_keyword_in_the_same_words():
    guide = (settings.BASE_DIR / "docs/howto/read-definitions.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(x-[a-z-]+)` \| (.+) \|$", guide, flags=re.MULTILINE))
    with override("en"):
        assert told == {name: str(meaning) for name, meaning in KEYWORDS.items()}


def test_a_cleaned_document_fits_and_an_invented_field_does_not():
    found = definition(IDENTITY, ("work", True, [{"key": "start", "type": "month", "required": "submit"}]))
    raw = {
        "identity": {"id_number": "152502197206282979", "full_name": "苏和"},
        "work": [{"start": "2001-09"}],
    }
    data = checked(found, raw).data
    assert VALIDATOR(schema_of(found)).is_valid(data)
    assert not VALIDATOR(schema_of(found)).is_valid({**data, "more": {}})


OPTIONS = [{"code": "1", "label": "认可", "label_en": "Recognised"}, {"code": "2", "label": "不认可"}]
LIMIT = st.none() | st.integers(0, 12)
TYPED = {
    "phone": st.sampled_from(["138 0000 0000", "0471－1234567-801", "12345"]),
    "email": st.sampled_from(["苏和@例子.中国", "a.b@example.cn", "a@b", "a" * 99 + "@b.cn"]),
    "date": st.sampled_from(["1985年7月6日", "2016/05/08", "1985-02-30"]) | st.dates().map(str),
    "bool": st.sampled_from(["是", "0", True, False, "也许"]),
    "id_number": st.sampled_from(["15252419671012464x", "G 123", "1" * 31]),
}
for dated in ("month", "partial_date", "year"):
    TYPED[dated] = st.sampled_from(["2012", "2012年", "2012.5", "1985-07-06"])
for number in ("integer", "decimal"):
    TYPED[number] = st.integers(-20, 20).map(str) | st.sampled_from(["1,234.50", "-0.0", ".5", "十二", "3.0"])
for listed in ("choice", "multichoice", "region"):
    TYPED[listed] = st.sampled_from(
        ["1", "认可", "A", "农、林、牧、渔业", "15", "9", "北京市", "认可、不认可", "、"]
    )
FREE = st.text(max_size=14) | st.sampled_from(["  苏和 ", "长" * 121, "\u3000", "a\u202eb", "", "\u200b"])


@st.composite
def fields(draw):
    kind = draw(st.sampled_from(sorted(REGISTRY)))
    field = {"key": draw(st.sampled_from("abcdef")), "type": kind, "label": "字段"}
    field["required"] = draw(st.sampled_from(["submit", "complete", "optional"]))
    limits = {"minimum": draw(LIMIT), "maximum": draw(LIMIT)} if kind in ("integer", "decimal") else {}
    if kind in ("text", "longtext"):
        limits = {"minimum": draw(LIMIT), "pattern": draw(st.sampled_from(["", r"\w+", "苏.*"]))}
    if REGISTRY[kind].needs_table:
        source = draw(st.sampled_from(["closed", "opened", ""]))
        limits = {"code_list": source} if source else {"options": OPTIONS}
        limits["open"] = draw(st.booleans())
    if kind != "integer":
        limits["max_length"] = draw(st.none() | st.integers(1, 12))
    return {**field, **{name: value for name, value in limits.items() if value is not None}}


def unique(drawn):
    return list({each["key"]: each for each in drawn}.values())


@st.composite
def cases(draw):
    """A definition of one single and one repeating group, and a document typed into it."""
    single, many = (draw(st.lists(fields(), min_size=1, max_size=4).map(unique)) for _ in range(2))

    def row(known):
        typed = {each["key"]: TYPED.get(each["type"], FREE) | FREE for each in known}
        return draw(st.fixed_dictionaries({}, optional=typed))

    rows = [row(many) for _ in range(draw(st.integers(0, 2)))]
    return definition(("one", False, single), ("many", True, many)), {"one": row(single), "many": rows}


@given(cases())
def test_a_stored_document_fits_the_schema_exactly_when_nothing_required_is_missing(case):
    found, raw = case
    cleaned = check(found, raw, tables=LISTED, unit=UnitFacts())
    schema = schema_of(found)
    VALIDATOR.check_schema(schema)
    missing = [each for each in cleaned.problems if each.key in ("required", "row_required")]
    needed = {each.path: each for each in found.all_fields() if each.required == "submit"}
    refused = [each for each in cleaned.problems if path_of(each.path) in needed and each not in missing]
    stored = json.loads(json.dumps(cleaned.data))
    fits = VALIDATOR(schema, format_checker=VALIDATOR.FORMAT_CHECKER).is_valid(stored)
    assert fits is not bool(missing or refused)
    if not cleaned.problems:
        assert fits


def path_of(path):
    group, _, rest = path.partition(".")
    return f"{group}.{rest.rpartition('.')[2]}"


def test_a_retired_code_is_in_the_schema_since_older_documents_hold_it():
    found = definition(("g", False, [{"key": "f", "type": "choice", "code_list": "opened", "label": "地区"}]))
    assert VALIDATOR(schema_of(found)).is_valid({"g": {"f": "9"}})
