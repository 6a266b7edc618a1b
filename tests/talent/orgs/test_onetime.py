import re

from talent.orgs.onetime import digest, new_code, new_number


def test_codes_differ_and_can_be_read_out():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert [each for each in codes if not re.fullmatch(r"([A-Z3-9]{5}-){3}[A-Z3-9]{5}", each)] == []
    assert set("".join(codes)) & set("0O1Il258BS") == set()


def test_a_code_is_the_same_however_it_is_typed():
    assert len({digest("ACDEF-GHJKM"), digest("acdef ghjkm"), digest(" ACDEFGHJKM ")}) == 1
    assert digest("ACDEF-GHJKM") != digest("ACDEF-GHJKN")


def test_numbers_have_ten_digits_and_no_order():
    numbers = [new_number() for _ in range(200)]
    assert all(re.fullmatch(r"[1-9][0-9]{9}", each) for each in numbers)
    assert numbers != sorted(numbers)
