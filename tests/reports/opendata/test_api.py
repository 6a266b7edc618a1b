import csv
import io

import pytest
from drf_spectacular.validation import validate_schema

from reports.stats.models import Release, ReleaseCell, ReleaseTable
from tests.reports.stats.published import seal

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

TABLE = "/open/v1/tables/league_category/"


@pytest.fixture
def released():
    """A release made by hand: two areas, one category and the totals."""
    release = Release.objects.create(number=7, as_of="2026-11-23")
    table = ReleaseTable.objects.create(
        release=release,
        key="league_category",
        title_zh="各盟市各类别人才",
        title_en="Talent by league and category",
        level="league",
        areas=[
            {"code": "150000", "level": "region", "label_zh": "内蒙古自治区", "label_en": "Inner Mongolia"},
            {"code": "152500", "level": "league", "label_zh": "锡林郭勒盟", "label_en": "Xilingol League"},
        ],
        dimensions=[
            {
                "key": "category",
                "label_zh": "人才类别",
                "label_en": "Category of talent",
                "codes": [{"code": "skilled", "label_zh": "=技能人才", "label_en": "Skilled talent"}],
            }
        ],
    )
    figures = [(150000, {}, 120, ""), (150000, {"category": "skilled"}, 100, "")]
    figures += [(152500, {}, 15, ""), (152500, {"category": "skilled"}, None, "<10")]
    for area, classes, value, mark in figures:
        ReleaseCell.objects.create(table=table, area=area, classes=classes, value=value, mark=mark)
    return seal(release)


def cells(answer):
    return [(each["area"], each["classes"], each["value"], each["mark"]) for each in answer.json()["cells"]]


def test_before_the_first_release_the_list_is_empty_and_no_table_is_found(client):
    assert client.get("/open/v1/tables/").json() == []
    assert client.get(TABLE).status_code == 404


def test_the_index_says_where_everything_is(client):
    assert client.get("/open/v1/").json() == {
        "tables": "http://testserver/open/v1/tables/",
        "definitions": "http://testserver/open/v1/definitions/",
        "schema": "http://testserver/open/v1/schema/",
    }


def test_the_list_names_the_tables_of_the_newest_release_only(client, released):
    older = Release.objects.create(number=6, as_of="2026-01-01")
    ReleaseTable.objects.create(
        release=older, key="gone", title_zh="", title_en="", level="league", areas=[], dimensions=[]
    )
    seal(older)
    found = client.get("/open/v1/tables/").json()
    assert [(each["key"], each["release"], each["url"]) for each in found] == [
        ("league_category", 7, f"http://testserver{TABLE}")
    ]


def test_a_table_has_every_figure_with_its_mark_and_label(client, released):
    answer = client.get(TABLE)
    assert cells(answer) == [
        ("150000", {"category": "total"}, 120, ""),
        ("150000", {"category": "skilled"}, 100, ""),
        ("152500", {"category": "total"}, 15, ""),
        ("152500", {"category": "skilled"}, None, "<10"),
    ]
    assert answer.json()["note"]["zh"] == "经保密处理的近似数"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=152500", [("152500", "total"), ("152500", "skilled")]),
        ("category=skilled", [("150000", "skilled"), ("152500", "skilled")]),
        ("category=total&area=150000,152500", [("150000", "total"), ("152500", "total")]),
    ],
)
def test_filters_narrow_the_table(client, released, query, expected):
    found = cells(client.get(f"{TABLE}?{query}"))
    assert [(area, classes["category"]) for area, classes, _, _ in found] == expected


@pytest.mark.parametrize(
    ("query", "named"),
    [("area=150101", "known: 150000, 152500"), ("category=x", "known: skilled, total"), ("area=a", "known")],
)
def test_a_code_that_the_table_does_not_have_is_an_error_that_names_the_known_ones(
    client, released, query, named
):
    answer = client.get(f"{TABLE}?{query}")
    assert answer.status_code == 400
    assert named in answer.text


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"{TABLE}?year=2025&category=total", {"year": "unknown parameter; allowed: area, category, format"}),
        (
            f"{TABLE}?Area=1&x=",
            dict.fromkeys(["Area", "x"], "unknown parameter; allowed: area, category, format"),
        ),
        ("/open/v1/tables/?area=152500", {"area": "unknown parameter; allowed: format"}),
        ("/open/v1/?q=1", {"q": "unknown parameter; allowed: format"}),
        ("/open/v1/schema/?format=json&version=2", {"version": "unknown parameter; allowed: format, lang"}),
    ],
)
def test_an_unknown_parameter_is_refused_by_name_with_those_that_are_allowed(
    client, released, address, named
):
    answer = client.get(address)
    assert (answer.status_code, answer.json()) == (400, named)


def test_the_description_tells_of_the_refusal(client):
    paths = client.get("/open/v1/schema/?format=json").json()["paths"]
    told = {path: each["get"]["responses"]["400"]["description"] for path, each in paths.items()}
    assert {path: "an unknown parameter" in text for path, text in told.items()} == dict.fromkeys(paths, True)


def test_csv_has_one_figure_a_row_and_no_formula(client, released):
    answer = client.get(f"{TABLE}?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0][:8] == [
        "area",
        "area_zh",
        "area_en",
        "category",
        "category_zh",
        "category_en",
        "value",
        "mark",
    ]
    assert [row[:8] for row in rows[1:]] == [
        ["150000", "内蒙古自治区", "Inner Mongolia", "total", "合计", "Total", "120", ""],
        ["150000", "内蒙古自治区", "Inner Mongolia", "skilled", "'=技能人才", "Skilled talent", "100", ""],
        ["152500", "锡林郭勒盟", "Xilingol League", "total", "合计", "Total", "15", ""],
        ["152500", "锡林郭勒盟", "Xilingol League", "skilled", "'=技能人才", "Skilled talent", "", "<10"],
    ]


def test_an_error_as_csv_is_its_reason_and_a_missing_table_has_no_etag(client, released):
    wrong = client.get(f"{TABLE}?format=csv&area=1")
    assert wrong.content.decode("utf-8-sig") == "area,unknown: 1; known: 150000, 152500\r\n".replace(
        "area,unknown: 1; known: 150000, 152500", 'area,"unknown: 1; known: 150000, 152500"'
    )
    assert client.get("/open/v1/tables/nothing/", headers={"if-none-match": "*"}).status_code == 404


def test_an_unchanged_table_answers_304_until_the_next_release(client, released):
    etag = client.get(TABLE)["ETag"]
    assert client.get(TABLE, headers={"if-none-match": etag}).status_code == 304
    newer = Release.objects.create(number=8, as_of="2026-11-24")
    titles = {"title_zh": "各盟市各类别人才", "title_en": "Talent by league and category"}
    ReleaseTable.objects.create(
        release=newer, key="league_category", level="league", areas=[], dimensions=[], **titles
    )
    seal(newer)
    assert client.get(TABLE, headers={"if-none-match": etag}).status_code == 200


def test_the_interface_is_for_reading_only(client, released):
    assert [client.post(TABLE).status_code, client.delete(TABLE).status_code] == [405, 405]


def test_the_schema_is_valid_openapi_of_the_open_interface_alone(client):
    answer = client.get("/open/v1/schema/?format=json")
    validate_schema(answer.json())
    assert sorted(answer.json()["paths"]) == [
        "/open/v1/definition-format/",
        "/open/v1/definitions/",
        "/open/v1/definitions/{key}/",
        "/open/v1/tables/",
        "/open/v1/tables/{key}/",
    ]
