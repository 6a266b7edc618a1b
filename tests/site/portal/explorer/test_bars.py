from portal.explorer.bars import Bar, bars, ranked
from reports.stats.service import Figure


def test_bars_are_as_long_as_their_share_of_the_longest_and_hidden_figures_have_none():
    given = [("甲", "/a", Figure(50, "50")), ("乙", "", Figure(200, "200")), ("丙", "", Figure(None, "<10"))]
    assert bars(given, Figure(400, "400"), chosen="乙") == (
        Bar("甲", "50", "12%", "25.00", "/a"),
        Bar("乙", "200", "50%", "100.00", chosen=True),
        Bar("丙", "<10", "", ""),
    )


def test_where_all_is_hidden_nothing_is_drawn():
    assert [each.width for each in bars([("甲", "", Figure(None, "<10"))], Figure(None, "<10"))] == [""]


def test_the_largest_stands_first_and_what_is_hidden_last():
    given = [("甲", "", Figure(None, "<10")), ("乙", "", Figure(20, "20")), ("丙", "", Figure(200, "200"))]
    assert [name for name, _href, _figure in ranked(given)] == ["丙", "乙", "甲"]
