import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.codetables import CodeEntry, CodeTable
from talent.categories.definition import Field, Option
from talent.categories.fieldtypes import REGISTRY, type_of
from talent.categories.problems import SENTENCES, Refused

OPTIONS = (Option("1", "认可", "Recognised"), Option("2", "不认可"), Option("3", "未评议"))
TABLES = {
    "region": CodeTable("region", (CodeEntry("152502", "锡林浩特市", "Xilinhot"),), is_open=True),
    "level": CodeTable("level", (CodeEntry("1", "高级"), CodeEntry("9", "旧级", choosable=False))),
}


def field(kind, **given):
    return Field(key="f", type=kind, label="字段", group="g", **given)


#: (type, attributes, typed, stored, shown)
READ = [
    ("text", {}, "  苏和 ", "苏和", "苏和"),
    ("text", {"max_length": 4}, "𬭚𠅤䶮㛃", "𬭚𠅤䶮㛃", "𬭚𠅤䶮㛃"),
    ("longtext", {}, "第一行\n第二行", "第一行\n第二行", "第一行\n第二行"),
    ("phone", {}, "138 0000 0000", "13800000000", "13800000000"),
    ("phone", {}, "0471－1234567", "0471-1234567", "0471-1234567"),
    ("email", {}, "a.b@example.cn", "a.b@example.cn", "a.b@example.cn"),
    ("id_number", {}, "1525 2419671012464x", "15252419671012464X", "15252419671012464X"),
    ("integer", {}, "12.0", 12, "12"),
    ("integer", {"minimum": 0, "maximum": 60}, "60", 60, "60"),
    ("decimal", {}, "1,234.50", "1234.5", "1234.5"),
    ("date", {}, "1985年7月6日", "1985-07-06", "1985年7月6日"),
    ("month", {}, "1985/7", "1985-07", "1985年7月"),
    ("month", {}, "1985-07-06", "1985-07", "1985年7月"),
    ("partial_date", {}, "2012", "2012", "2012年"),
    ("year", {}, "2024年", 2024, "2024"),
    ("bool", {}, "是", True, "是"),
    ("bool", {}, "0", False, "否"),
    ("choice", {"options": OPTIONS}, "认可", "1", "认可"),
    ("choice", {"options": OPTIONS}, "recognised", "1", "认可"),
    ("choice", {"options": OPTIONS, "open": True}, "众口交誉", {"text": "众口交誉"}, "众口交誉"),
    ("choice", {"code_list": "level"}, "1", "1", "高级"),
    ("multichoice", {"options": OPTIONS}, "未评议、认可，认可", ["1", "3"], "认可、未评议"),
    ("region", {"code_list": "region"}, "锡林浩特市", "152502", "锡林浩特市"),
    ("region", {"code_list": "region"}, "北京市", {"text": "北京市"}, "北京市"),
    ("unit", {}, "示例医院", "示例医院", "示例医院"),
]

#: (type, attributes, typed, message key)
REFUSED = [
    ("text", {"max_length": 2}, "三个字", "too_long"),
    ("text", {"minimum": 2}, "一", "too_short"),
    ("text", {"pattern": r"\d{6}"}, "02600", "bad_format"),
    ("text", {}, "a\u202eb", "control_character"),
    ("text", {}, "\ue235", "private_script"),
    ("phone", {}, "12345", "not_a_phone"),
    ("email", {}, "a@b", "not_an_email"),
    ("integer", {}, "十二", "not_integer"),
    ("integer", {"minimum": 0}, "-1", "below_minimum"),
    ("integer", {"maximum": 60}, "61", "above_maximum"),
    ("decimal", {}, "NaN", "not_decimal"),
    ("decimal", {}, "1e400", "not_decimal"),
    ("date", {}, "1985-07", "not_a_date"),
    ("date", {}, "1985-02-30", "not_a_date"),
    ("date", {}, "1800-01-01", "year_out_of_range"),
    ("month", {}, "1985", "not_a_month"),
    ("year", {}, "85", "not_a_year"),
    ("year", {}, "1066", "year_out_of_range"),
    ("bool", {}, "也许", "not_yes_no"),
    ("choice", {"options": OPTIONS}, "众口交誉", "not_in_list"),
    ("choice", {"code_list": "level"}, "9", "retired_code"),
    ("multichoice", {"options": OPTIONS}, ["1", "x"], "not_in_list"),
    ("unit", {}, "长" * 121, "too_long"),
]


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


@pytest.mark.parametrize("kind", REGISTRY)
@given(raw=st.text(max_size=40))
def test_no_text_breaks_a_type_and_what_it_takes_it_takes_again(kind, raw):
    known = field(kind, options=OPTIONS, open=kind == "region")
    try:
        value = type_of(known).read(known, raw, TABLES)
    except Refused:
        return
    assert type_of(known).read(known, value, TABLES) == value


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
