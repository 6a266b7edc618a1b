from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import shading
from tests.site.portal.contrast import contrast

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


def test_limits_part_twelve_numbers_into_five_classes_at_round_limits():
    numbers = [28, 39, 74, 88, 92, 126, 171, 186, 214, 263, 301, 498]
    assert shading.limits(numbers) == (74, 92, 190, 260)


@given(NUMBERS)
def test_limits_rise_and_leave_no_class_at_either_end_empty(numbers):
    limits = shading.limits(numbers)
    assert len(limits) < len(shading.SHADES)
    assert list(limits) == sorted(set(limits))
    assert all(min(numbers) < limit <= max(numbers) for limit in limits)


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
    assert used <= explained or not limits


def test_a_figure_that_is_not_shown_is_blank():
    assert shading.shade(None, (10, 20)) == shading.BLANK


def test_the_legend_writes_limits_in_the_unit_of_the_drawing():
    items = shading.legend((60_000, 120_000), show=lambda number: f"{number / 10_000:.1f}")
    assert [(item.fill, item.text) for item in items] == [
        (shading.SHADES[0].fill, "<6"),
        (shading.SHADES[2].fill, "6 至不足 12"),
        (shading.SHADES[4].fill, "≥12"),
    ]


def test_equal_numbers_need_no_legend_and_take_the_middle_shade():
    assert shading.limits([50, 50, 50]) == ()
    assert shading.legend((), show=str) == []
    assert shading.shade(50, ()) == shading.SHADES[2]
