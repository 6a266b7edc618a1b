"""The figures of the method page are those that draw."""

from dataclasses import replace

from reports.stats.disclosure import figure
from reports.stats.method import method
from reports.stats.noise import CUT


def test_what_is_said_of_the_errors_is_what_the_noise_does():
    said = method()

    assert (said.base, said.threshold, said.cut, said.largest_error) == (5, 10, 7, 9)
    assert (round(said.mean_error, 1), round(said.exact)) == (2.6, 12)
    assert (said.smallest_k, said.largest_k, said.most_dimensions) == (12, 44, 10)


def test_figures_repeat_those_of_earlier_releases_unless_one_person_draws_them_again():
    assert method().repeats
    assert not replace(method(), smallest_k=1, largest_k=1).repeats


def test_what_is_surely_shown_is_never_hidden_and_one_less_may_be():
    said = method()
    errors = range(-CUT, CUT + 1)

    assert all(figure(said.surely_shown, error).value is not None for error in errors)
    assert any(figure(said.hidden_up_to, error).value is None for error in errors)
