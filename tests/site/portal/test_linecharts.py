from defusedxml.ElementTree import fromstring

from portal.linecharts import Run, legend, lines
from tests.site.portal.contrast import contrast

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*runs, ticks=("2026-03", "2026-06", "2026-09")):
    return fromstring(lines(runs, ticks, key="k", title="题", description="说明"))


def test_a_lone_line_goes_from_point_to_point_with_its_figures():
    found = drawn(Run("合计", [100, 50, 0], ["100", "50", "0"]))
    points = [(each.get("cx"), each.get("cy")) for each in found.iter(f"{SVG}circle")]
    assert points == [("22.00%", "1.40em"), ("50.00%", "6.30em"), ("78.00%", "11.20em")]
    assert [each.text for each in found.iter(f"{SVG}text")][-3:] == ["100", "50", "0"]
    assert len(list(found.iter(f"{SVG}line"))) == 1 + 2


def test_a_figure_that_is_not_shown_is_a_gap():
    found = drawn(Run("合计", [100, None, 50], ["100", "<10", "50"]))
    assert len(list(found.iter(f"{SVG}circle"))) == 2
    assert len(list(found.iter(f"{SVG}line"))) == 1
    assert "<10" not in [each.text for each in found.iter(f"{SVG}text")]


def test_of_several_lines_each_has_a_colour_and_a_dash_of_its_own_and_no_figures():
    found = drawn(Run("甲", [1, 2, 3], "123"), Run("乙", [3, 2, 1], "321"))
    strokes = {(each.get("stroke"), each.get("stroke-dasharray")) for each in found.iter(f"{SVG}line")}
    assert len(strokes - {next(iter(found.iter(f"{SVG}line"))).get("stroke")}) == 3
    assert [each.text for each in found.iter(f"{SVG}text")] == ["2026-03", "2026-06", "2026-09"]


def test_of_many_releases_the_names_stay_apart_and_the_last_one_stands():
    ticks = [f"T{number}" for number in range(12)]
    found = drawn(Run("甲", [1] * 12, ["1"] * 12), Run("乙", [2] * 12, ["2"] * 12), ticks=ticks)
    assert [each.text for each in found.iter(f"{SVG}text")] == ["T2", "T5", "T8", "T11"]


def test_lines_stand_out_from_the_card():
    assert all(contrast(each.fill, "#ffffff") >= 3 for each in legend("甲乙丙丁戊己"))
