from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from talent.security.identity import blind_index, normalise
from talent.security.keys import keys

NUMBER = "15250219720628297X"


def test_an_index_is_the_keyed_digest_of_kind_and_number():
    expected = HMAC(keys().blind_index, SM3())
    expected.update(b"01\x0015250219720628297X")
    assert blind_index(kind="01", number=NUMBER) == expected.finalize()


def test_spellings_of_one_number_have_one_index():
    spellings = [NUMBER, NUMBER.lower(), " 152502 19720628 297x\n", "152502\u300019720628297X"]
    assert len({blind_index(kind="01", number=each) for each in spellings}) == 1


def test_other_numbers_and_other_kinds_have_other_indexes():
    given = [("01", NUMBER), ("02", NUMBER), ("01", "152502197206282979"), ("0115", NUMBER[2:])]
    found = {blind_index(kind=kind, number=number) for kind, number in given}
    assert (len(found), {len(each) for each in found}) == (4, {32})


def test_another_key_gives_another_index(tmp_path, settings):
    before = blind_index(kind="01", number=NUMBER)
    settings.TALENT_KEY_FILE = tmp_path / "keys.json"
    assert blind_index(kind="01", number=NUMBER) != before


def test_a_number_is_normalised_to_capitals_without_spaces():
    assert normalise(" e 1234\t5678x ") == "E12345678X"
