import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.fieldtypes import REGISTRY, type_of
from talent.categories.plaintext import is_blank
from talent.categories.problems import SENTENCES, Refused
from tests.talent.categories.cases import OPTIONS, READ, REFUSED, TABLES, field


@pytest.mark.parametrize(("kind", "given_", "typed", "stored", "shown"), READ)
def test_what_was_typed_is_read_and_shown(kind, given_, typed, stored, shown):
    known = field(kind, **given_)
    value = type_of(known).read(known, typed, TABLES)
    assert (value, type_of(known).show(known, value, TABLES, "zh-hans")) == (stored, shown)


@pytest.mark.parametrize(("kind", "given_", "typed", "stored", "shown"), READ)
def test_a_stored_value_reads_as_itself_and_fits_its_schema(kind, given_, typed, stored, shown):
    known = field(kind, **given_)
    assert type_of(known).read(known, stored, TABLES) == stored
    assert type_of(known).read(known, type_of(known).typed(known, stored), TABLES) == stored
    jsonschema.validate(stored, type_of(known).json_schema(known, TABLES))


@pytest.mark.parametrize(("kind", "given_", "typed", "key"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(kind, given_, typed, key):
    known = field(kind, **given_)
    with pytest.raises(Refused) as refused:
        type_of(known).read(known, typed, TABLES)
    assert refused.value.key == key
    assert str(SENTENCES[key]) % {"label": "字段", **refused.value.given}


def test_every_registered_type_is_tried_above():
    assert {case[0] for case in READ} == set(REGISTRY)


WRITTEN = st.text(max_size=40) | st.from_regex(r"[-+\s0-9０-９.,年月日/、认可]{1,12}", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WRITTEN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.just("text") | st.text(), inner, max_size=2)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", REGISTRY)
@given(raw=JSON)
def test_whatever_comes_is_refused_or_read_to_a_value_that_stays_itself(kind, raw):
    known = field(kind, options=OPTIONS, open=kind in ("region", "multichoice"))
    value, sentence = outcome(known, raw)
    if sentence or is_blank(raw):  # what says nothing is never read
        return
    assert outcome(known, value) == (value, "")
    jsonschema.validate(value, type_of(known).json_schema(known, TABLES))
    assert isinstance(type_of(known).show(known, value, TABLES, "en"), str)


def outcome(known, raw):
    """The value read and no sentence, or the sentence that refuses it."""
    try:
        return type_of(known).read(known, raw, TABLES), ""
    except Refused as refused:
        return None, str(SENTENCES[refused.key]) % {"label": "字段", **refused.given}


@pytest.mark.parametrize("kind", REGISTRY)
def test_every_type_has_an_input(kind):
    known = field(kind, options=OPTIONS)
    found = type_of(known).input(known, TABLES, "zh-hans")
    assert found.control in {"text", "textarea", "select", "checkboxes", "combo"}


def test_choices_offer_what_can_be_chosen_in_the_language_asked():
    known = field("choice", options=OPTIONS)
    english = type_of(known).input(known, TABLES, "en").choices
    listed = field("choice", code_list="level")
    assert [choice.label for choice in english] == ["Recognised", "不认可", "未评议"]
    assert [choice.value for choice in type_of(listed).input(listed, TABLES, "zh").choices] == ["1"]


def test_only_closed_choices_are_dimensions():
    known = field("choice", code_list="level")
    spec = type_of(known).dimension(known, TABLES)
    assert (spec.path, spec.codes) == ("g.f", ("1", "9"))
    assert type_of(field("text")).dimension(field("text"), TABLES) is None
