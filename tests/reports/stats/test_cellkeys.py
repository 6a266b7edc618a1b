import hmac
from itertools import permutations
from typing import get_args
from uuid import UUID

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.stats.cellkeys import Purpose, StatisticsKey, Tally, add_keys, from_signed, record_key, to_signed
from tests.reports.stats.oracle import record_keys, tally_cells

SECRET = bytes(range(32))
KEY = StatisticsKey(SECRET)
WORDS = st.integers(0, 2**64 - 1)


def test_a_record_key_is_the_first_64_bits_of_hmac_sm3():
    code = hmac.new(SECRET, b"person" + (1).to_bytes(16, "big"), "sm3").digest()
    assert record_key(1, key=KEY) == int.from_bytes(code[:8], "big") == 0x0A6632A854998252


def test_record_keys_in_bulk_are_the_single_ones_in_order():
    assert record_keys([3, 1, 2], key=KEY) == [record_key(person, key=KEY) for person in (3, 1, 2)]


def test_an_id_may_be_a_uuid_but_no_number_outside_128_bits():
    assert record_key(UUID(int=2**128 - 1).int, key=KEY) != record_key(0, key=KEY)
    for outside in (-1, 2**128):
        with pytest.raises(OverflowError):
            record_key(outside, key=KEY)


def test_no_purpose_begins_another():
    purposes = [label for literal in [Purpose] for label in get_args(literal)]
    assert not [pair for pair in permutations(purposes, 2) if pair[0].startswith(pair[1])]


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="needs 32 bytes"):
        StatisticsKey(bytes(31))


def test_the_newest_key_draws_and_persons_keep_their_keys_of_the_first():
    both = StatisticsKey(SECRET, bytes(32))
    newest = StatisticsKey(bytes(32))
    assert record_keys(range(5), key=both) == record_keys(range(5), key=KEY)
    for purpose in (b"noise", b"gate"):
        assert both.word(purpose, b"a") == newest.word(purpose, b"a") != KEY.word(purpose, b"a")
    assert both.fingerprints == (KEY.fingerprint, newest.fingerprint)
    assert both.fingerprint == newest.fingerprint


def test_without_a_secret_there_is_no_key():
    with pytest.raises(ValueError, match="needs 32 bytes"):
        StatisticsKey()


def test_the_fingerprint_tells_keys_apart():
    assert KEY.fingerprint == StatisticsKey(SECRET).fingerprint == "ffce791c2fdcc368"
    assert StatisticsKey(bytes(32)).fingerprint != KEY.fingerprint


@given(st.lists(st.lists(WORDS)))
def test_a_cell_key_splits_into_sums_of_sums(parts):
    together = [word for part in parts for word in part]
    assert add_keys(add_keys(part) for part in parts) == add_keys(together)


@given(WORDS)
def test_a_key_comes_back_from_its_bigint(word):
    number = to_signed(word)
    assert -(2**63) <= number < 2**63
    assert from_signed(number) == word


def test_the_bigint_of_a_key_is_its_twos_complement():
    assert [to_signed(word) for word in (0, 2**63 - 1, 2**63, 2**64 - 1)] == [0, 2**63 - 1, -(2**63), -1]


@given(st.lists(WORDS, min_size=1))
def test_exact_and_wrapped_sums_of_bigints_give_the_cell_key(words):
    numbers = [to_signed(word) for word in words]
    wrapped = pl.Series(numbers, dtype=pl.Int64).sum()
    assert from_signed(sum(numbers)) == from_signed(wrapped) == add_keys(words)


def test_a_tally_counts_each_person_of_a_cell_once():
    one, two = record_keys([1, 2], key=KEY)
    assert tally_cells({one: {"all", "a", "b"}, two: {"all", "b"}, 7: set()}) == {
        "all": Tally(2, add_keys([one, two])),
        "a": Tally(1, one),
        "b": Tally(2, add_keys([one, two])),
    }


def test_no_persons_have_the_key_zero():
    assert add_keys([]) == 0
    assert tally_cells({}) == {}
