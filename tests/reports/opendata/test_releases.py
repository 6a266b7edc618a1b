"""What a process answers before the first release, and how releases follow one another."""

import pytest

from tests.reports.opendata.releases import publish

TABLE = "/open/v1/tables/league_category/"


def cells(answer):
    return [(each["area"], each["classes"], each["value"], each["mark"]) for each in answer.json()["cells"]]


@pytest.mark.django_db(databases=["default", "public"])
def test_the_lists_are_empty_and_no_table_is_found(client):
    assert client.get("/open/v1/tables/").json() == []
    assert client.get("/open/v1/releases/").json() == {"releases": [], "withdrawn": [], "next": None}
    assert client.get("/open/v1/dimensions/").json() == {"release": 0, "dimensions": []}
    assert client.get(TABLE).status_code == client.get("/open/v1/releases/1/").status_code == 404
    assert [client.get(f"/open/v1/{each}/").status_code for each in ("catalogue", "feed", "schema")] == [
        *(200, 200, 200)
    ]


@pytest.mark.django_db(databases=["default", "public"])
def test_the_index_says_where_everything_is(client):
    told = client.get("/open/v1/").json()
    assert (told["tables"], told["code_lists"]) == (
        "http://testserver/open/v1/tables/",
        "http://testserver/open/v1/code-lists/",
    )
    posted_only = {told.pop("keys")}
    assert {client.get(each).status_code for each in told.values()} == {200}
    assert {client.get(each).status_code for each in posted_only} == {405}


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_next_release_has_another_etag_and_the_earlier_one_stays_under_its_number(client):
    publish(7)
    etag = client.get(TABLE)["ETag"]
    asked = client.get(TABLE, headers={"if-none-match": f'"other", {etag}'})
    assert (asked.status_code, asked.content, asked["ETag"]) == (304, b"", etag)
    following = client.get(f"{TABLE}?limit=1").json()["next"]
    publish(8, {"figures": [("150000", "total", 500, "")]})
    assert client.get(TABLE, headers={"if-none-match": etag}).status_code == 200
    assert [value for _, _, value, _ in cells(client.get(TABLE))] == [500]
    assert [value for _, _, value, _ in cells(client.get(f"{TABLE}?release=7"))] == [120, 100, 15, None]
    # A page that was begun goes on in its release.
    assert [value for _, _, value, _ in cells(client.get(following))] == [100]
    first = client.get("/open/v1/releases/?limit=1").json()
    assert ([each["release"] for each in first["releases"]], first["next"]) == (
        [8],
        "http://testserver/open/v1/releases/?before=8&limit=1",
    )
    assert [each["release"] for each in client.get(first["next"]).json()["releases"]] == [7]
