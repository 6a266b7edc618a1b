import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.orgs.uscc import check_character, is_temporary, is_uscc, temporary_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CHARACTERS = st.sampled_from(ALPHABET)
BODIES = st.builds(
    "{}{:06d}{}".format,
    st.text(CHARACTERS, min_size=2, max_size=2),
    st.integers(0, 999_999),
    st.text(CHARACTERS, min_size=9, max_size=9),
)
#: Codes that stand on public registers.
REAL = ["91350100M000100Y43", "911101080828461726"]


@pytest.mark.parametrize("code", REAL)
def test_a_published_code_is_valid(code):
    assert (check_character(code[:17]), is_uscc(code)) == (code[17], True)


@given(body=BODIES)
def test_a_body_with_its_check_character_is_valid_and_with_no_other(body):
    assert [each for each in ALPHABET if is_uscc(body + each)] == [check_character(body)]


@given(body=BODIES, place=st.integers(0, 17), other=CHARACTERS)
def test_no_single_wrong_character_passes(body, place, other):
    code = body + check_character(body)
    changed = code[:place] + other + code[place + 1 :]
    assert is_uscc(changed) == (changed == code)


@given(body=BODIES, place=st.integers(0, 16))
def test_no_two_neighbours_pass_when_they_change_places(body, place):
    code = body + check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_uscc(swapped) == (swapped == code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        REAL[0][:17],
        REAL[0] + "0",
        REAL[0].lower(),
        f" {REAL[0]}",
        f"{REAL[0]}\n",
        REAL[0].replace("M", "I"),
        "91A50100M000100Y43",
        "91３５０１００M000100Y43",
        "T152502000001",
    ],
)
def test_another_shape_is_not_valid(code):
    assert not is_uscc(code)


@given(region=st.integers(150_000, 159_999), serial=st.integers(1, 999_999))
def test_a_temporary_code_is_known_as_one_and_is_no_unified_code(region, serial):
    code = temporary_code(region_code=region, serial=serial)
    assert (is_temporary(code), is_uscc(code), int(code[1:7]), int(code[7:])) == (True, False, region, serial)


@pytest.mark.parametrize(
    "code",
    ["", "T15250200001", "T1525020000011", "t152502000001", "152502000001", "T１５２５０２000001", REAL[0]],
)
def test_another_shape_is_not_temporary(code):
    assert not is_temporary(code)
