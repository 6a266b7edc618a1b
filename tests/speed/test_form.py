"""A form of sixty fields made from a definition, against the same sixty written by hand."""

import time

import pytest
from django import forms

from talent.categories.models import Category
from talent.categories.service import UnitFacts, clean, live_version, publish_version, tables_of
from talent.collect.layout import lay_out
from tests.speed.measure import compare

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHOICES = [(str(number), f"选项{number}") for number in range(12)]
KINDS = ("text", "integer", "date", "choice", "bool", "phone")
FIELDS = 60


def definition_of_sixty():
    """A published sheet with ten fields of each of six types."""
    options = [{"code": code, "label": label, "label_en": ""} for code, label in CHOICES]
    fields = [
        {
            "type": KINDS[number % len(KINDS)],
            "value": {
                "key": f"f{number}",
                "label": f"字段{number}",
                "required": "submit",
                "options": options if KINDS[number % len(KINDS)] == "choice" else [],
            },
        }
        for number in range(FIELDS)
    ]
    group = {"key": "g", "label": "组", "fields": fields}
    return Category(key="sixty", label="六十项", subject="sheet", groups=[{"type": "group", "value": group}])


def by_hand():
    """The same fields as a Django form."""
    made = {
        "text": lambda label: forms.CharField(label=label),
        "integer": lambda label: forms.IntegerField(label=label),
        "date": lambda label: forms.DateField(label=label),
        "choice": lambda label: forms.ChoiceField(label=label, choices=[("", "请选择"), *CHOICES]),
        "bool": lambda label: forms.TypedChoiceField(label=label, choices=[("1", "是"), ("0", "否")]),
        "phone": lambda label: forms.RegexField(r"^1[3-9][0-9]{9}$", label=label),
    }
    kinds = {f"f{number}": KINDS[number % len(KINDS)] for number in range(FIELDS)}
    fields = {key: made[kind](f"字段{key[1:]}") for key, kind in kinds.items()}
    return type("ByHand", (forms.Form,), fields)


TYPED = {
    "text": "苏和",
    "integer": "12",
    "date": "1985-07-26",
    "choice": "3",
    "bool": "1",
    "phone": "13800000000",
}


def test_a_form_from_a_definition_against_one_written_by_hand():
    category = definition_of_sixty()
    category.save()
    began = time.perf_counter()
    publish_version(category=category, by=None)
    print(f"\npublication of {FIELDS} fields: {time.perf_counter() - began:.2f} s")
    version, form = live_version("sixty"), by_hand()
    typed = {f"f{number}": TYPED[KINDS[number % len(KINDS)]] for number in range(FIELDS)}
    tables = tables_of(version)

    def ours():
        assert clean(version, {"g": typed}, unit=UnitFacts(), tables=tables).problems == ()
        assert len(lay_out(version, {"g": typed}).sections[0].rows[0].boxes) == FIELDS

    def other():
        filled = form(typed)
        assert filled.is_valid()
        assert len([str(field) for field in filled]) == FIELDS

    compare("form of 60 fields, built, checked and its controls written", ours=ours, other=other)
