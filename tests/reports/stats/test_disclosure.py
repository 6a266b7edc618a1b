import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.stats.cellkeys import StatisticsKey, Tally
from reports.stats.disclosure import IMPOSSIBLE, PUBLISHED, Parameters, Shown, figure, shown
from reports.stats.noise import CUT, law, noise
from tests.reports.stats.oracle import record_keys, tally_cells

KEY = StatisticsKey(bytes(range(32)))
HIDDEN = Shown.below(10)
ERRORS = range(-CUT, CUT + 1)


def figures_of(count):
    """The exact law of what is shown for a true count."""
    shares = {}
    for error, share in law().items():
        drawn = figure(count, error)
        shares[drawn] = shares.get(drawn, 0) + share
    return shares


def joint(counts):
    """P(figure | count) as {figure: {count: probability}} over a flat prior of counts."""
    table = {}
    for count in counts:
        for drawn, share in figures_of(count).items():
            table.setdefault(drawn, {})[count] = share
    return table


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"threshold": 5}, "an empty cell could show"),
        ({"base": 1, "threshold": 7}, "an empty cell could show"),
        ({"base": 7, "threshold": 7}, "an empty cell could show"),
        ({"base": 20, "threshold": 0}, "an empty cell could show"),
        ({"threshold": 12}, "multiple of the base"),
        ({"base": 0}, "multiple of the base"),
        ({"cut": 8}, "no table of noise"),
        ({"sigma": 2}, "no table of noise"),
    ],
)
def test_parameters_that_do_not_protect_are_refused(settings, reason):
    with pytest.raises(ValueError, match=reason):
        Parameters(**settings)


def test_the_published_parameters_are_those_of_the_design():
    assert Parameters(sigma=3, cut=7, base=5, threshold=10) == PUBLISHED


@pytest.mark.parametrize(
    ("count", "error", "text"),
    [
        (0, 7, "<10"),
        (1, 6, "<10"),
        (1, 7, "10"),
        (9, -7, "<10"),
        (9, 7, "15"),
        (10, -3, "<10"),
        (10, -2, "10"),
        (10, 2, "10"),
        (10, 3, "15"),
        (14, -7, "<10"),
        (15, -7, "10"),
        (118, 4, "120"),
        (118, 5, "125"),
        (2_500_000, -7, "2499995"),
    ],
)
def test_figures_are_rounded_to_five_and_hidden_below_ten(count, error, text):
    assert figure(count, error).text == text


def test_halves_go_up_where_the_base_has_them():
    assert [figure(n, 0, Parameters(base=4, threshold=12)).value for n in (13, 14, 15, 17, 18)] == [
        12, 16, 16, 16, 20,
    ]  # fmt: skip


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        figure(-1, 7)


@pytest.mark.parametrize(
    ("shape", "text", "document"),
    [
        (Shown(120), "120", {"value": 120}),
        (HIDDEN, "<10", {"value": None, "mark": "<10"}),
        (IMPOSSIBLE, "–", {"value": None, "mark": "–"}),
    ],
)
def test_a_figure_has_a_text_and_a_json_form(shape, text, document):
    assert (shape.text, shape.json) == (text, document)
    assert Shown(**json.loads(json.dumps(shape.json))) == shape


@pytest.mark.parametrize("parts", [{}, {"value": 10, "mark": "<10"}, {"mark": ""}])
def test_a_figure_is_either_a_number_or_a_mark(parts):
    with pytest.raises(ValueError, match="either a number or a mark"):
        Shown(**parts)


@pytest.mark.disclosure
def test_an_empty_cell_never_shows_as_a_number():
    assert {figure(0, error) for error in ERRORS} == {HIDDEN}


@pytest.mark.disclosure
def test_one_to_nine_persons_show_as_hidden_or_like_ten_and_more():
    for count in range(1, 10):
        possible = {figure(count, error) for error in ERRORS}
        assert HIDDEN in possible
        assert possible <= {HIDDEN, Shown(10), Shown(15)}


@pytest.mark.disclosure
def test_a_figure_is_hidden_exactly_when_count_and_noise_are_below_eight():
    hidden = {(n, e) for n in range(40) for e in ERRORS if figure(n, e) == HIDDEN}
    assert hidden == {(n, e) for n in range(40) for e in ERRORS if n + e < 8}


@given(st.integers(0, 10**7), st.sampled_from(ERRORS))
def test_a_number_is_a_multiple_of_five_from_ten_and_at_most_nine_off(count, error):
    value = figure(count, error).value
    assert value is None or (value >= 10 and value % 5 == 0 and abs(value - count) <= 9)
    assert value is not None or count <= 14


def test_shown_draws_the_noise_of_the_key():
    cells = [Tally(37, cell_key) for cell_key in record_keys(range(60), key=KEY)]
    drawn = [shown(tally, key=KEY) for tally in cells]
    assert drawn == [figure(37, noise(tally.cell_key, key=KEY)) for tally in cells]
    assert {figure.value for figure in drawn} == {30, 35, 40, 45}


@given(st.sets(st.integers(0, 10**6), max_size=60))
def test_equal_sets_by_two_routes_show_equal_figures(persons):
    keys = record_keys(persons, key=KEY)
    by_league = tally_cells({key: {"150100|category=a"} for key in keys})
    by_union = tally_cells({key: {"150000|sex=1", f"150{key % 2}00"} for key in reversed(keys)})
    drawn = [
        shown(tallies[cell], key=KEY) for tallies in (by_league, by_union) for cell in tallies if "=" in cell
    ]
    assert len(drawn) == 2 * bool(persons)
    assert len(set(drawn)) <= 1


@pytest.mark.disclosure
def test_the_prices_named_in_the_method_are_exact():
    spread = [
        (count, drawn.value, share) for count in range(30, 35) for drawn, share in figures_of(count).items()
    ]
    assert float(sum(abs(v - n) * p for n, v, p in spread) / 5) == pytest.approx(2.56, abs=0.005)
    assert float(sum((v - n) ** 2 * p for n, v, p in spread) / 5) == pytest.approx(10.21, abs=0.005)
    assert float(figures_of(40)[Shown(40)]) == pytest.approx(0.60, abs=0.005)
    assert float(figures_of(10)[HIDDEN]) == pytest.approx(0.20, abs=0.005)
    assert HIDDEN not in figures_of(15)


@pytest.mark.disclosure
@pytest.mark.parametrize(("known", "worst", "mean"), [(0, 0.121, 0.131), (10, 0.216, 0.134)])
def test_one_figure_hits_the_true_count_rarely(known, worst, mean):
    """The best estimate from one figure by one who knows that the count is at least `known`.

    The design allows .25 at worst and .20 on average, for true counts 10 … 60. At worst is over the numbers
    shown, since the attacker sees the figure and not the count.
    """
    table = joint(range(known, 100))
    best = {drawn: max(counts, key=counts.get) for drawn, counts in table.items()}
    certainty = [max(table[Shown(v)].values()) / sum(table[Shown(v)].values()) for v in range(10, 65, 5)]
    hits = [sum(p for drawn, p in figures_of(n).items() if best[drawn] == n) for n in range(10, 61)]
    assert float(max(certainty)) == pytest.approx(worst, abs=0.001)
    assert float(sum(hits) / len(hits)) == pytest.approx(mean, abs=0.001)
    assert max(certainty) <= Fraction(1, 4)
    assert sum(hits) / len(hits) <= Fraction(1, 5)


@pytest.mark.disclosure
def test_no_figure_makes_a_small_count_certain():
    """Any count from 0 to 99 being as likely, nobody can say more than .13 for any one count below ten."""
    for counts in joint(range(100)).values():
        total = sum(counts.values())
        assert all(share / total < Fraction(13, 100) for count, share in counts.items() if count < 10)
