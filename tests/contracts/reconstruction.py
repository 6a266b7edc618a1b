"""Bayesian reconstruction: a sampler over the microdata of a league, from all its figures at once.

The attacker knows the method with the true law of its noise, how the people of a league are composed on the
whole (the law that the world below is drawn from, but not what each banner became), and every figure of the
tables of both levels. From them follows a posterior over all microdata that could have been; the sampler
walks through it, many chains side by side, and counts how often each cell has which count. It begins with
people of its own invention and never sees a true count.

Persons are told apart by nothing but their classes, so a state is the counts of all cells. Each step changes
one person: another class of one dimension, another category, another banner, come or gone (an unpublished
area holds whoever is not there). Persons are proposed as the urns of the prior would have them, and accepted
by what the figures say.
"""

from dataclasses import dataclass
from math import lgamma

import numpy as np

from reports.stats.cellkeys import Tally
from reports.stats.disclosure import PUBLISHED, figure, shown
from reports.stats.noise import law
from tests.contracts.differencing import SHARES

DIMENSIONS = ("age", "education", "title", "unit", "owner")
BASE = {key: np.array([*SHARES[key].values()]) / 100 for key in SHARES}
SIZES = [len(BASE[key]) for key in DIMENSIONS]
CATEGORIES, AGES = len(BASE["category"]), SIZES[0]
MOST = max(SIZES)
BANNERS = 8
AREAS = BANNERS + 1
LEAGUE, AWAY = BANNERS, BANNERS + 1
#: How much banners are alike: the weight of the common law in the urns, as so many persons.
ALIKE = 40.0
#: A count that no noise explains is left, person by person, at this price (in the logarithm).
SLOPE = 6.0
WINDOW = 60
#: How long posteriors of single counts are told apart.
TOP = 64

# Where the cells of one area stand: total, category, one-way, sex, category × dimension, sex × age.
_CATEGORY = 1
_ONE = np.cumsum([_CATEGORY + CATEGORIES, *SIZES])
_SEX = int(_ONE[-1])
_PAIR = _SEX + 2 + np.cumsum([0, *(CATEGORIES * size for size in SIZES)])
_SEX_AGE = int(_PAIR[-1])
SPAN = _SEX_AGE + 2 * AGES
CELLS = AREAS * SPAN
#: The last cell takes what a step does not touch.
NOWHERE = (AREAS + 1) * SPAN


def places(category, classes, sex):
    """Where a person counts within an area; arrays side by side, one row for each chain."""
    rows = [np.zeros_like(category), _CATEGORY + category, _SEX + sex, _SEX_AGE + sex * AGES + classes[0]]
    for number, size in enumerate(SIZES):
        rows.append(_ONE[number] + classes[number])
        rows.append(_PAIR[number] + category * size + classes[number])
    return np.stack(rows, axis=1)


def sums():
    """Within one area: (whole, parts) of every sum of its cells."""
    ones = [_ONE[number] + np.arange(size) for number, size in enumerate(SIZES)]
    pairs = [
        _PAIR[number] + np.arange(CATEGORIES * size).reshape(CATEGORIES, size)
        for number, size in enumerate(SIZES)
    ]
    sexes = _SEX_AGE + np.arange(2 * AGES).reshape(2, AGES)
    yield 0, _CATEGORY + np.arange(CATEGORIES)
    for one, pair in zip(ones, pairs, strict=True):
        for category in range(CATEGORIES):
            yield _CATEGORY + category, pair[category]
        for place, cell in enumerate(one):
            yield cell, pair[:, place]
    for sex in range(2):
        yield _SEX + sex, sexes[sex]
    for age in range(AGES):
        yield ones[0][age], sexes[:, age]


class World:
    """A league of banners that differ from each other, and the true counts of all cells."""

    def __init__(self, *, seed, persons):
        self.random = np.random.default_rng(seed)
        self.law = [
            np.stack([self.random.dirichlet(BASE[key] * 25) for _ in range(CATEGORIES)]) for key in DIMENSIONS
        ]
        shares = self.random.dirichlet(np.full(BANNERS, 6.0))
        banner = self.random.choice(BANNERS, size=persons, p=shares)
        mixed = self.random.dirichlet(BASE["category"] * ALIKE, size=BANNERS)
        category = _draw(self.random, mixed[banner])
        classes = []
        for each in self.law:
            own = np.stack([[self.random.dirichlet(row * ALIKE) for row in each] for _ in range(BANNERS)])
            classes.append(_draw(self.random, own[banner, category]))
        sex = (self.random.random(persons) > BASE["sex"][0]).astype(np.int64)
        within = places(category, classes, sex)
        touched = np.concatenate([banner[:, None] * SPAN + within, LEAGUE * SPAN + within], axis=1)
        self.counts = np.bincount(touched.ravel(), minlength=CELLS)
        keys = self.random.integers(0, 2**64, size=persons, dtype=np.uint64)
        self.keys = np.zeros(CELLS, dtype=np.uint64)
        for column in touched.T:
            np.add.at(self.keys, column, keys)  # wraps around, as the sum of keys does

    def published(self, key):
        """The figures as a release draws them."""
        return [
            shown(Tally(int(count), int(cell)), key=key)
            for count, cell in zip(self.counts, self.keys, strict=True)
        ]

    def nearly(self):
        """Figures of a method that is too weak: a person more or less, nothing rounded or hidden."""
        return np.maximum(self.counts + self.random.integers(-1, 2, size=CELLS), 0)

    @property
    def finest(self):
        """The cells of category × dimension of every banner."""
        return np.concatenate([area * SPAN + np.arange(_PAIR[0], _SEX_AGE) for area in range(BANNERS)])


def _draw(random, shares):
    """A class for each row of shares."""
    total = shares.cumsum(axis=-1)
    return (random.random(len(shares))[:, None] * total[:, -1:] >= total).sum(axis=1)


def _divided(size, shares):
    """Whole parts of a size by shares; the largest part takes what remains."""
    shares = shares + 0.01  # where all are empty, they are alike
    parts = (size * shares / shares.sum()).astype(np.int64)
    parts[np.argmax(shares)] += size - parts.sum()
    return parts


def chances(figures):
    """{count: probability of the figure} behind each figure, by the law of the noise."""
    known = {}
    for drawn in set(figures):
        top = PUBLISHED.threshold if drawn.value is None else drawn.value
        counts = range(max(0, top - 12), top + 12) if drawn.value else range(top + 10)
        known[drawn] = {
            count: chance
            for count in counts
            if (chance := float(sum(p for error, p in law().items() if figure(count, error) == drawn)))
        }
    return [known[drawn] for drawn in figures]


def middles(figures):
    """The number that a figure stands for, in the middle of what is hidden."""
    return np.array([4 if drawn.value is None else drawn.value for drawn in figures])


def nearly_chances(figures):
    """The same as `chances` for the weak method."""
    return [
        {count: (2 if count == value == 0 else 1) / 3 for count in range(max(0, value - 1), value + 2)}
        for value in map(int, figures)
    ]


@dataclass(frozen=True)
class Found:
    """For each cell how probable each count from 0 to TOP is."""

    shares: np.ndarray

    @property
    def guess(self):
        return self.shares.argmax(axis=1)

    @property
    def certainty(self):
        return self.shares.max(axis=1)


def blind(law, middles):
    """What is known of the finest cells without their figures: the common law, and how many the category has
    in the banner. A share that varies as the urns do makes the count beta-binomial."""
    shares = np.zeros((CELLS, TOP + 1))
    for area in range(BANNERS):
        for number, size in enumerate(SIZES):
            for category in range(CATEGORIES):
                people = int(middles[area * SPAN + _CATEGORY + category])
                for each in range(size):
                    cell = area * SPAN + _PAIR[number] + category * size + each
                    weight = law[number][category, each] * ALIKE
                    shares[cell] = _beta_binomial(people, weight, ALIKE - weight)
    return Found(shares)


def _beta_binomial(size, one, other):
    """The chances of 0 to TOP of `size`; the last stands for all beyond."""

    def beta(left, right):
        return lgamma(left) + lgamma(right) - lgamma(left + right)

    found = np.zeros(TOP + 1)
    for count in range(min(size, TOP - 1) + 1):
        ways = lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)
        found[count] = np.exp(ways + beta(count + one, size - count + other) - beta(one, other))
    found[TOP] = max(0.0, 1 - found.sum())
    return found


@dataclass(frozen=True)
class Attack:
    """`small`, `middling`: exact hits among finest cells of 1–4 and 10–30 persons, `blind`: the same of 1–4
    without their figures; `certain`: finest cells with persons whose true count is at least 90 % certain
    and was not before."""

    cells: int
    small: float
    middling: float
    blind: float
    certain: int


def attack(*, seed, persons, key, burn, steps, weak=False):
    """The whole attack on one league. `weak`: on the control's method, which must fall."""
    world = World(seed=seed, persons=persons)
    if weak:
        near = world.nearly()
        chance = nearly_chances(near)
    else:
        figures = world.published(key)
        near, chance = middles(figures), chances(figures)
    sampler = Sampler(seed=seed + 1, chances=chance, middles=near, law=world.law)
    sampler.walk(burn)
    found, before = sampler.walk(steps, every=200), blind(world.law, near)
    counts = world.counts
    small, middling = (
        world.finest[(counts[world.finest] >= low) & (counts[world.finest] <= high)]
        for low, high in ((1, 4), (10, 30))
    )
    peopled = world.finest[(counts[world.finest] > 0) & (found.guess[world.finest] < TOP)]
    # Who is sure that nobody is in them is wrong.
    newly = (found.certainty[peopled] >= 0.9) & (before.certainty[peopled] < 0.9)
    newly &= found.guess[peopled] == counts[peopled]
    return Attack(
        cells=len(small),
        small=_hit(found, small, counts),
        middling=_hit(found, middling, counts),
        blind=_hit(before, small, counts),
        certain=int(newly.sum()),
    )


def _hit(found, cells, counts):
    return float((found.guess[cells] == counts[cells]).mean())


class Sampler:
    """Chains over microdata, given for each published cell the chance of its figure by the true count."""

    def __init__(self, *, seed, chances, middles, law, chains=96):
        self.random = np.random.default_rng(seed)
        self.law, self.chains = law, chains
        self.rows = np.arange(chains)
        self.base = np.zeros(NOWHERE + 1, dtype=np.int64)
        self.slope = np.zeros(NOWHERE + 1)
        self.table = np.zeros((NOWHERE + 1, WINDOW))
        for cell, known in enumerate(chances):
            low, high = min(known), max(known)
            self.base[cell] = start = low - (WINDOW - (high - low)) // 2
            self.slope[cell] = SLOPE
            floor = np.log(min(known.values()))
            for place in range(WINDOW):
                count = start + place
                far = max(low - count, count - high, 0)
                self.table[cell, place] = np.log(known[count]) if count in known else floor - SLOPE * far - 3
        self.counts = self._invented(middles)
        self.urns = self._urns()

    def _urns(self):
        """What the common law puts into each urn: [dimension][category, class]."""
        return [each * ALIKE for each in self.law]

    def _invented(self, middles):
        """People who fit the figures roughly: of each banner's category as many as its figure says, divided
        as the figures of its classes are; away, a few by the common law."""
        counts = np.zeros(NOWHERE + 1, dtype=np.int64)
        for area in (*range(BANNERS), AWAY):
            start = area * SPAN
            own = middles[start : start + SPAN] if area != AWAY else np.full(SPAN, 20)
            ages = np.zeros(AGES, dtype=np.int64)
            for category in range(CATEGORIES):
                size = own[_CATEGORY + category]
                counts[start] += size
                counts[start + _CATEGORY + category] = size
                for number, classes in enumerate(SIZES):
                    first = _PAIR[number] + category * classes
                    shares = own[first : first + classes] if area != AWAY else self.law[number][category]
                    parts = _divided(size, shares)
                    counts[start + first : start + first + classes] = parts
                    counts[start + _ONE[number] : start + _ONE[number] + classes] += parts
                    ages += parts if number == 0 else 0
            for age in range(AGES):
                parts = _divided(ages[age], own[[_SEX_AGE + age, _SEX_AGE + AGES + age]])
                counts[[start + _SEX_AGE + age, start + _SEX_AGE + AGES + age]] = parts
                counts[start + _SEX : start + _SEX + 2] += parts
            if area != AWAY:
                counts[LEAGUE * SPAN : (LEAGUE + 1) * SPAN] += counts[start : start + SPAN]
        return np.tile(counts, (self.chains, 1))

    def told(self, cells, counts):
        """The logarithm of the chance of the figures of these cells, had they these counts."""
        place = counts - self.base[cells]
        inside = np.clip(place, 0, WINDOW - 1)
        return self.table[cells, inside] - self.slope[cells] * np.abs(place - inside)

    def step(self, left, entered, weight):
        """One person of each chain leaves some cells and enters others, where figures and chance agree."""
        rows = self.rows[:, None]
        out, into = self.counts[rows, left], self.counts[rows, entered]
        gain = (self.told(left, out - 1) - self.told(left, out)).sum(axis=1)
        gain += (self.told(entered, into + 1) - self.told(entered, into)).sum(axis=1)
        agreed = (np.log(self.random.random(self.chains)) < gain + weight)[:, None]
        self.counts[rows, left] -= agreed
        self.counts[rows, entered] += agreed

    def picked(self, first, size):
        """A class by the counts of `size` cells from `first` on: that of a person taken at random."""
        found = self.counts[self.rows[:, None], first[:, None] + np.arange(size)]
        return self._chosen(found), found

    def _chosen(self, weights):
        total = weights.cumsum(axis=1)
        drawn = self.random.random(self.chains) * total[:, -1]
        return np.minimum((drawn[:, None] >= total).sum(axis=1), weights.shape[1] - 1)

    def reclass(self):
        """A person of a banner and category gets another class in one dimension."""
        dimension = int(self.random.integers(len(SIZES)))
        size, chains = SIZES[dimension], self.rows
        area = self._area()
        category = self.random.integers(CATEGORIES, size=self.chains)
        first = area * SPAN + _PAIR[dimension] + category * size
        # Any two classes, not persons at random: small classes of a large category are visited as often.
        old, new = self.random.integers(size, size=(2, self.chains))
        here, there = (self.counts[chains, first + each] for each in (old, new))
        urn = self.urns[dimension][category]
        # What is above zero here is a person fewer without the one who moves.
        weight = np.log((there + urn[chains, new]) / (there + 1))
        weight -= np.log((np.maximum(here - 1, 0) + urn[chains, old]) / np.maximum(here, 1))
        columns = [(first + old, first + new)]
        one = area * SPAN + _ONE[dimension]
        columns.append((one + old, one + new))
        if dimension == 0:
            pair = self.counts[chains[:, None], (area * SPAN + _SEX_AGE + old)[:, None] + [0, AGES]]
            sex = self._chosen(pair)
            crossed = area * SPAN + _SEX_AGE + sex * AGES
            columns.append((crossed + old, crossed + new))
        self._move(area, columns, np.where((old == new) | (here == 0), -np.inf, weight))

    def resex(self):
        """A person of a banner and an age gets the other sex."""
        area = self._area()
        age = self.random.integers(AGES, size=self.chains)
        pair = self.counts[self.rows[:, None], (area * SPAN + _SEX_AGE + age)[:, None] + [0, AGES]]
        old = self._chosen(pair)
        new = (self.random.random(self.chains) > BASE["sex"][0]).astype(np.int64)
        crossed, sex = area * SPAN + _SEX_AGE + age, area * SPAN + _SEX
        columns = [(crossed + old * AGES, crossed + new * AGES), (sex + old, sex + new)]
        self._move(area, columns, np.where((old == new) | (pair.sum(axis=1) == 0), -np.inf, 0.0))

    def _move(self, area, columns, weight):
        """Within one area, and so within the league where the area is published."""
        left = np.stack([each for each, _other in columns], axis=1)
        entered = np.stack([other for _each, other in columns], axis=1)
        shift = ((LEAGUE - area) * SPAN)[:, None]
        away = (area == AWAY)[:, None]
        both = [
            np.concatenate([each, np.where(away, NOWHERE, each + shift)], axis=1) for each in (left, entered)
        ]
        self.step(*both, weight)

    def _area(self):
        found = self.random.integers(AREAS, size=self.chains)
        return np.where(found == LEAGUE, AWAY, found)

    def relocate(self, *, banner):
        """A person goes to another banner (or comes or goes altogether), or to another category."""
        area, category = self._area(), self.random.integers(CATEGORIES, size=self.chains)
        to_area = self._area() if banner else area
        to = category if banner else self.random.integers(CATEGORIES, size=self.chains)
        classes = [
            self.picked(area * SPAN + _PAIR[number] + category * size, size)[0]
            for number, size in enumerate(SIZES)
        ]
        pair = self.counts[self.rows[:, None], (area * SPAN + _SEX_AGE + classes[0])[:, None] + [0, AGES]]
        sex = self._chosen(pair)
        there = self.counts[self.rows, area * SPAN + _CATEGORY + category]
        idle = (there == 0) | ((area == to_area) & (category == to))
        stays = (area == to_area).astype(np.int64)
        weight = self._urn_weight(to_area, to, classes, within=stays, itself=0)
        weight -= self._urn_weight(area, category, classes, within=1, itself=1)
        arrived = self.counts[self.rows, to_area * SPAN + _CATEGORY + to]
        weight += np.log(np.maximum(there, 1) / (arrived + 1))
        old, new = places(category, classes, sex), places(to, classes, sex)
        out, into = area[:, None] * SPAN + old, to_area[:, None] * SPAN + new
        # Between two published banners the league stays as it is; a cell left and entered again, too.
        league_out = np.where((area == AWAY)[:, None], NOWHERE, LEAGUE * SPAN + old)
        league_in = np.where((to_area == AWAY)[:, None], NOWHERE, LEAGUE * SPAN + new)
        left, entered = (np.concatenate(each, axis=1) for each in ((out, league_out), (into, league_in)))
        same = left == entered
        left, entered = np.where(same, NOWHERE, left), np.where(same, NOWHERE, entered)
        self.step(left, entered, np.where(idle, -np.inf, weight))

    def _urn_weight(self, area, category, classes, *, within, itself):
        """How readily the urns give such a person to an area, without the person itself (`within` the area,
        `itself` in the category)."""
        total = self.counts[self.rows, area * SPAN] - within
        own = self.counts[self.rows, area * SPAN + _CATEGORY + category] - itself
        total, own = np.maximum(total, 0), np.maximum(own, 0)
        share = (own + ALIKE * BASE["category"][category]) / (total + ALIKE)
        weight = np.log((total + 1) * share)
        for number, size in enumerate(SIZES):
            cell = area * SPAN + _PAIR[number] + category * size + classes[number]
            urn = np.maximum(self.counts[self.rows, cell] - itself, 0)
            weight += np.log((urn + self.urns[number][category, classes[number]]) / (own + ALIKE))
        return weight

    def walk(self, steps, *, every=0):
        """So many steps; the counts of all cells are noted at `every` so many of them."""
        noted = np.zeros((CELLS, TOP + 1))
        kinds = self.random.random(steps)
        for number in range(steps):
            if kinds[number] < 0.75:
                self.reclass()
            elif kinds[number] < 0.85:
                self.resex()
            else:
                self.relocate(banner=kinds[number] < 0.93)
            if every and number % every == 0:
                clipped = np.minimum(self.counts[:, :CELLS], TOP)
                for row in clipped:
                    noted[np.arange(CELLS), row] += 1
        return Found(noted / max(noted[0].sum(), 1))
