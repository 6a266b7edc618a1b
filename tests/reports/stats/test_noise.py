import hashlib
from fractions import Fraction
from math import factorial

import pytest

from reports.stats.cellkeys import StatisticsKey
from reports.stats.noise import CUT, SIGMA, THRESHOLDS, law, noise, thresholds
from tests.reports.stats.oracle import record_keys

KEY = StatisticsKey(bytes(range(32)))
PIN = "70c9f9c8df51a8cc1c3f8788bdd30b61f3ede5c5ccdb0caf6a01019f27dc3ded"


def exponential(power):
    """exp(-power) between two fractions: halved four times, an alternating series, squared four times."""
    small = power / 16
    terms = [(-small) ** n / factorial(n) for n in range(41)]
    return sum(terms[:-1]) ** 16, sum(terms) ** 16


def test_the_table_is_pinned():
    text = ",".join(map(str, THRESHOLDS))
    assert hashlib.sha256(text.encode()).hexdigest() == PIN


def test_the_table_can_be_made_again():
    assert thresholds() == THRESHOLDS


def test_another_law_gives_another_table():
    assert thresholds(sigma=2) != THRESHOLDS
    assert len(thresholds(cut=9)) == 19


@pytest.mark.disclosure
def test_every_probability_of_a_tail_is_the_nearest_multiple_by_exact_fractions():
    bounds = [sorted(exponential(Fraction(v * v, 2 * SIGMA**2))) for v in range(-CUT, CUT + 1)]
    least, most = (sum(bound[side] for bound in bounds) for side in (0, 1))
    for value in range(-CUT, 0):
        low, high = bounds[value + CUT]
        assert {round(low / most * 2**64), round(high / least * 2**64)} == {law()[value] * 2**64}


def test_the_law_is_whole_and_exactly_symmetric():
    shares = law()
    assert sorted(shares) == list(range(-CUT, CUT + 1))
    assert sum(shares.values()) == 1
    assert all(shares[value] == shares[-value] for value in shares)


def test_the_law_has_mean_zero_and_nearly_the_variance_of_sigma_3():
    shares = law()
    assert sum(value * share for value, share in shares.items()) == 0
    assert float(sum(value**2 * share for value, share in shares.items())) == pytest.approx(8.213744395728837)


def test_noise_is_the_first_value_whose_cumulated_law_exceeds_the_word():
    shares = law()
    for cell_key in record_keys(range(500), key=KEY):
        part = Fraction(KEY.word(b"noise", cell_key.to_bytes(8, "big")), 2**64)
        below = [v for v in shares if sum(shares[u] for u in shares if u <= v) <= part]
        assert noise(cell_key, key=KEY) == len(below) - CUT


def test_noise_depends_on_the_set_and_on_the_secret_only():
    again, other = StatisticsKey(bytes(range(32))), StatisticsKey(bytes(32))
    drawn = [noise(cell_key, key=KEY) for cell_key in range(40)]
    assert drawn == [noise(cell_key, key=again) for cell_key in range(40)]
    assert drawn != [noise(cell_key, key=other) for cell_key in range(40)]


def test_noise_refuses_what_is_no_cell_key():
    for outside in (-1, 2**64):
        with pytest.raises(OverflowError):
            noise(outside, key=KEY)


@pytest.mark.disclosure
@pytest.mark.slow
def test_drawn_noise_follows_the_law():
    size = 200_000
    drawn = [noise(cell_key, key=KEY) for cell_key in record_keys(range(size), key=KEY)]
    counts = {value: drawn.count(value) for value in law()}
    chi_square = sum((counts[value] - size * share) ** 2 / (size * share) for value, share in law().items())
    # 14 degrees of freedom: beyond 36.1 once in a thousand keys.
    assert chi_square < 36.1
    assert sum(drawn) / size == pytest.approx(0, abs=0.02)
    assert sum(value**2 for value in drawn) / size == pytest.approx(8.2137, abs=0.1)
