"""The guide for people who write programs."""

import re

import pytest

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]


@pytest.mark.parametrize(("language", "said"), [("zh", "》，第 7 号发布，"), ("en", "”, release 7, ")])
def test_the_citation_of_the_guide_leads_to_the_very_release_that_it_names(client, language, said):
    page = client.get("/open/guide/", headers={"accept-language": language}).text
    (address,) = re.findall(rf"{said}[^<]*(http://testserver/open/v1/tables/\S+?)</p>", page)
    assert address.endswith("/?release=7")
    assert client.get(address).json()["release"] == 7
