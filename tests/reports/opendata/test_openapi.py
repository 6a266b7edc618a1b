"""The description is valid, whole, and has examples."""

import csv

import pytest
from bs4 import BeautifulSoup
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema

from tests.flows.test_english import chinese_in

TABLE = "/open/v1/tables/league_category/"
pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]


def test_the_description_is_valid_openapi_of_every_address_of_the_interface(client):
    told = client.get("/open/v1/schema/").json()
    validate_schema(told)
    unsaid = {"/open/v1/", "/open/v1/schema/"}
    patterns = next(
        each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "opendata"
    )
    versioned = next(each for each in patterns.url_patterns if str(each.pattern) == "open/v1/")
    routes = {f"/open/v1/{each.pattern}" for each in versioned.url_patterns if each.name != "unknown"}
    known = {route.replace("<slug:key>", "{key}").replace("<int:number>", "{number}") for route in routes}
    assert set(told["paths"]) | unsaid == known | {"/open/v1/"}
    assert told["openapi"] == "3.1.1"


def test_each_dimension_of_the_release_is_a_parameter_of_its_tables(client):
    told = client.get("/open/v1/schema/").json()["paths"]["/open/v1/tables/{key}/"]["get"]
    names = [each["name"] for each in told["parameters"]]
    assert {
        "area",
        "level",
        "sort",
        "release",
        "limit",
        "cursor",
        "lang",
        "format",
        "category",
        "sex",
    } <= set(names)
    assert len(names) == len(set(names))


def test_it_explains_in_the_language_that_is_asked_for_each_under_its_own_tag(client):
    answers = {
        language: client.get("/open/v1/schema/", headers={"accept-language": language})
        for language in ("zh-hans", "en")
    }
    told = {
        language: {
            text["description"]
            for operation in answer.json()["paths"]["/open/v1/tables/{key}/"].values()
            for text in (*operation["parameters"], *operation["responses"].values())
        }
        for language, answer in answers.items()
    }
    zh, en = told["zh-hans"], told["en"]
    assert {"发布号；不填为最新一次发布", "这次发布已撤回；回答说明原因"} <= zh
    assert {"the number of a release; without it the newest one"} <= en
    assert [each for each in en if chinese_in(each)] == []
    assert [each for each in zh - {""} if not chinese_in(each)] == []
    tags = {language: answer["ETag"] for language, answer in answers.items()}
    assert tags["zh-hans"] != tags["en"]
    assert "Accept-Language" in answers["en"]["Vary"]
    again = client.get(
        "/open/v1/schema/", headers={"accept-language": "en", "if-none-match": tags["zh-hans"]}
    )
    assert (again.status_code, again["ETag"]) == (200, tags["en"])


def explanations(node, *names):
    """Every description of a document with its place; examples are no explanations."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "description" and isinstance(value, str):
                yield "/".join(names), value
            elif name not in ("example", "examples"):
                yield from explanations(value, *names, name)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from explanations(value, *names, str(place))


#: The same in any language: a name of a format with its address, and the text that has both.
NAMES = ("JSON Schema", "JSON-stat 2.0")


def test_everything_is_explained_in_the_language_of_the_reader(client):
    for language in ("zh-hans", "en"):
        told = client.get("/open/v1/schema/", headers={"accept-language": language}).json()
        said = [each for each in explanations(told) if each[0] != "info" and not each[1].startswith(NAMES)]
        wrong = [each for each in said if bool(chinese_in(each[1])) != (language != "en")]
        assert (wrong, len(said) > 200) == ([], True)
        assert [
            path
            for path, methods in told["paths"].items()
            for each in methods.values()
            if not each.get("description") or not each.get("summary")
        ] == []


def test_every_answer_says_its_headers(client):
    paths = client.get("/open/v1/schema/").json()["paths"]
    table = paths["/open/v1/tables/{key}/"]["get"]["responses"]
    archive = paths["/open/v1/releases/{number}/archive/"]["get"]["responses"]
    counted = {"RateLimit-Limit", "RateLimit-Policy", "RateLimit-Remaining", "RateLimit-Reset"}
    assert {status: set(answer["headers"]) - counted for status, answer in table.items()} == {
        "200": {"ETag", "Cache-Control", "Link", "Content-Disposition"},
        "304": {"ETag", "Cache-Control"},
        "401": {"WWW-Authenticate", "Content-Language"},
        **{status: {"Retry-After", "Content-Language"} for status in ("429", "503")},
        **{status: {"Content-Language"} for status in ("400", "404", "406", "410", "415", "500")},
    }
    assert set(archive["206"]["headers"]) - counted == {
        *("ETag", "Cache-Control", "Content-Range", "Content-Disposition", "Accept-Ranges", "Repr-Digest")
    }
    sent = client.get("/open/v1/tables/league_category/?limit=1&format=csv")
    assert {name for name in table["200"]["headers"] if name in sent} == set(table["200"]["headers"])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_examples_are_what_is_answered(client, language):
    told = client.get("/open/v1/schema/", headers={"accept-language": language}).json()
    answers = told["paths"]["/open/v1/tables/{key}/"]["get"]["responses"]
    wrong = client.get(f"{TABLE}?area=110000", headers={"accept-language": language}).json()
    shown = answers["404"]["content"]["application/problem+json"]["examples"]["problem404"]["value"]
    assert [shown[name] for name in ("title", "status", "instance")] == [
        wrong[name] for name in ("title", "status", "instance")
    ]
    assert shown["detail"].partition("150000")[0] == wrong["detail"].partition("150000")[0]
    example = csv.reader(answers["200"]["content"]["text/csv"]["examples"]["Text"]["value"].splitlines())
    file = csv.reader(client.get(f"{TABLE}?format=csv").content.decode("utf-8-sig").splitlines())
    assert (next(example), next(example)) == (next(file), next(file))


def test_the_console_explains_parameters_in_the_language_of_the_reader(client):
    helps = {
        language: [
            each.get_text()
            for each in BeautifulSoup(
                client.get("/open/console/?operation=table", headers={"accept-language": language}).content,
                "html.parser",
            ).select(".help")
        ]
        for language in ("zh-hans", "en")
    }
    assert [each for each in helps["en"] if chinese_in(each)] == []
    assert [each for each in helps["zh-hans"] if not chinese_in(each)] == []
    assert len(helps["en"]) == len(helps["zh-hans"]) == 14  # all but the sex of the other table, and the key


def console(client, query, language="zh-hans"):
    answer = client.get(f"/open/console/?operation=table{query}", headers={"accept-language": language})
    return BeautifulSoup(answer.content, "html.parser")


def test_the_console_shows_titles_and_only_the_fields_of_the_chosen_table(client):
    page = console(client, "&key=league_sex&sex=1&area=152500", "en")
    tables = [each.get_text() for each in page.select("#id_key option")]
    assert tables[0] == "league_category · Talent by league and category"
    assert (page.select_one("#id_key option[selected]")["value"], page.select("#id_category")) == (
        "league_sex",
        [],
    )
    known = [each.get_text() for each in page.select(".field:has(#id_sex) .known li")]
    assert known == ["total Total", "1 Male", "2 Female"]
    address = "http://testserver/open/v1/tables/league_sex/?area=152500&sex=1"
    assert page.select_one("#command").get_text() == f"curl --compressed '{address}'"
    assert (
        f'read_csv("{address.replace("&sex", "&format=csv&sex")}"' in page.select_one("#program").get_text()
    )


def test_the_console_keeps_a_key_out_of_addresses_and_says_what_to_do_without_a_script(client):
    page = console(client, "")
    assert page.select_one("#api_key").get("name") is None
    assert "按所选更新" in page.noscript.get_text()
    assert [each.get("src") for each in page.select("script") if not each.get("src")] == []


def test_the_console_says_what_an_address_is_for_and_how_it_may_answer(client):
    page = BeautifulSoup(client.get("/open/console/?operation=definitions_retrieve").content, "html.parser")
    form = page.select_one("section[aria-labelledby=chosen-heading]")
    assert form.select_one("p.text").get_text().startswith("一份可以上报的资料，JSON Schema (2020-12)。")
    assert "x-title-en" in [each.get_text() for each in form.select("details li code")]
    statuses = [each.get_text() for each in form.select("details tbody th")]
    assert statuses == ["200", "304", "400", "401", "404", "406", "415", "429", "500", "503"]


def test_every_json_answer_and_every_problem_has_an_example(client):
    paths = client.get("/open/v1/schema/").json()["paths"]
    without = [
        (path, status, kind)
        for path, methods in paths.items()
        for operation in methods.values()
        for status, answer in operation["responses"].items()
        for kind, content in answer.get("content", {}).items()
        if kind.endswith("json") and "examples" not in content
    ]
    assert without == []
