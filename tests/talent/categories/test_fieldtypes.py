from datetime import datetime

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.codes.tables import CodeEntry, CodeTable
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


@pytest.mark.parametrize(
    ("clock", "typed", "key"),
    [
        ("2026-11-26T15:59:59Z", "2026-11-26", ""),  # 23:59 in Inner Mongolia
        ("2026-11-26T15:59:59Z", "2026-11-27", "in_future"),
        ("2026-11-26T16:00:00Z", "2026-11-27", ""),  # midnight there, the 26th still in London
        ("2026-11-26T15:59:59Z", "2026-11", ""),
        ("2026-11-26T15:59:59Z", "2026-12", "in_future"),
        ("2026-11-26T15:59:59Z", "2026", ""),
        ("2026-11-26T15:59:59Z", "2027", "in_future"),
    ],
)
def test_an_event_is_not_after_today_as_far_as_it_is_known(monkeypatch, clock, typed, key):
    moment = datetime.fromisoformat(clock)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    sentence = outcome(field("partial_date"), typed)[1]
    assert sentence == (f"“字段”不能晚于今天(2026-11-26)，请核对后改正；现为“{typed}”。" if key else "")


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
    assert found.control in {"text", "textarea", "select", "checkboxes", "combo", "files"}


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


LONG = {"list": CodeTable("list", tuple(CodeEntry(f"{n:04}", f"名、称{n}") for n in range(5000)))}


def test_a_long_list_of_several_choices_is_typed_as_words_with_a_sign_between():
    several = field("multichoice", code_list="list")
    assert type_of(several).input(several, LONG, "zh-hans").control == "combo"
    for typed in (["名、称3；名、称1"], "名、称3;名、称1", ["0003", "0001"]):
        assert type_of(several).read(several, typed, LONG) == ["0001", "0003"]


def test_a_form_goes_on_offering_what_stands_and_nobody_may_choose_anew():
    several, one = field("multichoice", code_list="level"), field("choice", code_list="level")
    kept = [
        (each.value, each.label) for each in type_of(several).kept_choices(several, ["1", "9"], TABLES, "zh")
    ]
    assert kept == [("9", "旧级")]
    assert type_of(one).kept_choices(one, "1", TABLES, "zh") == ()
    assert "9" not in {each.value for each in type_of(one).input(one, TABLES, "zh").choices}


def test_five_thousand_codes_stand_once_each_in_the_json_schema():
    one = field("choice", code_list="list")
    assert type_of(one).json_schema(one, LONG)["enum"] == [f"{n:04}" for n in range(5000)]
