"""The noise of a figure: a discrete Gaussian, sigma 3, cut at 7.

P(e) is proportional to exp(-e²/18) for e = -7 … 7. The table below is the law itself: whole numbers, so
that every machine and every year draws the same. Its digest is pinned by a test: changing one digit would
draw every published figure a second time.
"""

from bisect import bisect_right
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise

from reports.stats.cellkeys import StatisticsKey

SIGMA = 3
CUT = 7
#: P(e ≤ v) · 2^64 for v = -7 … 7, made by thresholds().
THRESHOLDS = (
    0x0243CB36D2A0F0CB,
    0x06ED97657B308F01,
    0x0F8522F414496CE2,
    0x1DAF92CA8445A837,
    0x3295CD916D6616FB,
    0x4E2D233544B271F0,
    0x6EC57B386B132652,
    0x913A84C794ECD9AE,
    0xB1D2DCCABB4D8E10,
    0xCD6A326E9299E905,
    0xE2506D357BBA57C9,
    0xF07ADD0BEBB6931E,
    0xF912689A84CF70FF,
    0xFDBC34C92D5F0F35,
    0x1_0000_0000_0000_0000,
)
_SCALE = 1 << 64
_DIGITS = 50


def thresholds(sigma: int = SIGMA, cut: int = CUT) -> tuple[int, ...]:
    """Make the table again, to the last bit.

    Each tail probability is rounded to a multiple of 2^-64 and zero takes what remains, so the law is
    exactly symmetric: its mean is 0, not nearly 0.
    """
    with localcontext(prec=_DIGITS):
        weights = [(-Decimal(value * value) / (2 * sigma * sigma)).exp() for value in range(-cut, cut + 1)]
        whole = sum(weights)
        tail = [int((weight / whole * _SCALE).to_integral_value()) for weight in weights[:cut]]
    return tuple(accumulate([*tail, _SCALE - 2 * sum(tail), *reversed(tail)]))


def noise(cell_key: int, *, key: StatisticsKey) -> int:
    """The noise of a set of persons, -7 … 7: the same for the same set, by every route and for ever."""
    word = key.word(b"noise", cell_key.to_bytes(8, "big"))
    return bisect_right(THRESHOLDS, word) - CUT


def law() -> dict[int, Fraction]:
    """The exact probability of each value of the noise."""
    shares = (high - low for low, high in pairwise((0, *THRESHOLDS)))
    return {value: Fraction(share, _SCALE) for value, share in enumerate(shares, start=-CUT)}
