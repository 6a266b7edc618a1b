"""Example sheets: the fields of the version in force, empty or each with a made-up value."""

import pytest

from reports.printing.documents import SheetGrid
from reports.printing.examples import FILLED_ROWS, ROWS, example
from talent.categories.service import live_version, printed

pytestmark = pytest.mark.django_db
SHEETS = [
    ("change", "skilled"),
    ("sheet", "responsible_person"),
    ("roster", "rural"),
    ("collected", "responsible_person"),
    ("opinions", ""),
    ("statistics", ""),
]


def labels(document):
    return [
        each.label
        for table in document.tables
        for each in (table.fields if isinstance(table, SheetGrid) else table.columns)
    ]


def values(document):
    """Every value on the sheet; an empty text for each that is not there."""
    lines = [line.value for line in (*document.head, *document.foot)]
    for table in document.tables:
        if isinstance(table, SheetGrid):
            lines += [field.value for field in table.fields]
        else:
            lines += [text for row in table.rows for text in row]
    return lines


@pytest.mark.parametrize(("sheet", "category"), SHEETS)
def test_an_example_is_empty_and_filled_has_a_value_in_each_of_the_same_places(sheet, category):
    empty, filled = (example(sheet, category, "zh-hans", filled=each) for each in (False, True))
    assert (labels(empty), empty.title) == (labels(filled), filled.title)
    assert set(values(empty)) <= {""}
    assert "" not in values(filled)
    assert len(values(filled)) > len(labels(filled))


def test_a_registration_form_shows_every_field_of_the_version_in_force():
    form = printed(live_version("skilled"), {}, "zh-hans")
    fields = [field.label for group in form.groups for field in group.fields if field.kind != "photo"]
    assert sorted(labels(example("change", "skilled", "zh-hans", filled=True))) == sorted(fields)


def test_a_list_keeps_its_length_when_it_is_filled():
    (table,) = example("opinions", "", "zh-hans", filled=True).tables
    assert (len(table.rows), table.blank_rows) == (FILLED_ROWS, ROWS - FILLED_ROWS)
