"""Releases and tables as programs read them."""

import csv
import io

import pytest
from django.db import connections

from reports.opendata import heads

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]
TABLE = "/open/v1/tables/league_category/"
PROBLEM = "application/problem+json"


def cells(answer):
    return [(each["area"], each["classes"], each["value"], each["mark"]) for each in answer.json()["cells"]]


def rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_names_the_tables_of_the_newest_release_only(client):
    found = client.get("/open/v1/tables/").json()
    assert [(each["key"], each["release"]) for each in found] == [
        ("league_category", 7),
        ("league_sex", 7),
    ]
    assert (found[0]["url"], found[0]["permanent_url"]) == (
        f"http://testserver{TABLE}",
        f"http://testserver{TABLE}?release=7",
    )
    assert [each["key"] for each in client.get("/open/v1/tables/?release=6").json()] == ["gone"]


def test_a_table_has_every_figure_in_order_with_its_mark_terms_and_citation(client):
    answer = client.get(TABLE)
    assert cells(answer) == [
        ("150000", {"category": "total"}, 120, ""),
        ("150000", {"category": "skilled"}, 100, ""),
        ("152500", {"category": "total"}, 15, ""),
        ("152500", {"category": "skilled"}, None, "<10"),
    ]
    told = answer.json()
    assert (told["note"]["zh"], told["licence"]["id"], told["selected"], told["next"]) == (
        *("经保密处理的近似数", "CC-BY-4.0", 4, None),
    )
    assert told["citation"]["zh"].startswith("内蒙古人才信息库：《各盟市各类别人才》，第 7 号发布，")
    assert told["citation"]["en"].endswith(f"http://testserver{TABLE}?release=7")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=152500", [("152500", "total"), ("152500", "skilled")]),
        ("area=&category=skilled", [("150000", "skilled"), ("152500", "skilled")]),
        ("category=total&area=150000,152500", [("150000", "total"), ("152500", "total")]),
        ("level=league&category=total", [("152500", "total")]),
        (
            "sort=value",
            [("152500", "total"), ("150000", "skilled"), ("150000", "total"), ("152500", "skilled")],
        ),
        (
            "sort=-value",
            [("150000", "total"), ("150000", "skilled"), ("152500", "total"), ("152500", "skilled")],
        ),
        (
            "sort=-area",
            [("152500", "total"), ("152500", "skilled"), ("150000", "total"), ("150000", "skilled")],
        ),
    ],
)
def test_filters_and_orders_hold_in_json_and_csv_alike(client, query, expected):
    found = cells(client.get(f"{TABLE}?{query}"))
    assert [(area, classes["category"]) for area, classes, _, _ in found] == expected
    _head, *lines = rows(client.get(f"{TABLE}?{query}&format=csv"))
    assert [(line[0], line[3]) for line in lines] == expected


@pytest.mark.parametrize(
    ("query", "status", "kind", "named"),
    [
        ("area=150101", 404, "no-such-code", "known: 150000, 152500"),
        ("category=x", 404, "no-such-code", "known: skilled, total"),
        ("sex=1", 404, "no-such-code", "this table, which has: category"),
        ("level=banner", 404, "no-such-code", "unknown: banner; known: region, league"),
        ("level=banner&format=jsonstat", 404, "no-such-code", "known: region, league"),
        ("level=town", 400, "invalid-value", "one of: region, league, banner"),
        ("area=a", 400, "invalid-value", "codes with commas"),
        ("limit=0", 400, "invalid-value", "from 1 to 10000"),
        ("limit=10001", 400, "invalid-value", "from 1 to 10000"),
        ("limit=²", 400, "invalid-value", "from 1 to 10000"),
        ("limit=1&limit=2", 400, "invalid-value", "to be given once"),
        ("columns=sex", 404, "no-such-code", "known: category"),
        ("columns=a,b", 400, "invalid-value", "codes with commas"),
        ("columns=category&order=-1", 404, "no-such-code", "known: skilled, total"),
        ("share=1", 404, "no-such-code", "known: skilled, total"),
        ("columns=total&share=skilled", 404, "no-such-code", "known: total"),
        ("category=total&share=skilled&format=xlsx", 404, "no-such-code", "has: total"),
        ("sort=name", 400, "invalid-value", "one of: area, -area, value, -value"),
        ("format=pdf", 400, "invalid-value", "one of: json, csv, xlsx, jsonstat"),
        ("release=9", 404, "no-such-release", "/open/v1/releases/"),
        ("release=x", 400, "invalid-value", "a whole number"),
        ("cursor=nonsense", 404, "no-such-cursor", "begin again"),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_what_may_be_asked(client, query, status, kind, named):
    answer = client.get(f"{TABLE}?{query}", headers={"if-none-match": "*", "accept-language": "en"})
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"], told["status"]) == (status, PROBLEM, status)
    assert told["type"] == f"http://testserver/open/guide/#{kind}"
    assert [named in each["detail"] for each in told["errors"]] == [True]
    assert ("ETag" in answer, answer["Cache-Control"]) == (False, "no-store")


@pytest.mark.parametrize("path", ["nothing/", "tables/a/b/", "releases/x%0A/archive/", "%0A"])
def test_what_is_no_address_is_a_problem_and_no_page(client, path):
    answer = client.get(f"/open/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_what_stands_before_the_figures_is_written_once_and_names_the_host_that_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    heads._kept.clear()
    asked = [client.get(f"{TABLE}?area={area}").json() for area in ("150000", "152500")]
    other = client.get(TABLE, headers={"host": "other.example"}).json()
    assert [(each["selected"], each["permanent_url"]) for each in (*asked, other)] == [
        (2, f"http://testserver{TABLE}?release=7"),
        (2, f"http://testserver{TABLE}?release=7"),
        (4, f"http://other.example{TABLE}?release=7"),
    ]
    assert len(heads._kept) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [("area=152500,150000", ["150000", "152500"]), ("area=152500,150000&level=league", ["152500"])],
)
def test_areas_come_as_the_table_lists_them_however_they_were_asked_for(client, query, expected):
    assert [area for area, *_rest in cells(client.get(f"{TABLE}?{query}&category=total"))] == expected


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_an_unknown_parameter_is_refused_by_name_with_those_of_this_table(client, kind):
    told = client.get(f"{TABLE}?Area=1&x=&format={kind}").json()
    allowed = "area, level, sort, release, limit, cursor, lang, columns, order, share, format, category"
    assert told["errors"] == [
        {"parameter": name, "detail": f"没有这个参数；可用：{allowed}"} for name in ("Area", "x")
    ]


def test_the_codes_of_a_table_are_those_that_may_be_asked_for(client):
    for told in (client.get(TABLE).json(), client.get("/open/v1/tables/").json()[0]):
        codes = [each["code"] for each in told["dimensions"][0]["codes"]]
        assert codes == ["total", "skilled"]
        assert client.get(f"{TABLE}?category={','.join(codes)}").json()["selected"] == 4


def test_pages_follow_one_another_and_hold_to_their_release(client):
    address, met = f"{TABLE}?limit=3&sort=-value", []
    while address:
        answer = client.get(address)
        met.append([value for _area, _classes, value, _mark in cells(answer)])
        address = answer.json()["next"]
        assert answer.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
    assert met == [[120, 100, 15], [None]]
    following = client.get(f"{TABLE}?limit=3&sort=-value").json()["next"]
    assert "release=7" in following
    # The cursor of another question leads nowhere.
    assert client.get(following.replace("sort=-value", "sort=value")).status_code == 404


def test_csv_has_one_figure_a_row_and_no_formula(client):
    answer = client.get(f"{TABLE}?format=csv")
    head, *lines = rows(answer)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="league_category-7.csv"'
    assert head == [
        *("area", "area_zh", "area_en", "category", "category_zh", "category_en"),
        *("value", "mark", "release", "as_of", "note", "note_en", "remark", "remark_en"),
    ]
    assert [line[:8] for line in lines] == [
        ["150000", "内蒙古自治区", "Inner Mongolia", "total", "合计", "Total", "120", ""],
        [
            "150000",
            "内蒙古自治区",
            "Inner Mongolia",
            "skilled",
            "'=技能人才",
            "Skilled talent",
            "100",
            "",
        ],
        ["152500", "锡林郭勒盟", "Xilingol League", "total", "合计", "Total", "15", ""],
        ["152500", "锡林郭勒盟", "Xilingol League", "skilled", "'=技能人才", "Skilled talent", "", "<10"],
    ]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/vnd.json-stat+json", "application/vnd.json-stat+json"),
        ("image/png", PROBLEM),
    ],
)
def test_the_format_follows_accept(client, accept, kind):
    answer = client.get(TABLE, headers={"accept": accept})
    assert (answer["Content-Type"], answer.status_code) == (kind, 406 if kind == PROBLEM else 200)


def test_dimensions_have_the_classes_of_all_tables_and_the_areas(client):
    told = client.get("/open/v1/dimensions/").json()["dimensions"]
    codes = {each["key"]: [code["code"] for code in each["codes"]] for each in told}
    assert codes == {
        "area": ["150000", "152500"],
        "category": ["total", "skilled"],
        "sex": ["total", "1", "2"],
    }
    assert [each["tables"] for each in told] == [
        ["league_category", "league_sex"],
        ["league_category"],
        ["league_sex"],
    ]


def test_a_table_is_read_from_the_database_once_a_process(client, django_assert_max_num_queries):
    client.get(TABLE)
    with django_assert_max_num_queries(4, using="public") as asked:  # tests look anew at each question
        client.get(f"{TABLE}?area=152500&format=csv")
    assert "stats_releasecell" not in str(asked.captured_queries)


def test_no_other_table_than_those_of_releases_is_read(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(f"{TABLE}?category=skilled").status_code == 200
    assert connections["public"].settings_dict["USER"] == "talent_public"


def test_the_interface_is_for_reading_only(client):
    answers = [client.post(TABLE), client.delete(TABLE), client.put("/open/v1/")]
    assert {(each.status_code, each["Content-Type"]) for each in answers} == {(405, PROBLEM)}
    assert answers[0]["Allow"] == "GET, HEAD, OPTIONS"


def test_the_entrance_leads_everywhere_and_every_address_takes_head_and_options(client):
    led = {
        name: link.removeprefix("http://testserver") for name, link in client.get("/open/v1/").json().items()
    }
    read = [link for name, link in led.items() if name not in ("keys", "guide", "console")]
    assert len(read) == 10
    for link in (*read, TABLE, "/open/v1/releases/7/", "/open/v1/releases/7/archive/"):
        whole, head, may = client.get(link), client.head(link), client.options(link)
        assert (whole.status_code, head.status_code, b"".join(head)) == (200, 200, b""), link
        assert (head["ETag"], head["Content-Length"]) == (whole["ETag"], whole["Content-Length"]), link
        assert (may.status_code, may["Allow"], may.content) == (204, "GET, HEAD, OPTIONS", b""), link
        assert b"".join(whole), link
    assert client.options(led["keys"])["Access-Control-Allow-Methods"] == "POST, OPTIONS"


def test_an_address_that_is_none_is_a_problem_and_one_without_its_slash_leads_on(client):
    lost = client.get("/open/v1/nothing/here")
    assert (lost.status_code, lost["Content-Type"]) == (404, PROBLEM)
    led = client.get("/open/v1/tables/league_category?format=csv")
    assert (led.status_code, led["Location"]) == (301, f"{TABLE}?format=csv")


@pytest.mark.parametrize("accept", ["text/csv; q*=xyz''a", "application/" + "x" * 11_000])
def test_a_header_accept_that_cannot_be_read_is_a_problem(client, accept):
    answer = client.get(TABLE, headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"], answer.json()["type"]) == (
        *(406, PROBLEM, "http://testserver/open/guide/#not-acceptable"),
    )


def test_the_name_of_the_release_may_be_written_in_any_way_that_an_address_has(client):
    assert [each["key"] for each in client.get("/open/v1/tables/?%72elease=6").json()] == ["gone"]
    refused = client.get(f"{TABLE}?%72elease=77")
    assert (refused.status_code, refused.json()["type"]) == (
        *(404, "http://testserver/open/guide/#no-such-release"),
    )


def test_an_empty_cursor_counts_as_not_given(client):
    assert cells(client.get(f"{TABLE}?cursor=&limit=2")) == cells(client.get(TABLE))[:2]


@pytest.mark.parametrize("cookie", ["csrftoken=x", "sessionid=nobodys", "csrftoken=x; sessionid=nobodys"])
def test_no_cookie_is_read_or_set(client, cookie):
    plain, answer = client.get(TABLE), client.get(TABLE, headers={"cookie": cookie})
    assert (answer.status_code, answer.content, answer["Vary"]) == (200, plain.content, plain["Vary"])
    assert (dict(answer.cookies), answer["Cache-Control"]) == ({}, "public, max-age=300")


def test_what_is_the_same_in_every_language_is_kept_once_by_a_cache_and_the_description_by_language(client):
    told = {path: client.get(path, headers={"accept-language": "en"}) for path in (TABLE, "/open/v1/schema/")}
    assert [(each["Vary"], each.get("Content-Language")) for each in told.values()] == [
        ("Accept, Accept-Encoding", None),
        ("Accept, Accept-Encoding, Accept-Language", "en"),
    ]
