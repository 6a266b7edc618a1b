"""A code of a list that a version merged in one field: read everywhere, chosen nowhere."""

import io

import pytest
from bs4 import BeautifulSoup

from talent.categories.service import (
    clean,
    columns_for,
    form_for,
    live_version,
    printed,
    public_schema,
    tables_of,
)
from talent.imports.importing import import_list
from talent.records.service import unit_facts
from tests.talent.categories.following import renamed_and_merged
from tests.talent.collect.world import World, browser, number, person, posted

LEVEL = "highest_level"


@pytest.fixture
def world(db):
    found = World()
    renamed_and_merged()
    found.version = live_version("skilled")
    return found


def written(level):
    document = person()
    document["skill"] = {"trade_now": "焊工", LEVEL: level}
    return document


def test_the_form_offers_it_to_nobody_and_takes_its_successor_for_it(world):
    clerk = browser(world.clerk)
    page = BeautifulSoup(clerk.get(world.url("new", "skilled")).content, "html.parser")
    options = [each["value"] for each in page.find(id=f"skill.{LEVEL}").find_all("option")]
    assert ("5" in options, "4" in options) == (False, True)
    answer = clerk.post(world.url("new", "skilled"), posted(written("5"), do="save"))
    assert answer.status_code == 302
    assert world.newest().document()["skill"][LEVEL] == "4"


def test_a_list_from_elsewhere_gets_its_successor_by_whichever_word(world):
    column = next(each for each in columns_for(world.version) if each.path == f"skill.{LEVEL}")
    assert ("技师(二级)" in column.choices, "高级工(三级)" in column.choices) == (False, True)
    rows = [f"人{serial},{number(serial)},{word}" for serial, word in ((1, "5"), (2, "技师(二级)"))]
    text = "\n".join(["姓名,证件号码,技能等级", *rows])
    text = text.replace("技能等级", column.heading)
    report = import_list(
        io.BytesIO(text.encode()), "list.csv", version=world.version, unit=world.unit, by=world.clerk
    )
    assert (dict(report.outcomes), report.problems) == ({"new": 2}, [])
    assert [each.document()["skill"][LEVEL] for each in report.changes] == ["4", "4"]


def test_the_check_takes_its_successor_and_the_interface_still_reads_it(world):
    cleaned = clean(world.version, written("5"), unit=unit_facts(world.unit))
    assert (cleaned.invalid, cleaned.data["skill"][LEVEL]) == ((), "4")
    field = public_schema(world.version)["properties"]["skill"]["properties"][LEVEL]
    assert (field["x-code-list"], field["x-merged-codes"]) == ("skill_level", {"5": "4"})
    assert {"4", "5"} <= set(public_schema(world.version)["$defs"]["skill_level"]["enum"])
    shown = printed(world.version, {"skill": {LEVEL: "5"}}, "zh-hans")
    assert "技师(二级)" in str(shown)


def test_in_another_field_with_the_same_list_it_is_chosen_as_before(world):
    sections = {each.key: each for each in form_for(world.version, {}).sections}
    blank = sections["skill_cert"].blank
    level = next(each for each in blank.fields if each.name.endswith(".level"))
    assert "5" in [each.value for each in level.input.choices]
    assert tables_of(world.version)["skill_level"].by_code["5"].choosable
