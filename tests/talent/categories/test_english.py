"""Everything that the project carries can be read in English."""

import csv
import re

import pytest
from django.db.models import Count

from talent.categories.codes.sources import DEFAULTS
from talent.categories.models import Category, Code, CodeList
from talent.categories.versions import definition_of
from talent.orgs.models import Region

CHINESE = re.compile(r"[\u3400-\u9fff]")

pytestmark = pytest.mark.django_db


def lacking(names):
    """Places whose English name is empty or still Chinese."""
    return [place for place, name in names if not name or CHINESE.search(name)]


def definitions():
    return [definition_of(category.current) for category in Category.objects.select_related("current")]


def test_every_code_list_and_code_has_an_english_name():
    lists = CodeList.objects.values_list("key", "name_en")
    codes = [
        (f"{key}.{code}", name)
        for key, code, name in Code.objects.values_list("code_list__key", "code", "label_en")
    ]
    assert lacking([*lists, *codes]) == []


def test_no_two_codes_of_a_list_read_the_same_in_english():
    """What a reader cannot tell apart, nobody can choose."""
    twice = Code.objects.values("code_list__key", "label_en").annotate(times=Count("pk")).filter(times__gt=1)
    assert list(twice) == []


def test_every_region_has_an_english_name():
    assert lacking(Region.objects.values_list("code", "name_en")) == []
    assert Region.objects.get(code=152502).named("en") == "Xilinhot"
    assert Region.objects.get(code=152502).named("zh-hans") == "锡林浩特市"


def test_every_group_purpose_field_option_and_help_text_of_the_default_definitions_is_there_in_english():
    names = []
    for definition in definitions():
        names.append((definition.key, definition.label_en))
        for group in definition.groups:
            names.append((f"{definition.key}.{group.key}", group.label_en))
            names.append((f"{definition.key}.{group.key} what for", group.purpose_en))
            for field in group.fields:
                place = f"{definition.key}.{field.path}"
                names.append((place, field.label_en))
                names += [(f"{place}={option.code}", option.label_en) for option in field.options]
                names += [(f"{place}?", field.help_en)] if field.help else []
    assert len(names) > 500
    assert lacking(names) == []


def test_no_two_fields_of_a_group_read_the_same_in_english():
    twice = [
        f"{definition.key}.{group.key}"
        for definition in definitions()
        for group in definition.groups
        if len({field.label_en for field in group.fields}) < len(group.fields)
    ]
    assert twice == []


def test_the_carried_english_names_are_of_codes_that_exist():
    with (DEFAULTS / "english.csv").open(encoding="utf-8", newline="") as file:
        named = {(row["list"], row["code"]) for row in csv.DictReader(file)}
    assert named - set(Code.objects.values_list("code_list__key", "code")) == set()
