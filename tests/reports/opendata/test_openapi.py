"""The description is valid, whole, and has examples."""

import pytest
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema

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
