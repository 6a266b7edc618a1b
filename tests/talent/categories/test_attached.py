import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.attached import (
    KINDS,
    LONGEST_NAME,
    Attached,
    all_attached,
    attached,
    clean_name,
    not_taken,
)
from talent.categories.problems import Refused

FILE = "01890a5d-ac96-774b-bcce-b302099a8057"


@given(st.text(max_size=300) | st.text("./\\\0\u202e. jpgpdf", max_size=40), st.sampled_from(KINDS))
def test_a_cleaned_name_is_safe_whatever_it_was_and_stays_as_it_is(given_, kind):
    name = clean_name(given_, kind)
    assert clean_name(name, kind) == name
    assert not any(unicodedata.category(each)[0] == "C" for each in name)
    assert (set(name) & set('/\\<>:"|?*'), len(name) <= LONGEST_NAME) == (set(), True)
    assert (name.endswith(f".{kind}"), name.startswith(".")) == (True, False)
    found = Attached(FILE, name, kind, 7)
    assert attached(found.typed) == attached(found.value()) == found


@given(st.text(max_size=60))
def test_why_a_file_was_not_taken_comes_back_as_it_was_said(name):
    with pytest.raises(Refused) as refused:
        attached(not_taken("file_too_big", name, 10))
    assert (refused.value.key, refused.value.given["limit"]) == ("file_too_big", 10)


def test_what_is_no_reference_is_left_out():
    found = Attached(FILE, "照片.jpg", "jpg", 7)
    assert all_attached([found.value(), "x", {"id": FILE}, not_taken("file_kind", "a"), found.typed]) == (
        found,
        found,
    )
    assert all_attached(None) == ()
