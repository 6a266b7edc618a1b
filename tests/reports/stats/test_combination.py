from fractions import Fraction
from itertools import combinations, product

import pytest

from reports.stats.combination import VARIANCE, exact_hit, narrowing


def sets(*tables):
    return {frozenset(table.split()) for table in tables}


def solve(matrix, right):
    """One exact solution of a symmetric system that has one, by elimination; free unknowns are zero."""
    rows = [[*map(Fraction, row), Fraction(value)] for row, value in zip(matrix, right, strict=True)]
    pivots = []
    for column in range(len(matrix)):
        pivot = next((r for r in range(len(pivots), len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        done = len(pivots)
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[column]:
                rows[r] = [value - row[column] * top for value, top in zip(row, rows[done], strict=True)]
        pivots.append(column)
    assert all(not row[-1] for row in rows[len(pivots) :])
    return {column: rows[r][-1] for r, column in enumerate(pivots)}


def least_squares(tables, sizes):
    """The same by brute force: normal equations over the finest cells, for the first cell of each table."""
    axes = sorted(frozenset().union(*tables))
    finest = [
        dict(zip(axes, codes, strict=True)) for codes in product(*(range(sizes[axis]) for axis in axes))
    ]
    same = [[sum(all(p[x] == q[x] for x in table) for table in tables) for q in finest] for p in finest]
    result = {}
    for table in tables:
        cell = [int(all(point[axis] == 0 for axis in table)) for point in finest]
        weights = solve(same, cell)
        result[table] = sum(weight for column, weight in weights.items() if cell[column])
    return result


@pytest.mark.disclosure
@pytest.mark.parametrize(
    ("tables", "sizes"),
    [
        (sets("", "a"), {"a": 4}),
        (sets("", "a", "b", "a b"), {"a": 2, "b": 5}),
        (sets("", "a", "b", "c", "a b", "a c"), {"a": 3, "b": 2, "c": 4}),
        (sets("", "a", "b", "c", "a b", "a c", "b c"), {"a": 3, "b": 2, "c": 3}),
        (sets("", "a", "b", "a b", "league", "league a"), {"a": 2, "b": 3, "league": 4}),
        (
            sets("", "league", "league banner", "a", "league a", "league banner a"),
            {"league": 3, "banner": 2, "a": 3},
        ),
    ],
)
def test_the_closed_form_is_least_squares(tables, sizes):
    assert narrowing(tables, sizes) == least_squares(tables, sizes)


def test_a_figure_alone_is_not_narrowed():
    assert narrowing(sets(""), {}) == {frozenset(): 1}


def test_a_table_with_all_margins_is_narrowed_by_n_over_n_plus_one_for_each_dimension():
    expected = Fraction(12, 13) * Fraction(5, 6)
    assert set(narrowing(sets("", "a", "b", "a b"), {"a": 12, "b": 5}).values()) == {expected}


def test_a_dimension_of_two_values_narrows_most():
    narrowed = [narrowing(sets("", "a"), {"a": size})[frozenset("a")] for size in (2, 3, 7, 20)]
    assert narrowed == [Fraction(2, 3), Fraction(3, 4), Fraction(7, 8), Fraction(20, 21)]


def test_the_hit_of_one_figure_is_that_of_its_variance():
    assert float(VARIANCE) == pytest.approx(10.2137, abs=1e-4)
    assert exact_hit(Fraction(1)) == pytest.approx(0.1243, abs=1e-4)
    assert exact_hit(Fraction(1, 4)) == pytest.approx(0.2457, abs=1e-4)


NINE = [
    *("category", "sex", "age", "education", "industry"),
    *("title_level", "skill_level", "unit_type", "ownership"),
]
BANNER = sets("", *NINE, "sex age", *(f"category {key}" for key in NINE[1:] if key != "industry"))
LEAGUE = BANNER | sets(
    "category industry", "title_series", "ethnic_group", "category title_series", "category ethnic_group"
)
REGION = (
    LEAGUE
    | {frozenset(pair) for pair in combinations(NINE, 2)}
    | sets("title_series title_level")
    | sets(
        "category sex age",
        "category education age",
        "category industry education",
        "category title_level age",
        "category skill_level industry",
        "title_series title_level age",
    )
)
SIZES = {
    "league": 12, "banner": 9, "category": 5, "sex": 2, "age": 7, "education": 7, "industry": 20,
    "title_level": 5, "skill_level": 9, "unit_type": 8, "ownership": 5, "title_series": 27, "ethnic_group": 5,
}  # fmt: skip
DESIGN = (
    {table | {"league", "banner"} for table in BANNER} | {table | {"league"} for table in LEAGUE} | REGION
)


def hits(width, sizes=SIZES):
    factors = narrowing(DESIGN, sizes)
    return [exact_hit(v) for table, v in factors.items() if len(table - {"league", "banner"}) == width]


def test_the_design_lists_18_23_and_57_tables():
    assert (len(BANNER), len(LEAGUE), len(REGION)) == (18, 23, 57)


@pytest.mark.disclosure
def test_the_whole_list_of_the_design_stays_within_its_limits_where_a_league_has_nine_banners():
    assert max(hits(1)) <= 0.25
    assert sum(hits(1)) / len(hits(1)) <= 0.20
    assert sum(hits(2)) / len(hits(2)) <= 0.20


@pytest.mark.disclosure
def test_the_whole_list_of_the_design_is_too_much_where_a_league_has_three_banners():
    """乌海 and 阿拉善: league × category figures would be hit too often, so the check refuses the list."""
    assert 0.25 < max(hits(1, {**SIZES, "banner": 3})) < 0.27
