"""The shipped aliases fit the shipped definitions."""

from collections import defaultdict

import pytest

from talent.categories.faces.vocabulary import Vocabulary, normal
from tests.talent.imports.columns import rows_of, shipped

CATEGORIES = ("professional", "skilled", "management", "rural", "social")
ALIASES = rows_of("aliases.csv")


def test_every_alias_belongs_to_a_field():
    known = {(name, spec.path) for name in CATEGORIES for spec in shipped(name)}
    common = {path for name, path in known if name == CATEGORIES[0]}

    unknown = [
        row["path"]
        for row in ALIASES
        if (
            row["path"] not in common
            if row["category"] == "common"
            else (row["category"], row["path"]) not in known
        )
    ]

    assert unknown == []


def test_a_field_has_one_line_since_a_second_would_replace_the_first():
    for category in CATEGORIES:
        paths = [row["path"] for row in ALIASES if row["category"] in ("common", category)]

        assert len(paths) == len(set(paths))


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_alias_leads_to_its_field(category):
    columns = shipped(category)
    words = Vocabulary(columns)

    lost = [
        (alias, column.path)
        for column in columns
        for alias in column.aliases
        if column.path not in [field.column.path for field in words.meaning(alias).fields]
    ]

    assert lost == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_alias_of_two_fields_is_explained(category):
    owners = defaultdict(list)
    for row in ALIASES:
        if row["category"] in ("common", category):
            for alias in row["aliases"].split(";"):
                owners[normal(alias)].append(row)

    unexplained = {
        alias
        for alias, rows in owners.items()
        if len(rows) > 1 and not any("同时填入" in row["note"] for row in rows)
    }

    assert unexplained == set()
