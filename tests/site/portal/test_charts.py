from pathlib import Path

from defusedxml import ElementTree

from portal import charts, shading

STYLESHEET = Path(charts.__file__).parent / "static" / "portal" / "portal.css"
SVG = "{http://www.w3.org/2000/svg}"
TOWNS = [
    charts.Datum("包头市", "21.4", 214_000, "150200", "#r150200"),
    charts.Datum("呼和浩特市", "49.8", 498_000, "150100", "#r150100"),
    charts.Datum("乌海市", "<10", None, "150300", "#r150300"),
]
HOSTILE = charts.Datum('<script>alert("1")</script>&', '"<10', 12, "150100", '#"><b>')


def bars(data):
    return ElementTree.fromstring(charts.ranked_bars(data, key="bars", title="排序", description="从多到少"))


def tiles(data, limits=(300_000,)):
    return ElementTree.fromstring(
        charts.tile_grid(data, limits=limits, key="tiles", title="格网图", description="一格一个盟市")
    )


def texts(drawing):
    return [each.text for each in drawing.iter(f"{SVG}text")]


def test_bars_stand_longest_first_and_hidden_figures_last():
    assert texts(bars(TOWNS)) == ["呼和浩特市", "49.8", "包头市", "21.4", "乌海市", "<10"]


def test_bars_are_as_long_as_their_numbers():
    widths = [float(each.get("width").removesuffix("%")) for each in bars(TOWNS).iter(f"{SVG}rect")]
    assert widths[0] > 0
    assert round(widths[1] / widths[0], 2) == round(214 / 498, 2)
    assert widths[2] == 0


def test_bars_are_one_picture_with_a_name_and_a_description():
    drawing = bars(TOWNS)
    named = {each.get("id"): each.text for each in drawing if each.get("id")}
    assert drawing.get("role") == "img"
    assert named[drawing.get("aria-labelledby")] == "排序"
    assert named[drawing.get("aria-describedby")] == "从多到少"


def test_bars_take_the_width_that_the_names_beside_them_leave():
    drawing = bars(TOWNS)
    names = {each.get("x") for each in drawing.findall(f"{SVG}text")}
    plots = {(each.get("class"), each.get("x")) for each in drawing.findall(f"{SVG}svg")}
    assert (names, plots) == ({"8em"}, {("plot", "8.6em")})
    assert ".plot { width: calc(100% - 13.5em); }" in STYLESHEET.read_text(encoding="utf-8")


def test_bars_without_data_are_an_empty_drawing():
    assert texts(bars([])) == []
    assert bars([]).get("height") == "0em"


def test_bars_without_any_shown_figure_have_no_length():
    widths = {each.get("width") for each in bars([TOWNS[2]]).iter(f"{SVG}rect")}
    assert widths == {"0.00%"}


def test_tiles_lead_to_their_rows_and_so_form_a_group():
    drawing = tiles(TOWNS)
    assert [each.get("href") for each in drawing.iter(f"{SVG}a")] == ["#r150200", "#r150100", "#r150300"]
    assert drawing.get("role") == "group"


def test_tiles_without_addresses_are_one_picture():
    drawing = tiles([charts.Datum("包头", "21.4", 214_000, "150200")])
    assert drawing.get("role") == "img"
    assert list(drawing.iter(f"{SVG}a")) == []


def test_tiles_are_shaded_by_class_with_text_that_reads_on_them():
    fills = [each.get("fill") for each in tiles(TOWNS).iter(f"{SVG}rect")]
    colours = [each.get("fill") for each in tiles(TOWNS).iter(f"{SVG}text")]
    shades = [shading.SHADES[0], shading.SHADES[4], shading.BLANK]
    assert fills == [shade.fill for shade in shades]
    assert colours == [shade.text for shade in shades for _ in range(2)]


def test_data_without_a_place_in_the_grid_are_left_out():
    assert texts(tiles([charts.Datum("满洲里市", "1.0", 10_000, "150781")])) == []


def test_twelve_leagues_have_twelve_places_of_their_own():
    places = charts.tile_places()
    assert len(places) == len(set(places.values())) == 12
    assert places["150700"] == (5, 0)
    assert places["152900"] == (0, 2)


def test_hostile_text_stays_text():
    for drawing in (bars([HOSTILE]), tiles([HOSTILE])):
        assert texts(drawing) == [HOSTILE.label, HOSTILE.text]
        assert not list(drawing.iter("script"))
    assert [each.get("href") for each in tiles([HOSTILE]).iter(f"{SVG}a")] == [HOSTILE.href]


def test_drawings_obey_a_strict_content_policy():
    for drawing in (bars(TOWNS), tiles(TOWNS)):
        names = {name for each in drawing.iter() for name in each.attrib}
        assert "style" not in names
        assert not {name for name in names if name.startswith("on")}
