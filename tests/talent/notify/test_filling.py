import pytest

from talent.notify.filling import Unfillable, filled, placeholders_in, unknown_in


def test_names_become_their_values_and_braces_in_values_mean_nothing():
    assert filled("{a} 与 {b}{c}", {"a": "{b}", "b": 2}) == "{b} 与 2"


def test_doubled_braces_are_braces():
    assert filled("{{{a}}}", {"a": "x"}) == "{x}"


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a.__class__}", "{0}", "{a b}"]
)
def test_more_than_a_name_between_braces_is_refused(text):
    with pytest.raises(Unfillable):
        placeholders_in(text)


def test_unknown_names_are_told_once_each_in_order():
    assert unknown_in("{b}{a}{c}{b}", ["a"]) == ["b", "c"]
