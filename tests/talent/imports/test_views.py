"""The template is for those who type people in, and has nobody in it."""

import io

import pytest
from django.urls import reverse
from django.utils import translation

from talent.categories.service import columns_for, live_version
from talent.imports.importing import import_list
from talent.records.models import Change
from tests.talent.collect.world import World, browser, number
from tests.talent.imports.filling import filled, part

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def world():
    with translation.override("zh-hans"):
        yield World()


def fetch(user, unit, key="skilled", **asked):
    return browser(user).get(reverse("imports:template", args=(unit.pk, key)), asked)


def test_a_clerk_gets_the_template_of_the_version_in_force_under_its_name(world):
    world.draft()
    answer = fetch(world.clerk, world.unit)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (XLSX, "no-store")
    assert "filename*=utf-8''%E6%8A%80%E8%83%BD" in answer["Content-Disposition"]
    texts = [each.text for each in part(answer.content, "xl/sharedStrings.xml").iter() if each.text]
    assert ("身份证件号码*" in texts, "乌日娜" in "".join(texts)) == (True, False)


def test_columns_of_the_address_are_those_of_the_template(world):
    answer = fetch(world.clerk, world.unit, column=["identity.full_name", "skill.current_trade"])
    cells = part(answer.content, "xl/worksheets/sheet1.xml").iter(
        "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
    )
    assert [each.get("r") for each in cells] == ["A1", "B1"]


@pytest.mark.parametrize(
    ("who", "unit", "key"),
    [
        ("stranger", "unit", "skilled"),
        ("boss", "unit", "skilled"),
        ("boss", "office", "skilled"),
        ("clerk", "other", "skilled"),
        ("clerk", "unit", "no_such"),
        ("clerk", "unit", "responsible_person"),
    ],
)
def test_for_others_and_for_what_takes_no_people_there_is_none(world, who, unit, key):
    assert fetch(getattr(world, who), getattr(world, unit), key).status_code == 404


def test_a_retired_category_has_no_template(world):
    world.version.category.is_retired = True
    world.version.category.save(update_fields=["is_retired"])
    assert fetch(world.clerk, world.unit).status_code == 404


def test_a_template_that_was_filled_in_is_imported_with_every_digit(world):
    data = fetch(world.clerk, world.unit).content
    version = live_version("skilled")
    typed = {
        "identity.id_number": number(1),
        "identity.full_name": "其其格",
        "identity.ethnic_group": "蒙古族",
        "skill.current_trade": "=焊工",
    }
    row = [typed.get(each.path, "") for each in columns_for(version)]
    source = io.BytesIO(filled(data, [row]))
    report = import_list(source, "名单.xlsx", version=version, unit=world.unit, by=world.clerk)
    change = Change.objects.unscoped(reason="test").get()
    assert (report.problems, report.outcomes["new"]) == ([], 1)
    assert change.document()["identity"]["id_number"] == number(1)
    assert (change.full_name, change.data["skill"]["current_trade"]) == ("其其格", "=焊工")
