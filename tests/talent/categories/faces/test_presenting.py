import pytest

from talent.categories.faces.descriptions import Choice, FilterKind, FilterSpec
from talent.categories.faces.presenting import columns, dimensions, entry_form, filters, printed_form
from talent.categories.problems import Problem
from talent.categories.service import (
    columns_for,
    definition_of,
    form_for,
    live_version,
    printed,
    public_schema,
)
from tests.talent.categories.definitions import IDENTITY, TABLES, definition

KEYS = ("professional", "skilled", "management", "rural", "social", "responsible_person")
WORK = ("work", True, [{"key": "start", "type": "month", "required": "submit"}])
DEFINITION = definition(IDENTITY, WORK)


def form(data, **given):
    return entry_form(DEFINITION, data, tables=TABLES, language="zh-hans", **given)


def boxes(found):
    return {each.name: each for section in found.sections for row in section.rows for each in row.fields}


def test_what_was_typed_stands_in_the_form_again_right_or_wrong():
    found = boxes(form({"identity": {"sex": "火星", "full_name": "苏和"}, "work": [{"start": "昨天"}]}))
    values = {name: found[name].value for name in ("identity.sex", "identity.full_name", "work.0.start")}
    assert values == {"identity.sex": "火星", "identity.full_name": "苏和", "work.0.start": "昨天"}


def test_a_sentence_stands_at_its_field_and_its_section_has_an_error():
    problem = Problem("work.0.start", "required", {"label": "start"})
    found = form({"work": [{}]}, problems=[problem], remarks={"identity.sex": ["请核对"]})
    assert boxes(found)["work.0.start"].errors == ("请填写“start”。",)
    assert boxes(found)["identity.sex"].remarks == ("请核对",)
    assert [section.has_errors for section in found.sections] == [False, True]


def test_an_empty_repeating_group_offers_one_row_and_more_when_asked():
    assert len(form({}).sections[1].rows) == 1
    assert len(form({"work": [{"start": "2001-09"}]}, blank_rows={"work": 2}).sections[1].rows) == 3


def test_completeness_counts_what_is_asked():
    found = form({"identity": {"id_type": "01", "full_name": "苏和"}, "work": []})
    assert [(section.filled, section.expected) for section in found.sections] == [(2, 3), (0, 1)]


def test_a_fixed_field_shows_what_it_takes_over_and_a_default_stands_in_an_empty_one():
    fields = [
        {"key": "sex", "type": "choice", "code_list": "sex", "derive": "id_sex", "fixed": True},
        {"key": "kind", "type": "choice", "code_list": "sex", "default": "1"},
        {"key": "deeds", "type": "longtext", "required": "complete"},
    ]
    made = definition(("g", False, fields))
    empty, filled = (
        boxes(entry_form(made, {"g": row}, tables=TABLES, language="en")) for row in ({}, {"sex": "2"})
    )
    faces = [(each.value, each.shown, each.fixed, each.wide, each.required) for each in empty.values()]
    assert faces == [
        ("", "", True, False, "optional"),
        ("1", "", False, False, "optional"),
        ("", "", False, True, "complete"),
    ]
    assert (filled["g.sex"].value, filled["g.sex"].shown) == ("2", "Female")


def test_the_row_to_be_copied_has_a_place_holder_for_its_number():
    section = form({"work": [{"start": "2001-09"}]}).sections[1]
    assert [each.name for each in section.blank.fields] == ["work.__row__.start"]
    assert [row.number for row in section.rows] == [0]


def test_a_problem_of_a_whole_group_stands_at_its_section():
    found = form({}, problems=[Problem("work", "row_required", {"label": "work"})])
    assert [section.errors for section in found.sections] == [(), ("“work”至少要有一行。",)]
    assert found.problems == (Problem("work", "row_required", {"label": "work"}),)


def test_import_columns_leave_out_what_is_fixed_or_not_in_the_template():
    fields = [
        {"key": "a", "type": "text", "required": "submit", "aliases": ["甲"]},
        {"key": "b", "type": "text", "fixed": True, "derive": "unit_name"},
        {"key": "c", "type": "text", "in_template": False},
    ]
    found = columns(definition(("g", False, fields)), tables={}, language="zh-hans")
    assert [(each.path, each.aliases, each.required) for each in found] == [("g.a", ("甲",), True)]


def test_a_query_offers_what_is_marked_as_filterable_and_not_sealed():
    fields = [
        {"key": "name", "type": "text", "label_en": "Name", "filterable": True},
        {"key": "sex", "type": "choice", "code_list": "sex", "filterable": True},
        {"key": "level", "type": "choice", "code_list": "skill_level"},
        {"key": "mobile", "type": "phone", "sensitivity": "sensitive", "filterable": True},
    ]
    found = filters(definition(("g", False, fields)), tables=TABLES, language="en")
    assert found == [
        FilterSpec("g.name", "Name", FilterKind.CONTAINS),
        FilterSpec("g.sex", "sex", FilterKind.ONE_OF, (Choice("1", "Male"), Choice("2", "Female"))),
    ]


def test_the_printed_form_has_text_for_people():
    document = {"identity": {"sex": "2"}, "work": [{"start": "2001-09"}]}
    found = printed_form(DEFINITION, document, tables=TABLES, language="en")
    assert [group.rows for group in found.groups] == [({"sex": "Female"},), ({"start": "2001-09"},)]


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_every_field_of_a_published_definition_is_once_in_every_face(key):
    version = live_version(key)
    paths = sorted(definition_of(version).by_path)
    inputs = [
        f"{section.key}.{each.name.rpartition('.')[2]}"
        for section in form_for(version, {}).sections
        for row in section.rows
        for each in row.fields
    ]
    on_paper = [
        f"{group.key}.{each.key}" for group in printed(version, {}, "zh-hans").groups for each in group.fields
    ]
    schema = public_schema(version)["properties"]
    in_schema = [
        f"{group}.{name}"
        for group, of in schema.items()
        for name in (of["items"] if of["type"] == "array" else of)["properties"]
    ]
    assert sorted(inputs) == sorted(on_paper) == sorted(in_schema) == paths
    assert {each.path for each in columns_for(version)} <= set(paths)


def test_what_is_sealed_is_no_dimension_although_a_version_of_old_says_so():
    sex = {"key": "sex", "type": "choice", "code_list": "sex", "dimension": True}
    made = definition(("g", False, [{**sex, "key": "open"}, {**sex, "sensitivity": "sensitive"}]))
    assert [each.path for each in dimensions(made, tables=TABLES)] == ["g.open"]
