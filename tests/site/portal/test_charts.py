from defusedxml import ElementTree

from portal import charts, shading

SVG = "{http://www.w3.org/2000/svg}"
TOWNS = [
    charts.Datum("包头市", "21.4", 214_000, "150200", "#r150200"),
    charts.Datum("呼和浩特市", "49.8", 498_000, "150100", "#r150100"),
    charts.Datum("乌海市", "<10", None, "150300", "#r150300"),
]
HOSTILE = charts.Datum('<script>alert("1")</script>&', '"<10', 12, "150100", '#"><b>')


def tiles(data, limits=(300_000,)):
    return ElementTree.fromstring(
        charts.tile_grid(data, limits=limits, key="tiles", title="格网图", description="一格一个盟市")
    )


def texts(drawing):
    return [each.text for each in drawing.iter(f"{SVG}text")]


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
    shades = [shading.SHADES[3], shading.SHADES[4], shading.BLANK]
    assert fills == [shade.fill for shade in shades]
    assert colours == [shade.text for shade in shades for _ in range(2)]


def test_long_names_are_given_on_two_lines_too_which_are_hidden_unless_a_stylesheet_shows_them():
    data = [charts.Datum("锡林郭勒", "3.4", 34_000, "152500"), charts.Datum("Xilingol", "8", 8, "150100")]
    named = [
        (each.text, each.get("display"), each.get("class"))
        for each in tiles(data).iter(f"{SVG}text")
        if each.get("class") != "value"
    ]
    assert named == [
        ("锡林郭勒", "inline", "whole"),
        ("锡林", "none", "half"),
        ("郭勒", "none", "half"),
        ("Xilingol", "inline", ""),
    ]
    assert tiles(data).get("class") == "chart tiles"
    assert tiles([charts.Datum("包头", "12,345", 12_345, "150200")]).get("class") == "chart tiles long"


def test_data_without_a_place_in_the_grid_are_left_out():
    assert texts(tiles([charts.Datum("满洲里市", "1.0", 10_000, "150781")])) == []


def test_twelve_leagues_have_twelve_places_of_their_own():
    places = charts.tile_places()
    assert len(places) == len(set(places.values())) == 12
    assert places["150700"] == (5, 0)
    assert places["152900"] == (0, 2)


def test_hostile_text_stays_text():
    assert texts(tiles([HOSTILE])) == [HOSTILE.label, HOSTILE.text]
    assert not list(tiles([HOSTILE]).iter("script"))
    assert [each.get("href") for each in tiles([HOSTILE]).iter(f"{SVG}a")] == [HOSTILE.href]


def test_drawings_obey_a_strict_content_policy():
    names = {name for each in tiles(TOWNS).iter() for name in each.attrib}
    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}
