import pytest

from tests.site.portal.contrast import contrast


def test_contrast_of_black_and_white_is_the_greatest():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_contrast_of_equal_colours_is_one():
    assert contrast("#126b59", "#126b59") == pytest.approx(1)


def test_contrast_agrees_with_a_published_example():
    """#767676 on white is the well-known lightest grey for text."""
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#fff") < 4.5
