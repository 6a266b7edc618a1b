"""Every kind that any part declares: its texts can be filled, in both languages, and name no number."""

import pytest

from config.messages.unwrapped import CHINESE
from talent.notify.filling import placeholders_in
from talent.notify.kinds import KINDS
from talent.notify.preferring import mode_of, prefer
from talent.notify.wording import said
from tests.factories import make_user
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


@pytest.mark.parametrize("key", [key for key in SHIPPED if KINDS[key].follows])
def test_a_kind_about_many_reaches_the_same_accounts_as_the_one_that_it_follows(key):
    single = KINDS[KINDS[key].follows]
    assert (KINDS[key].roles, KINDS[key].mail, single.follows) == (single.roles, single.mail, "")


def test_a_kind_about_many_comes_by_mail_as_the_one_that_it_follows_was_chosen():
    user = make_user()
    prefer(user=user, modes={"change_returned": "never"}, language="en")
    modes = [mode_of(user, KINDS[key]) for key in ("changes_returned", "changes_rejected")]
    assert modes == ["never", "at_once"]


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
