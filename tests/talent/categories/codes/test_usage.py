import pytest

from talent.categories.codes.needed import lists_read_by
from talent.categories.codes.usage import usages_of
from talent.categories.service import definition_of, live_version, tables_of

pytestmark = pytest.mark.django_db


def test_the_versions_in_force_that_use_a_list_are_named_with_their_fields():
    found = [(str(each.version), each.fields, each.looks_up) for each in usages_of("rural_type", "zh-hans")]
    assert [(version, looks_up) for version, _fields, looks_up in found] == [("农村牧区实用人才 v1", False)]
    assert all(" · " in field for _version, fields, _looks_up in found for field in fields)
    assert usages_of("nobody", "zh-hans") == []


def test_a_list_that_only_derivations_and_rules_read_counts_as_used():
    readers = {each.version.category.key: each for each in usages_of("skill_level", "en")}
    assert readers["skilled"].looks_up
    assert "Highest" in " ".join(readers["skilled"].fields)


def test_the_lists_of_a_definition_are_those_that_its_check_needs():
    version = live_version("skilled")
    assert lists_read_by(definition_of(version)) == tables_of(version).keys()
