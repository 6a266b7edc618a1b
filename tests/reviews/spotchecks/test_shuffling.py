from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.spotchecks.shuffling import Shuffle, bits_for


@given(seed=st.integers(0, 10**9), bits=st.integers(2, 40), number=st.integers(0, 2**40 - 1))
def test_a_place_and_its_number_lead_to_each_other(seed, bits, number):
    shuffle = Shuffle(seed=seed, bits=bits)
    number %= shuffle.size
    assert shuffle.at(shuffle.place(number)) == number
    assert 0 <= shuffle.place(number) < shuffle.size


@pytest.mark.parametrize("bits", [3, 12])
def test_every_number_has_one_place(bits):
    shuffle = Shuffle(seed=7, bits=bits)
    assert sorted(map(shuffle.place, range(shuffle.size))) == list(range(shuffle.size))


def test_a_seed_always_gives_the_same_order_and_another_seed_another_one():
    first, again, other = (Shuffle(seed=seed, bits=20) for seed in (1, 1, 2))
    assert [first.at(place) for place in range(9)] == [again.at(place) for place in range(9)]
    assert [first.at(place) for place in range(9)] != [other.at(place) for place in range(9)]


def test_the_order_is_written_down_nowhere_and_never_changes():
    """Samples are told by their seed years later: the arithmetic stands."""
    assert [Shuffle(seed=20170419, bits=12).at(place) for place in range(5)] == [287, 236, 58, 885, 3653]


def test_no_part_of_the_numbers_is_drawn_more_often_than_another():
    """The first 100 of 300 seeds, in 16 parts: 1,875 each are expected, and 3 in 1,000 fall outside ± 130."""
    shuffles = [Shuffle(seed=seed, bits=16) for seed in range(300)]
    parts = Counter(shuffle.at(place) >> 12 for shuffle in shuffles for place in range(100))
    assert len(parts) == 16
    assert max(abs(count - 1875) for count in parts.values()) < 175


@pytest.mark.parametrize(("highest", "bits"), [(0, 12), (4095, 12), (4096, 13), (2_500_000, 22)])
def test_all_numbers_up_to_the_highest_have_a_place(highest, bits):
    assert bits_for(highest) == bits
