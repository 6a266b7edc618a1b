"""How much the best linear combination of all linked figures narrows one of them, in closed form.

The figures of a lattice are count + error, with errors of one variance; whoever solves them by least squares
gets the best linear unbiased estimate of each count. The tables are symmetric in the classes of every
dimension, so the system falls apart into one equation for each set S of dimensions (vary over S, average
over the rest). With n the sizes, T a table and D all dimensions:

    λ(S)   = Σ over tables U ⊇ S of  Π over D \\ U of n
    var(T) = Σ over S ⊆ T of  Π over S of (n - 1) · Π over D \\ T of n  /  (Π over T of n · λ(S))

Exact for areas that all have the same number of parts; figures below the threshold are taken as shown, which
is the careful side. A dimension of two values does most of the damage.
"""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import combinations
from math import erf, prod, sqrt

from reports.stats.disclosure import PUBLISHED
from reports.stats.noise import law

#: A table as the set of its dimensions, areas among them.
Axes = frozenset[str]

#: Variance of the error of one figure: the noise and, as good as uniform, the rounding.
VARIANCE = sum(value * value * share for value, share in law().items()) + Fraction(PUBLISHED.base**2 - 1, 12)


def narrowing(tables: AbstractSet[Axes], sizes: Mapping[str, int]) -> dict[Axes, Fraction]:
    """For each table, the variance of the best estimate of one of its cells over that of its own figure."""
    every: Axes = frozenset().union(*tables)

    def volume(axes: Iterable[str]) -> int:
        return prod(sizes[axis] for axis in axes)

    def weight(varying: Axes) -> int:
        return sum(volume(every - table) for table in tables if varying <= table)

    def variance(table: Axes) -> Fraction:
        return sum(
            (
                Fraction(prod(sizes[axis] - 1 for axis in varying) * volume(every - table), weight(varying))
                for varying in _subsets(table)
            ),
            Fraction(0),
        ) / volume(table)

    return {table: variance(table) for table in tables}


def exact_hit(factor: Fraction) -> float:
    """The probability that an estimate narrowed by `factor` rounds to the true count (normal error)."""
    return erf(0.5 / sqrt(2 * VARIANCE * factor))


def _subsets(axes: Collection[str]) -> Iterable[Axes]:
    return (frozenset(subset) for width in range(len(axes) + 1) for subset in combinations(axes, width))
