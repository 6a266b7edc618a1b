"""The carried definitions: they compile, take the people that they are for, and are loaded once."""

from random import Random

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.demo.people import Crowd
from talent.categories.codes.loading import load_code_lists
from talent.categories.loading import load_categories
from talent.categories.models import Category, Code, CodeList
from talent.categories.service import UnitFacts, clean, definition_of, live_version, public_schema
from talent.categories.versions import compile_category

pytestmark = pytest.mark.django_db

UNITS = {"professional": "21", "skilled": "42", "management": "41", "rural": "45", "social": "52"}
WORDS = ["01", "1", "2024-05", "男", "高级工", "锡林浩特市", "152502197206282979", "主治医师", "20", "12.50"]
SHEET = {"row": [{"no": "1", "full_name": "苏和", "mobile": "13800000000"}]}


def documents(category):
    """Typed documents of a category, as a list would bring them."""
    if category == "responsible_person":
        return [SHEET]
    crowd = Crowd(Random(7))
    return [
        crowd.person(category=category, region_code=152502, industry="Q", mongol_share=0.3) for _ in range(12)
    ]


def cleaned(category, document):
    unit = UnitFacts(name="示例单位", region="152502", unit_type=UNITS.get(category, "21"), industry="Q")
    return clean(live_version(category), document, unit=unit)


@pytest.mark.parametrize("category", [*UNITS, "responsible_person"])
def test_what_stands_in_a_category_compiles_to_the_version_in_force(category):
    stored = Category.objects.select_related("current").get(key=category)
    assert compile_category(stored) == stored.current.schema


@pytest.mark.parametrize("category", UNITS)
def test_people_are_taken_checked_to_themselves_and_fit_the_schema(category):
    schema = public_schema(live_version(category))
    for document in documents(category):
        found = cleaned(category, document)
        assert [each.text for each in found.problems] == []
        assert cleaned(category, found.data).data == found.data
        jsonschema.validate(found.data, schema)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("text") | st.text(max_size=4), inner),
    max_leaves=4,
)


@pytest.mark.parametrize("category", UNITS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_no_document_breaks_the_check_of_a_definition_in_force(category, data):
    definition = definition_of(live_version(category))
    raw = {}
    for group in data.draw(st.lists(st.sampled_from(definition.groups), max_size=4)):
        row = st.dictionaries(st.sampled_from([each.key for each in group.fields]), JSON, max_size=6)
        raw[group.key] = data.draw(st.lists(row, max_size=2) if group.repeat else row)
    found = cleaned(category, raw)
    assert all(problem.text for problem in found.problems + found.warnings)
    if not found.invalid:  # in the place of a refused value its default comes the next time
        assert cleaned(category, found.data).data == found.data


def test_the_sheet_takes_a_row_of_the_annex():
    found = cleaned("responsible_person", SHEET)
    assert found.data["row"][0]["full_name"] == "苏和"
    assert [each.key for each in found.invalid] == []


def test_limits_of_zero_are_in_force():
    hours = definition_of(live_version("professional")).by_path["training.hours"]
    assert (hours.minimum, hours.maximum) == (0, 9999)


def test_loading_again_changes_nothing():
    def standing():
        return list(CodeList.objects.values()), list(Code.objects.values()), list(Category.objects.values())

    before = standing()
    assert load_code_lists() == len(before[0])
    assert load_categories() == 0
    assert standing() == before


def test_a_category_that_an_office_edited_is_left_alone():
    Category.objects.filter(key="skilled").update(label="技能型人才")
    load_categories()
    assert Category.objects.get(key="skilled").label == "技能型人才"


def test_only_ends_of_validity_and_of_terms_may_lie_ahead():
    load_code_lists()
    load_categories()
    ahead = {
        (category.key, known.path)
        for category in Category.objects.all()
        for known in definition_of(category.current).all_fields()
        if known.future
    }
    people = ("professional", "skilled", "management", "rural", "social")
    assert ahead == {
        *((key, "honour_title.valid_until") for key in people),
        ("professional", "appointment.end"),
        ("professional", "vocational_qualification.valid_until"),
        ("social", "cert.registered_until"),
    }
