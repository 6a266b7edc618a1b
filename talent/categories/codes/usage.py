"""Which definitions in force read which code lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from talent.categories.codes.needed import lists_of_rules
from talent.categories.models import Category, CategoryVersion
from talent.categories.versions import definition_of, with_schemas


@dataclass(frozen=True)
class Usage:
    """One version in force that reads a list: the fields that choose from it, by their names.

    `looks_up`: a rule looks into the list as well.
    """

    version: CategoryVersion
    fields: tuple[str, ...]
    looks_up: bool


def usages_of(key: str, language: str) -> list[Usage]:
    """The versions in force that read the list of this key."""
    return list(_usages(key, language))


def _usages(key: str, language: str) -> Iterator[Usage]:
    found = CategoryVersion.objects.filter(pk__in=_in_force()).select_related("category")
    lean = found.defer(*(f"category__{each}" for each in ("groups", "rules", "moves")))
    for version in with_schemas(lean.order_by("category__order", "category__key")):
        definition = definition_of(version)
        fields = tuple(
            f"{group.named(language)} · {field.named(language)}"
            for group in definition.groups
            for field in group.fields
            if field.code_list == key
        )
        looks_up = key in lists_of_rules(definition)
        if fields or looks_up:
            yield Usage(version, fields, looks_up)


def _in_force() -> list[int]:
    return list(Category.objects.exclude(current=None).values_list("current_id", flat=True))
