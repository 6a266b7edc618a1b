"""Published definitions for programs."""

import re

import jsonschema
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from talent.categories.models import Category, CodeList
from talent.categories.service import live_version
from tests.talent.categories.publishing import publish_with

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LIST, SKILLED = "/open/v1/definitions/", "/open/v1/definitions/skilled/"
FORMAT = "/open/v1/definition-format/"


def mongolian(groups):
    groups.add("identity", "bool", key="mongolian", label="是否掌握蒙古语", label_en="Command of Mongolian")


def test_the_list_names_what_is_in_force(client):
    Category.objects.create(key="drafted", label="草稿")
    found = client.get(LIST).json()
    version = live_version("skilled")
    assert [each["key"] for each in found] == [
        *("professional", "skilled", "management", "rural", "social", "responsible_person")
    ]
    assert found[1] | {"published_at": ""} == {
        "key": "skilled",
        "title": {"zh": "技能人才", "en": "Skilled talent"},
        "subject": "people",
        "version": 1,
        "digest": version.digest,
        "published_at": "",
        "url": f"http://testserver{SKILLED}",
    }


def test_a_definition_is_a_json_schema_with_titles_in_both_languages(client):
    found = client.get(SKILLED).json()
    jsonschema.Draft202012Validator.check_schema(found)
    identity = found["properties"]["identity"]
    assert found["$id"] == f"http://testserver{SKILLED}?version=1"
    assert (identity["title"], identity["x-title-en"]) == ("身份信息", "Identity")
    assert identity["properties"]["id_number"]["x-sensitivity"] == "sensitive"


def test_a_new_version_is_there_from_the_next_request_on_and_the_old_one_by_its_number(client):
    publish_with("skilled", mongolian)
    new, old = (client.get(f"{SKILLED}{query}").json() for query in ("", "?version=1"))
    assert (new["x-version"], "mongolian" in new["properties"]["identity"]["properties"]) == (2, True)
    assert (old["x-version"], "mongolian" in old["properties"]["identity"]["properties"]) == (1, False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"{LIST}drafted/", 404), (f"{LIST}nothing/", 404), (f"{SKILLED}?version=9", 404)),
        *((f"{SKILLED}?version={each}", 400) for each in ("x", "-1", "²", "9" * 30)),
    ],
)
def test_what_is_not_published_or_no_number_is_a_problem_without_an_etag(client, path, status):
    Category.objects.create(key="drafted", label="草稿")
    answer = client.get(path, headers={"if-none-match": "*"})
    assert (answer.status_code, "ETag" in answer) == (status, False)


@pytest.mark.parametrize("path", [LIST, SKILLED])
def test_what_is_unchanged_answers_304_until_the_next_version(client, path):
    etag = client.get(path)["ETag"]
    known = {"if-none-match": etag}
    assert client.get(path, headers=known).status_code == 304
    publish_with("skilled", mongolian)
    assert client.get(path, headers=known).status_code == 200


def test_a_changed_code_list_makes_another_schema(client):
    known = {"if-none-match": client.get(SKILLED)["ETag"]}
    sex = CodeList.objects.get(key="sex")
    sex.codes.create(code="5", label="新", order=99)
    CodeList.objects.filter(pk=sex.pk).update(revision=sex.revision + 1)
    answer = client.get(SKILLED, headers=known)
    assert (answer.status_code, "5" in answer.json()["$defs"]["sex"]["enum"]) == (200, True)


@pytest.mark.parametrize("path", [LIST, SKILLED])
def test_no_table_about_anybody_is_read(client, path):
    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(path).status_code == 200
    named = {name for query in asked.captured_queries for name in re.findall(r'"(\w+_\w+)"\."', query["sql"])}
    assert "categories_categoryversion" in named
    assert {name for name in named if not name.startswith("categories_")} == set()


def test_the_schema_of_the_interface_explains_its_own_keywords_and_has_examples(client):
    paths = client.get("/open/v1/schema/?format=json").json()["paths"]
    detail, listed = (paths[path]["get"] for path in ("/open/v1/definitions/{key}/", LIST))
    assert "`x-exchange-code`: " in detail["description"]
    assert list(detail["responses"]["200"]["content"]["application/json"]["examples"]) == ["Schema"]
    assert list(listed["responses"]["200"]["content"]["application/json"]["examples"]) == ["List"]


def test_the_format_is_a_json_schema_that_the_version_in_force_fits(client):
    answer = client.get(FORMAT)
    found = answer.json()
    assert found["$id"] == f"http://testserver{FORMAT}"
    jsonschema.Draft202012Validator(found).validate(live_version("skilled").schema)
    assert client.get(FORMAT, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_definitions_are_for_reading_only(client):
    addresses = (LIST, SKILLED, FORMAT)
    assert [client.post(each).status_code for each in addresses] == [405, 405, 405]
    assert client.delete(SKILLED).status_code == 405
