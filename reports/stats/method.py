"""The method in figures, for whoever explains it: everything follows from the parameters that draw."""

from dataclasses import dataclass
from fractions import Fraction

from reports.stats.admission import MOST_DIMENSIONS
from reports.stats.disclosure import PUBLISHED, Shown, figure
from reports.stats.gate import LARGEST_K, gate_widths
from reports.stats.noise import law


@dataclass(frozen=True)
class Method:
    """`mean_error`: persons that a shown number is off by, on average; `exact`: how often in per cent it is
    the count itself; `surely_shown`: from this count on nothing is hidden; `hidden_up_to`: the largest count
    that can be hidden."""

    base: int
    threshold: int
    cut: int
    largest_error: int
    mean_error: float
    exact: float
    surely_shown: int
    hidden_up_to: int
    smallest_k: int
    largest_k: int
    most_dimensions: int

    @property
    def repeats(self) -> bool:
        """Whether a figure may be that of an earlier release, so that a total may be older than its parts."""
        return self.largest_k > 1


def method() -> Method:
    """What `disclosure`, `noise`, `gate` and `admission` are set to."""
    base, cut = PUBLISHED.base, PUBLISHED.cut
    # Counts far from the threshold, one for each remainder: what is shown repeats itself with the base.
    counts = range(1000, 1000 + base)
    errors = [
        (abs((figure(count, error).value or 0) - count), share)
        for count in counts
        for error, share in law().items()
    ]
    surely = next(count for count in range(1000) if figure(count, -cut).value is not None)
    return Method(
        base=base,
        threshold=PUBLISHED.threshold,
        cut=cut,
        largest_error=max(error for error, _share in errors),
        mean_error=float(sum(error * share for error, share in errors) / base),
        exact=float(100 * sum((share for error, share in errors if not error), Fraction(0)) / base),
        surely_shown=surely,
        hidden_up_to=surely - 1,
        smallest_k=gate_widths(Shown.below(PUBLISHED.threshold))[0],
        largest_k=LARGEST_K,
        most_dimensions=MOST_DIMENSIONS,
    )
