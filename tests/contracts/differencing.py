"""One person between releases: an attacker who knows everybody else in small cells asks whether they moved.

A league of banners with the recommended tables of both levels. The attacker knows the method, its law of
noise, the range of the secret gate, every other person of the cells of at most KNOWN persons, and who of them
came or went at each release. From the published figures follows the exact posterior that the target left (or
got a title), over the hidden redraws of each cell. Everything is drawn by the real modules.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from random import Random

from reports.stats.cellkeys import Tally, add_keys, record_key
from reports.stats.disclosure import figure, shown
from reports.stats.gate import gate_width, gate_widths
from reports.stats.noise import law

KNOWN = 50
#: Dimension → its classes with their shares in per cent.
SHARES = {
    "category": {"a": 66, "b": 20, "c": 8, "d": 5, "e": 1},
    "sex": {"1": 55, "2": 45},
    "age": {"1": 18, "2": 16, "3": 16, "4": 15, "5": 14, "6": 12, "7": 9},
    "education": {"1": 1, "2": 5, "3": 26, "4": 26, "5": 22, "6": 12, "7": 8},
    "title": {"1": 3, "2": 14, "3": 33, "4": 35, "5": 15},
    "unit": {"1": 8, "2": 30, "3": 16, "4": 26, "5": 10, "6": 4, "7": 4, "8": 2},
    "owner": {"1": 46, "2": 6, "3": 30, "4": 3, "5": 15},
}
CROSSED = [
    (),
    *((key,) for key in SHARES),
    *(("category", key) for key in ("age", "education", "title", "unit", "owner")),
    ("sex", "age"),
]


def cells_of(person):
    """The cells of one person in the banner and in the league."""
    return {
        (area, *((key, person[key]) for key in keys))
        for area in (person["banner"], "league")
        for keys in CROSSED
    }


@dataclass
class League:
    """Persons that come and go from release to release, `churn` of them leaving and as many coming."""

    seed: int
    size: int
    churn: float
    releases: int
    banners: int = 6
    rounds: list = field(default_factory=list)

    def __post_init__(self):
        self.random = Random(self.seed)
        self.people, self.next = {}, 0
        present = {self._born() for _person in range(self.size)}
        for _release in range(self.releases):
            self.rounds.append(frozenset(present))
            gone = set(self.random.sample(sorted(present), round(len(present) * self.churn)))
            present = (present - gone) | {self._born() for _each in gone}
        self.stayers = sorted(frozenset.intersection(*self.rounds))
        self.cells = {person: cells_of(facts) for person, facts in self.people.items()}
        self.members = [defaultdict(set) for _round in self.rounds]
        for members, present in zip(self.members, self.rounds, strict=True):
            for person in present:
                for cell in self.cells[person]:
                    members[cell].add(person)

    def _born(self):
        person = {
            key: self.random.choices([*shares], [*shares.values()])[0] for key, shares in SHARES.items()
        }
        self.people[self.next] = person | {"banner": self.random.randrange(self.banners)}
        self.next += 1
        return self.next - 1


@dataclass(frozen=True)
class Move:
    """What became of the target after release `after`: gone, or another title."""

    target: int
    after: int
    titled: str = ""

    def sets(self, league, cell, moved):
        """The persons of a cell at each release, if the target moved or not."""
        others = [members[cell] - {self.target} for members in league.members]
        facts = league.people[self.target]
        later = cells_of(facts | {"title": self.titled}) if self.titled else set()
        for number, persons in enumerate(others):
            cells = later if moved and number >= self.after else league.cells[self.target]
            yield frozenset(persons | {self.target}) if cell in cells else frozenset(persons)

    def touched(self, league):
        """The cells that the move changes and of which the attacker knows everybody else."""
        facts = league.people[self.target]
        later = cells_of(facts | {"title": self.titled}) if self.titled else set()
        for cell in sorted(league.cells[self.target] ^ later, key=repr):
            if all(len(members[cell]) <= KNOWN for members in league.members):
                yield cell


def publish(sets, cell, key, *, gated, rekeyed=0, newer=None):
    """The figures of a cell at each release, drawn as releases are; from release `rekeyed` on by a newer
    key."""
    keys = {person: record_key(person, key=key) for persons in sets for person in persons}
    figures, last = [], None
    for number, persons in enumerate(sets, start=1):
        tally = Tally(len(persons), add_keys(keys[person] for person in persons))
        key = newer if newer and number > rekeyed else key
        if last is None:
            last, standing = (number, persons), shown(tally, key=key)
        else:
            changed = len(persons ^ last[1])
            if changed >= (gate_width(repr(cell), last[0], standing, key=key) if gated else 1):
                last, standing = (number, persons), shown(tally, key=key)
        figures.append(standing)
    return figures


@cache
def chance(drawn, count):
    """How probable a figure is for a count."""
    return float(sum(share for error, share in law().items() if figure(count, error) == drawn))


def likelihood(sets, figures, *, gated, rekeyed=0):
    """How probable the figures of a cell are, over all redraws that nobody sees. A newer key from release
    `rekeyed` on has another k for what stands."""
    # (release of the last redraw, k) → probability
    widths = gate_widths(figures[0]) if gated else (1,)
    states = Counter({(0, k): chance(figures[0], len(sets[0])) / len(widths) for k in widths})
    for number in range(1, len(sets)):
        then = Counter()
        if gated and rekeyed and number == rekeyed:
            states = _other_gates(states, gate_widths(figures[number - 1]))
        for (last, k), weight in states.items():
            changed = len(sets[number] ^ sets[last])
            if changed >= k:
                widths = gate_widths(figures[number]) if gated else (1,)
                new = weight * chance(figures[number], len(sets[number])) / len(widths)
                for following in widths:
                    then[number, following] += new
            elif figures[number] == figures[number - 1]:
                then[last, k] += weight
        states = then
    return sum(states.values())


def _other_gates(states, widths):
    found = Counter()
    for (last, _k), weight in states.items():
        for k in widths:
            found[last, k] += weight / len(widths)
    return found


def posterior(league, move, *, moved, key, gated=True, rekeyed=0, newer=None):
    """The attacker's probability, beginning with one half, that the target moved."""
    for_it = against = 1.0
    seen = set()
    for cell in move.touched(league):
        both = [tuple(move.sets(league, cell, each)) for each in (True, False)]
        if both[0] in seen:
            continue  # an equal set shows an equal figure: no second piece of evidence
        seen.add(both[0])
        figures = publish(both[not moved], cell, key, gated=gated, rekeyed=rekeyed, newer=newer)
        for_it *= likelihood(both[0], figures, gated=gated, rekeyed=rekeyed)
        against *= likelihood(both[1], figures, gated=gated, rekeyed=rekeyed)
        whole = for_it + against
        for_it, against = for_it / whole, against / whole
    # What differs by the last bits of a float is no evidence.
    return round(for_it, 9)


@dataclass(frozen=True)
class Outcome:
    """`auc`: how well the attacker tells movers from others; `named`: of the movers those held to have moved
    with more than 90 per cent."""

    targets: int
    auc: float
    named: float


def attack(*, churn, releases, targets, key, titled=False, seed=0, size=1500, **how):
    """The attack on many targets, each once as one who moved and once as one who did not. `how`: without the
    gate (`gated`), or with a newer key from a release on (`rekeyed`, counted from nought, and `newer`)."""
    league = League(seed=seed, size=size, churn=churn, releases=releases)
    random = Random(seed + 1)
    movers, others = [], []
    for target in random.sample(league.stayers, len(league.stayers)):
        title = str(max(1, int(league.people[target]["title"]) - 1)) if titled else ""
        move = Move(target, random.randrange(1, releases), title)
        if not any(move.touched(league)):
            continue
        movers.append(posterior(league, move, moved=True, key=key, **how))
        others.append(posterior(league, move, moved=False, key=key, **how))
        if len(movers) == targets:
            break
    named = sum(each > 0.9 for each in movers) / len(movers)
    return Outcome(len(movers), area_under(movers, others), named)


def area_under(movers, others):
    """The probability that a mover is ranked above another one; equal ranks count half."""
    ranked = sorted([(each, 1) for each in movers] + [(each, 0) for each in others])
    below, total, start = 0.0, 0.0, 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        tied = [kind for _value, kind in ranked[start:end]]
        ones, zeros = sum(tied), len(tied) - sum(tied)
        total += ones * (below + zeros / 2)
        below += zeros
        start = end
    return total / (len(movers) * len(others))
