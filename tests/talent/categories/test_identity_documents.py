from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.identity_documents import IdentityNumber, check_digit, read_identity_number
from talent.categories.problems import Refused

BIRTHS = st.dates(date(1900, 1, 1), date(2020, 12, 31))


@given(st.integers(110000, 659999), BIRTHS, st.integers(0, 999))
def test_every_body_with_its_check_digit_says_birth_and_sex(region, born, serial):
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    number = body + check_digit(body)
    sex = "1" if serial % 2 else "2"
    assert read_identity_number(kind="01", text=number) == IdentityNumber("01", number, born, sex)


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(born, serial, place, shift):
    body = f"152502{born:%Y%m%d}{serial:03d}"
    wrong = body[:place] + str((int(body[place]) + shift) % 10) + body[place + 1 :]
    with pytest.raises(Refused):
        read_identity_number(kind="01", text=wrong + check_digit(body))


def test_a_first_generation_number_is_upgraded_to_the_one_on_the_new_card():
    read = read_identity_number(kind="09", text="152502720628297")
    assert read == IdentityNumber("01", "152502197206282979", date(1972, 6, 28), "1")


@pytest.mark.parametrize(("days", "refused"), [(0, False), (1, True)])
def test_nobody_is_born_after_today(days, refused):
    born = localdate() + timedelta(days=days)
    body = f"152502{born:%Y%m%d}001"
    number = body + check_digit(body)
    if refused:
        with pytest.raises(Refused, match="id_birth_date"):
            read_identity_number(kind="01", text=number)
    else:
        assert read_identity_number(kind="01", text=number).birth == born


def test_full_width_digits_are_the_same_number_and_digits_of_other_scripts_none():
    assert (
        read_identity_number(kind="01", text="１５２５２４１９６７１０１２４６４ｘ").number
        == "15252419671012464X"
    )
    with pytest.raises(Refused, match="id_format"):
        read_identity_number(kind="01", text="1525021972062829٧٩")


def test_a_kind_that_no_list_knows_is_refused():
    with pytest.raises(Refused, match="id_format"):
        read_identity_number(kind={"text": "军官证"}, text="152502197206282979")


def test_spaces_and_a_small_x_are_forgiven():
    assert read_identity_number(kind="01", text=" 152524 19671012464x ").number == "15252419671012464X"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("01", "152221197206282973"),  # a region code that was withdrawn may live on in a number
        ("02", "810000199001011236"),
        ("03", "830000199001011232"),
        ("04", "911111199001011239"),
        ("05", "CHN123456789012"),
        ("06", "H12345678"),
        ("07", "12345678"),
        ("08", "E12345678"),
        ("99", "ABC-123/4"),
    ],
)
def test_numbers_of_every_kind_of_document_are_read(kind, text):
    body = text[:17]
    number = body + check_digit(body) if kind in ("01", "02", "03", "04") else text
    assert read_identity_number(kind=kind, text=number).number == number


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("01", "15250219720628297", "id_format"),
        ("01", "15250219720628297A", "id_format"),
        ("01", "152502197206282978", "id_check_digit"),
        ("02", "152502197206282979", "id_format"),
        ("07", "E12345678", "id_format"),
        ("77", "152502197206282979", "id_format"),
        ("01", "15250219720230297" + check_digit("15250219720230297"), "id_birth_date"),
        ("01", "15250229990628297" + check_digit("15250229990628297"), "id_birth_date"),
    ],
)
def test_what_is_wrong_is_said(kind, text, key):
    with pytest.raises(Refused) as refused:
        read_identity_number(kind=kind, text=text)
    assert refused.value.key == key


def test_the_expected_check_digit_is_named():
    with pytest.raises(Refused) as refused:
        read_identity_number(kind="01", text="152502197206282978")
    assert refused.value.given == {"expected": "9"}
