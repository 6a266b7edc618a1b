from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import shading
from tests.site.portal.contrast import contrast, lightness

NUMBERS = st.lists(st.integers(min_value=10, max_value=3_000_000), max_size=14)


@pytest.mark.parametrize("shade", [*shading.SHADES, shading.BLANK])
def test_text_on_every_shade_reads(shade):
    assert contrast(shade.fill, shade.text) >= 4.5


def test_tiles_stand_out_from_the_card():
    assert contrast(shading.OUTLINE, shading.WHITE) >= 3


def test_labels_read_on_the_card():
    assert contrast(shading.INK, shading.WHITE) >= 4.5


def test_shades_grow_darker_step_by_step():
    from_white = [contrast(shade.fill, shading.WHITE) for shade in shading.SHADES]
    assert from_white == sorted(from_white)
    assert all(later / earlier > 1.2 for earlier, later in pairwise(from_white))


def test_shades_are_even_steps_of_lightness():
    steps = [one - two for one, two in pairwise(lightness(shade.fill) for shade in shading.SHADES)]
    assert max(steps) - min(steps) < 1


def test_classes_have_one_round_width_from_nought_up():
    numbers = [28, 39, 74, 88, 92, 126, 171, 186, 214, 263, 301, 498]
    assert shading.limits(numbers) == (100, 200, 300, 400)
    assert shading.limits([65, 70, 115]) == (25, 50, 75, 100)


def test_near_numbers_share_a_shade_and_far_ones_are_as_many_shades_away():
    limits = shading.limits([65, 70, 115])
    places = [shading.SHADES.index(shading.shade(number, limits)) for number in (65, 70, 115)]
    assert places == [2, 2, 4]


@given(NUMBERS.filter(bool))
def test_limits_are_multiples_of_one_width_and_the_largest_number_is_beyond_all(numbers):
    limits = shading.limits(numbers)
    assert 2 <= len(limits) < len(shading.SHADES)
    assert list(limits) == [limits[0] * (index + 1) for index in range(len(limits))]
    assert limits[-1] <= max(numbers) < limits[-1] + limits[0]


@given(NUMBERS)
def test_a_larger_number_never_gets_a_lighter_shade(numbers):
    limits = shading.limits(numbers)
    places = [shading.SHADES.index(shading.shade(number, limits)) for number in sorted(numbers)]
    assert places == sorted(places)


@given(NUMBERS)
def test_the_legend_explains_every_shade_in_use(numbers):
    limits = shading.limits(numbers)
    explained = {item.fill for item in shading.legend(limits, show=str)}
    used = {shading.shade(number, limits).fill for number in numbers}
    assert used <= explained


def test_a_figure_that_is_not_shown_is_blank():
    assert shading.shade(None, (10, 20)) == shading.BLANK


def test_the_legend_says_first_and_last_number_of_each_class():
    assert [item.text for item in shading.legend((25, 50, 75, 100), show=str)] == [
        "不足 25",
        "25–49",
        "50–74",
        "75–99",
        "100 及以上",
    ]


def test_the_legend_writes_limits_in_the_unit_of_the_drawing():
    items = shading.legend(
        (60_000, 120_000, 180_000), show=lambda number: f"{number / 10_000:.1f}", least=1000
    )
    assert [(item.fill, item.text) for item in items] == [
        (shading.SHADES[1].fill, "不足 6"),
        (shading.SHADES[2].fill, "6–11.9"),
        (shading.SHADES[3].fill, "12–17.9"),
        (shading.SHADES[4].fill, "18 及以上"),
    ]


def test_equal_numbers_have_one_shade_and_without_numbers_there_is_no_legend():
    limits = shading.limits([50, 50, 50])
    assert {shading.shade(50, limits) for _each in range(3)} == {shading.SHADES[4]}
    assert shading.limits([]) == ()
    assert shading.legend((), show=str) == []
