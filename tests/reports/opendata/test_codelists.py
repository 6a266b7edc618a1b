"""Codes with their levels and days."""

from datetime import date

import pytest

from talent.categories.models import Code, CodeList
from talent.orgs.models import Region

pytestmark = pytest.mark.django_db(databases=["default", "public"])
SEX = "/open/v1/code-lists/sex/"


def test_divisions_of_all_levels_are_there_with_their_parents(client):
    found = {each["code"]: each for each in client.get("/open/v1/areas/").json()["areas"]}
    assert {each["level"] for each in found.values()} == {"region", "league", "banner"}
    assert (found["150000"]["parent"], found["150100"]["parent"], found["152502"]["parent"]) == (
        *(None, "150000", "152500"),
    )
    leagues = client.get("/open/v1/areas/?level=league").json()["areas"]
    assert {each["code"] for each in leagues} == {
        code for code, each in found.items() if each["level"] == "league"
    }


def test_divisions_are_those_of_a_day_where_one_is_asked_for(client):
    Region.objects.filter(code=152502).update(valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31))

    def there(day):
        told = client.get(f"/open/v1/areas/?valid_on={day}").json()["areas"]
        return "152502" in {each["code"] for each in told}

    assert [there(day) for day in ("2019-12-31", "2020-01-01", "2024-12-31", "2025-01-01")] == [
        *(False, True, True, False)
    ]
    told = {each["code"]: each for each in client.get("/open/v1/areas/").json()["areas"]}
    assert (told["152502"]["valid_from"], told["152502"]["valid_to"]) == ("2020-01-01", "2024-12-31")


@pytest.mark.parametrize("day", ["2026-13-01", "20260101", "", "today"])
def test_a_day_that_is_none_is_refused(client, day):
    assert client.get(f"/open/v1/areas/?valid_on={day}").status_code == 400


def test_the_lists_are_those_of_definitions_in_force(client):
    CodeList.objects.create(key="drafted", name="草稿")
    found = {each["key"]: each["url"] for each in client.get("/open/v1/code-lists/").json()}
    assert ("sex" in found, "drafted" in found) == (True, False)
    assert {client.get(address).status_code for address in found.values()} == {200}
    assert client.get("/open/v1/code-lists/drafted/").status_code == 404


def test_a_code_has_its_depth_its_days_and_what_became_of_it(client):
    sex = CodeList.objects.get(key="sex")
    above = sex.codes.get(code="1")
    gone = sex.codes.create(
        code="11", label="旧", label_en="Old", parent=above, order=99, is_retired=True, merged_into=above
    )
    Code.objects.filter(pk=gone.pk).update(valid_from=date(2000, 1, 1), valid_to=date(2010, 12, 31))
    told = {each["code"]: each for each in client.get(SEX).json()["codes"]}
    assert (
        told["11"]
        | {
            "name": {"zh": "旧", "en": "Old"},
            "parent": "1",
            "depth": 2,
            "valid_from": "2000-01-01",
            "valid_to": "2010-12-31",
            "retired": True,
            "merged_into": "1",
        }
        == told["11"]
    )
    assert (told["1"]["depth"], told["1"]["retired"]) == (1, False)


def test_a_list_is_read_page_by_page_and_a_changed_one_from_its_beginning(client):
    whole = [each["code"] for each in client.get(SEX).json()["codes"]]
    first = client.get(f"{SEX}?limit=1").json()
    second = client.get(first["next"]).json()
    assert [each["code"] for each in (*first["codes"], *second["codes"])] == whole[:2]
    CodeList.objects.filter(key="sex").update(revision=99)
    assert client.get(first["next"]).status_code == 404
