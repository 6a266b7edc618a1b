"""No type of field is registered without an answer for every face."""

import pytest

from talent.categories.faces.descriptions import FilterKind, PrintedKind
from talent.categories.fieldtypes import REGISTRY, Unregistered, register, type_of
from talent.categories.fieldtypes.base import FieldType
from talent.categories.fieldtypes.registering import FACES, WORDS
from talent.categories.fieldtypes.texts import Text, Written
from tests.talent.categories.cases import OPTIONS, TABLES, field


def answers(*left_out):
    """A class body with every face and word but these."""
    words = {"name": "colour", "label": "颜色", "printed": PrintedKind.WORD, "settings": frozenset()}
    whole = {**words, **{face: lambda self, *given: None for face in FACES}}
    return {name: answer for name, answer in whole.items() if name not in left_out}


@pytest.fixture
def registry():
    """The registry as it was, after the test."""
    before = dict(REGISTRY)
    yield REGISTRY
    REGISTRY.clear()
    REGISTRY.update(before)


def test_a_type_with_every_face_is_registered(registry):
    colour = type("Colour", (FieldType,), answers())
    register(colour)
    assert isinstance(type_of(field("colour")), colour)


@pytest.mark.parametrize("face", [*FACES, *WORDS])
def test_a_type_without_one_of_its_faces_is_refused_and_the_face_named(registry, face):
    with pytest.raises(Unregistered, match=rf"^Colour\.{face}: ") as refused:
        register(type("Colour", (FieldType,), answers(face)))
    assert (refused.value.face, "colour" in registry) == (face, False)


@pytest.mark.parametrize("face", FACES)
def test_a_face_that_is_merely_inherited_from_another_type_is_refused(registry, face):
    parent = type("Parent", (FieldType,), answers("name"))
    with pytest.raises(Unregistered, match=f"Colour.{face}: taken from Parent, which is no family"):
        register(type("Colour", (parent,), answers(face)))


def test_a_face_that_a_family_leaves_to_its_types_is_refused(registry):
    with pytest.raises(Unregistered, match=r"^Colour\.json_schema: no answer"):
        register(type("Colour", (Written,), answers("json_schema")))


def test_a_type_takes_the_faces_of_its_family(registry):
    words = answers(*(set(FACES) - {"read", "input", "cell", "json_schema"}))
    register(type("Colour", (Written,), words))
    known = field("colour")
    assert type_of(known).filter(known, TABLES, "en").kind is FilterKind.CONTAINS


def test_a_way_of_printing_that_nobody_knows_is_refused(registry):
    with pytest.raises(Unregistered, match=r"^Colour\.printed: not one of PrintedKind"):
        register(type("Colour", (FieldType,), {**answers(), "printed": "round"}))


@pytest.mark.parametrize("given", [{}, {"settings": frozenset({"shade"})}])
def test_a_type_that_does_not_say_which_settings_it_has_is_refused(registry, given):
    with pytest.raises(Unregistered, match=r"^Colour\.settings: not given, or not of SETTINGS"):
        register(type("Colour", (FieldType,), {**answers("settings"), **given}))


def test_a_name_is_taken_once(registry):
    with pytest.raises(Unregistered, match=r"^Text\.name: 'text' is taken"):
        register(Text)


@pytest.mark.parametrize("kind", REGISTRY)
def test_every_registered_type_answers_for_all_its_faces(kind):
    known, found = field(kind, options=OPTIONS, label_en="Field"), REGISTRY[kind]
    spec = found.filter(known, TABLES, "en")
    assert (spec is None) or (spec.path, spec.label) == ("g.f", "Field")
    assert isinstance(found.printed, PrintedKind)
    assert isinstance(found.choices(known, TABLES, "en"), tuple)


def test_how_queries_ask_for_each_type():
    """A table to be thought about: a type that is new fails here until somebody has."""
    asked = {name: kind.filter(field(name, options=OPTIONS), TABLES, "en") for name, kind in REGISTRY.items()}
    contains, between = FilterKind.CONTAINS, FilterKind.RANGE
    assert {name: spec and spec.kind for name, spec in asked.items()} == {
        **dict.fromkeys(("text", "name", "longtext", "phone", "email", "unit"), contains),
        **dict.fromkeys(("integer", "decimal", "year", "date", "month", "partial_date"), between),
        **dict.fromkeys(("choice", "multichoice", "region"), FilterKind.ONE_OF),
        **dict.fromkeys(("id_number", "bool"), FilterKind.EQUALS),
        "file": None,
    }


def test_queries_offer_retired_codes_as_well_since_older_records_hold_them():
    known = field("choice", code_list="level")
    choices = type_of(known).filter(known, TABLES, "zh-hans").choices
    assert [(each.value, each.label) for each in choices] == [("1", "高级"), ("9", "旧级(已停用)")]
