import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal import figures
from reports.stats.service import Figure


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0.0"),
        (495, "<0.1"),
        (500, "0.1"),
        (1_499, "0.1"),
        (1_500, "0.2"),
        (2_500, "0.3"),
        (497_830, "49.8"),
        (12_345_000, "1,234.5"),
    ],
)
def test_persons_as_ten_thousands_with_one_decimal_half_up(value, text):
    assert figures.in_ten_thousands(value) == text


@given(st.integers(min_value=500, max_value=100_000_000))
def test_ten_thousands_are_never_off_by_more_than_half_a_tenth(value):
    shown = float(figures.in_ten_thousands(value).replace(",", ""))
    assert abs(shown * 10_000 - value) <= 500 + 1e-6


def test_drawings_of_large_figures_are_in_ten_thousands():
    unit = figures.unit_for([Figure(100_000, "100,000"), Figure(None, "<10")])
    assert (unit.name, unit.text(Figure(26_300, "26,300"))) == ("万人", "2.6")


def test_drawings_of_small_figures_are_in_persons():
    unit = figures.unit_for([Figure(99_995, "99,995")])
    assert (unit.name, unit.text(Figure(26_300, "26,300"))) == ("人", "26,300")


def test_a_figure_that_is_not_shown_is_written_as_the_release_writes_it():
    assert figures.unit_for([]).text(Figure(None, "<10")) == "<10"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(255, 2000, "12.8%"), (70, 115, "61%"), (None, 200, ""), (50, None, ""), (0, 0, ""), (25, 15, "")],
)
def test_share_is_of_shown_figures_only_to_a_tenth_of_many_and_never_beyond_the_whole(part, whole, text):
    assert figures.share(Figure(part, ""), Figure(whole, "")) == text


def test_ten_thousands_stand_beside_persons_where_they_tell_something_and_not_in_english():
    assert [figures.telling_ten_thousands(each) for each in (None, 995, 1000, 22_780)] == [
        "",
        "",
        "0.1",
        "2.3",
    ]
    with translation.override("en"):
        assert figures.telling_ten_thousands(22_780) == ""
