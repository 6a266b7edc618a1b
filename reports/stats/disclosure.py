"""What the public sees of a count.

    figure = 5 · round((count + noise) / 5), and below 10 only "<10"

A share, an average or a sum that is no cell of the lattice is computed from such figures, never from
counts. Every figure is labelled 经保密处理的近似数.

The prices, exact from the law of the noise:

* A number is off by 2.6 persons on average (root mean square 3.2) and never by more than 9, so figures need
  not add up; the gate adds the age of the figure.
* Reading a number as the count is right with probability .12. One who knows that the count is at least 10
  is right with .22 at "10", and with .48 when calling "<10" a ten. A count that is a multiple of five is
  shown unchanged with probability .60, but nothing tells it from the counts up to nine away.
* "<10" does not mean fewer than 10: it means count + noise below 8, so a count of 14 may be hidden and one
  of 9 may be shown as 15. A count of 10 is hidden with probability .20, one of 15 never.
* An empty cell is always "<10", which says "at most 14". Where most cells are empty, most hidden ones are
  too: zeros are only partly hidden.
* Equal sets of persons show equal figures. This is not differential privacy, and nobody who already holds
  everyone else's record can be kept out.
"""

from dataclasses import dataclass
from typing import Self

from reports.stats import noise
from reports.stats.cellkeys import StatisticsKey, Tally


@dataclass(frozen=True, slots=True)
class Parameters:
    """The settings of the method, checked when made, and so at start-up; ValueError if they do not protect.

    `base` is the step of the figures and `threshold` the first of them that is shown as a number.
    """

    sigma: int = noise.SIGMA
    cut: int = noise.CUT
    base: int = 5
    threshold: int = 10

    def __post_init__(self) -> None:
        if (self.sigma, self.cut) != (noise.SIGMA, noise.CUT):
            raise ValueError("no table of noise is committed for this sigma and cut")
        if self.base < 1 or self.threshold % self.base:
            raise ValueError("the threshold must be a multiple of the base, or '<threshold' would mislead")
        if self.threshold <= self.cut + self.base // 2:
            raise ValueError("an empty cell could show as a number: raise the threshold")


PUBLISHED = Parameters()


@dataclass(frozen=True, slots=True)
class Shown:
    """A published figure: a number, or a mark in its place (hidden below the threshold, or impossible)."""

    value: int | None = None
    mark: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.mark):
            raise ValueError("a figure is either a number or a mark")

    @classmethod
    def below(cls, threshold: int) -> Self:
        return cls(mark=f"<{threshold}")

    @property
    def text(self) -> str:
        return self.mark if self.value is None else str(self.value)

    @property
    def json(self) -> dict[str, int | str | None]:
        """`{"value": 120}`, `{"value": null, "mark": "<10"}` or `{"value": null, "mark": "–"}`."""
        return {"value": None, "mark": self.mark} if self.value is None else {"value": self.value}


#: A structural zero: impossible by definition, shown openly, and never concluded from data.
IMPOSSIBLE = Shown(mark="–")


def figure(count: int, error: int, parameters: Parameters = PUBLISHED) -> Shown:
    """The figure of a count and its noise, in whole numbers; halves (only an even base has them) go up."""
    if count < 0:
        raise ValueError("a count of persons is not negative")
    base = parameters.base
    rounded = (2 * (count + error) + base) // (2 * base) * base
    return Shown(rounded) if rounded >= parameters.threshold else Shown.below(parameters.threshold)


def shown(tally: Tally, *, key: StatisticsKey) -> Shown:
    """Draw a cell: the only way from a true count to a figure."""
    return figure(tally.count, noise.noise(tally.cell_key, key=key))
