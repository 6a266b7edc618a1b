"""Every kind that any part declares: its texts can be filled, in both languages, and name no number."""

import pytest

from config.messages.unwrapped import CHINESE
from talent.notify.filling import placeholders_in
from talent.notify.kinds import KINDS
from talent.notify.wording import said
from tests.talent.notify.kinds import PARCEL

SHIPPED = [key for key in KINDS if key != PARCEL]


@pytest.mark.parametrize("key", SHIPPED)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_shipped_texts_use_placeholders_of_the_kind_and_the_example_fills_them(key, language):
    kind = KINDS[key]
    used = {name for text in kind.shipped(language) for name in placeholders_in(text)}
    assert used <= kind.placeholders.keys()
    assert kind.placeholders.keys() <= kind.example.keys()


@pytest.mark.parametrize("key", SHIPPED)
def test_the_shipped_texts_are_english_in_english(key):
    assert not CHINESE.search("".join(KINDS[key].shipped("en")))


@pytest.mark.parametrize("key", SHIPPED)
def test_no_placeholder_is_a_personal_number(key):
    assert not {
        name for name in KINDS[key].placeholders if "id_" in name or "phone" in name or "mobile" in name
    }


def test_a_value_in_english_takes_the_place_of_the_chinese_one_in_english_alone():
    data = {"name": "乌日娜", "name_en": "Urna"}
    assert [said("{name}", "", data, english=english).subject for english in (False, True)] == [
        "乌日娜",
        "Urna",
    ]
