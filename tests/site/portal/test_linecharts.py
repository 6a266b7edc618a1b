from datetime import date

from defusedxml.ElementTree import fromstring

from portal import shading
from portal.linecharts import Run, lines
from portal.linescale import Tick
from portal.markers import legend
from tests.site.portal.contrast import contrast

SVG = "{http://www.w3.org/2000/svg}"


def run(label, *numbers):
    """Hidden figures are None."""
    texts = ["<10" if number is None else str(number) for number in numbers]
    return Run(label, numbers, texts, ["<10" if number is None else "" for number in numbers])


def drawn(*runs, ticks=("2026-03", "2026-06", "2026-09"), days=None):
    """As many days from one release to the next, unless `days` says which of the month they are."""
    days = days or range(1, len(ticks) + 1)
    placed = [
        Tick(date(2026, 6, day), tick, f"#{number}")
        for number, (day, tick) in enumerate(zip(days, ticks, strict=True), 1)
    ]
    return fromstring(lines(runs, placed, key="k", title="题", description="说明"))


def texts(svg, *, bold=False):
    return [each.text for each in svg.iter(f"{SVG}text") if ("value" in each.get("class", "")) == bold]


def strokes(svg, index=0):
    """From where to where the line of a run goes."""
    return [
        tuple(each.get(name) for name in ("x1", "y1", "x2", "y2"))
        for each in svg.iter(f"{SVG}line")
        if each.get("stroke") == shading.line(index)
    ]


def points(svg, index=0):
    """Where the markers of a run stand, those at its name not among them."""
    found = [each for each in svg.iter(f"{SVG}use") if each.get("fill") == shading.line(index)]
    return [(each.get("x"), each.get("y")) for each in found if each.get("x") != "79%"]


def test_a_lone_line_goes_from_point_to_point_with_its_figures_under_an_axis():
    found = drawn(run("合计", 100, 50, 0))
    assert points(found) == [("28.67%", "1.60em"), ("56.00%", "6.60em"), ("83.33%", "11.60em")]
    assert strokes(found) == [
        ("28.67%", "1.60em", "56.00%", "6.60em"),
        ("56.00%", "6.60em", "83.33%", "11.60em"),
    ]
    assert texts(found, bold=True) == ["100", "50", "0"]
    assert texts(found) == ["0", "50", "100", "#1", "#2", "#3", "2026-03", "2026-06", "2026-09"]


def across(*days):
    ticks = ["2026-06"] * len(days)
    return [
        float(place.rstrip("%")) for place, _down in points(drawn(run("甲", *days), ticks=ticks, days=days))
    ]


def test_releases_are_as_far_from_each_other_as_their_days():
    assert across(1, 11, 31 - 1) == [28.67, 47.52, 83.33]


def test_releases_of_near_days_stand_beside_each_other_with_room_for_their_names():
    first, second, third, last = across(1, 28, 29, 29)
    assert first == 25.25
    assert [round(second - first, 1), round(third - second, 1), round(last - third, 1)] == [
        28.7,
        16.4,
        16.4,
    ]
    assert across(5, 5, 5) == [28.67, 56, 83.33]
    assert across(5) == [56]


def test_two_releases_of_one_month_are_told_apart_by_their_numbers():
    found = drawn(run("甲", 10, 20), ticks=["2026-11"] * 2, days=[29, 29])
    assert texts(found)[-3:] == ["#1", "#2", "2026-11"]
    (month,) = [each for each in found.iter(f"{SVG}text") if each.text == "2026-11"]
    (first, _), (second, _) = points(found)
    assert float(month.get("x")[:-1]) * 2 == float(first[:-1]) + float(second[:-1])


def test_a_month_stands_in_the_middle_of_those_of_its_releases_that_are_named_on_a_phone_too():
    months = ["2026-10", "2026-11", "2026-11", "2026-11", "2026-11"]
    found = drawn(run("甲", *range(5)), run("乙", *range(100, 105)), ticks=months)
    placed = [
        (each.get("class"), each.text, each.get("x"))
        for each in found.iter(f"{SVG}text")
        if each.text in months
    ]
    along = [float(across[:-1]) for across, _down in points(found)]
    assert placed == [
        ("", "2026-10", f"{along[0]:.2f}%"),
        ("more", "2026-11", f"{(along[1] + along[4]) / 2:.2f}%"),
        ("less", "2026-11", f"{(along[2] + along[4]) / 2:.2f}%"),
    ]


def test_a_figure_that_is_not_shown_is_a_gap_with_its_mark_below_the_axis():
    found = drawn(run("合计", 100, None, 50))
    assert (len(points(found)), strokes(found)) == (2, [])
    assert texts(found, bold=True) == ["100", "50"]
    assert texts(found)[3:] == ["不显示", "<10", "#1", "#2", "#3", "2026-03", "2026-06", "2026-09"]
    (mark,) = [each for each in found.iter(f"{SVG}text") if each.text == "<10"]
    assert (mark.get("x"), mark.get("y")) == ("56.00%", "13.1em")


def test_a_release_without_the_figure_is_a_gap_without_a_mark():
    found = drawn(Run("合计", [100, None, 50], ["100", "未发布", "50"], ["", "", ""]))
    assert (strokes(found), "不显示" in texts(found)) == ([], False)


def test_several_lines_are_told_apart_by_dash_and_marker_and_a_name_at_the_end():
    found = drawn(run("甲", 10, 20, 30), run("乙", 30, 20, 10))
    dashes = {each.get("stroke"): each.get("stroke-dasharray") for each in found.iter(f"{SVG}line")}
    assert [dashes[shading.line(index)] for index in (0, 1)] == ["none", "8 4"]
    markers = {each.get("fill"): each.get("href") for each in found.iter(f"{SVG}use")}
    assert [markers[shading.line(index)] for index in (0, 1)] == ["#k-m0", "#k-m1"]
    assert {each.get("id") for each in found.iter(f"{SVG}path")} == {"k-m0", "k-m1"}
    ends = [each for each in found.iter(f"{SVG}text") if each.get("dx")]
    assert [(each.text, each.get("y")) for each in ends] == [("甲", "1.95em"), ("乙", "10.95em")]


def test_lines_of_the_same_figures_are_both_seen_and_none_lies_below_the_axis():
    found = drawn(run("甲", 0, 100, 100), run("乙", 0, 100, 100))
    one, other = points(found, 0), points(found, 1)
    assert [down for _across, down in one] == ["14.78em", "1.44em", "1.44em"]
    assert [down for _across, down in other] == ["15.10em", "1.76em", "1.76em"]
    assert not {across for across, _down in one} & {across for across, _down in other}
    assert not set(strokes(found, 0)) & set(strokes(found, 1))


def test_figures_stand_where_there_is_room_and_never_over_each_other():
    found = drawn(*(run(name, 100, 100, 100) for name in "甲乙丙丁"))
    assert texts(found, bold=True) == ["100"] * 2 * 3
    assert [each.get("y") for each in found.iter(f"{SVG}text") if each.get("class") == "value"][:2] == [
        "0.47em",
        "3.43em",
    ]


def named(svg, *, narrow):
    """The names of releases: on a phone some are left out."""
    ticks = [each for each in svg.iter(f"{SVG}text") if each.text.startswith("T")]
    return [each.text for each in ticks if not (narrow and each.get("class") == "more")]


def test_of_many_releases_the_names_stay_apart_and_the_last_one_stands():
    ticks = [f"T{number}" for number in range(12)]
    lone = drawn(run("甲", *range(12)), ticks=ticks)
    assert named(lone, narrow=False) == ["T2", "T5", "T8", "T11"]
    assert named(lone, narrow=True) == ["T2", "T5", "T8", "T11"]
    assert texts(lone, bold=True) == ["2", "5", "8", "11"]
    several = drawn(run("甲", *range(5)), run("乙", *range(5)), ticks=ticks[:5])
    assert named(several, narrow=False) == ticks[:5]
    assert named(several, narrow=True) == ["T0", "T2", "T4"]


def test_lines_stand_out_from_the_card_and_the_key_draws_them():
    assert all(contrast(shading.line(index), "#ffffff") >= 3 for index in range(shading.MOST_LINES))
    swatch = fromstring(legend(("甲", "乙"), key="k")[1].swatch)
    assert swatch.find("line").get("stroke-dasharray") == shading.dash(1)
    assert swatch.find("use").get("href") == "#k-m1"
