"""From which fields of the published definitions a public dimension can be declared, and their classes.

A field that a definition marks as a break appears here by itself: no code, no restart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from reports.stats.declared import AGE, AGE_BANDS, DeclaredDimension
from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import code_tables, dimensions, follows_from, origins_of

#: Where the age comes from.
BIRTH = "identity.birth_date"


@dataclass(frozen=True)
class PublicClass:
    """One value of a dimension, with its names."""

    code: str
    label_zh: str
    label_en: str


@dataclass
class Source:
    """A field of facts: the name under which it began, its newest label, its list, which categories have or
    had it. `own`: without a list, its choices in all versions by code, with their newest words.
    `follows_from`: the fields that any version works it out from."""

    name: str
    label: str
    code_list: str
    categories: set[str] = field(default_factory=set)
    own: dict[str, PublicClass] = field(default_factory=dict)
    follows_from: set[str] = field(default_factory=set)
    label_en: str = ""

    @property
    def named(self) -> str:
        """As the reader reads."""
        return self.label_en if self.label_en and (get_language() or "").startswith("en") else self.label

    @property
    def listed_by(self) -> str:
        """What its codes mean something in: the list, or the field itself."""
        return self.code_list or self.name


@dataclass(frozen=True)
class FineClasses:
    """The classes of a field. `merged`: codes that others took the place of → the last of those."""

    classes: tuple[PublicClass, ...]
    merged: Mapping[str, str]


def people_categories() -> list[Category]:
    """The published categories of people, in their order."""
    people = Category.objects.published().filter(subject=Subject.PEOPLE)
    return list(people.defer("groups", "rules", "moves").order_by("order", "key"))


def sources() -> dict[str, Source]:
    """Every field that is or was a break in a published version of a category of people, and the age."""
    found = {AGE: Source(AGE, "年龄", "", label_en="Age")}
    found[AGE].follows_from.add(BIRTH)
    for version in _versions():
        names, roots = origins_of(version), follows_from(version)
        for spec in dimensions(version):
            name = names[spec.path]
            source = found.setdefault(name, Source(name, spec.label, spec.code_list))
            source.label, source.code_list, source.label_en = spec.label, spec.code_list, spec.label_en
            source.own |= {code: PublicClass(code, zh, en) for code, zh, en in spec.own}
            source.follows_from |= {names.get(path, path) for path in roots.get(spec.path, ())} - {name}
            source.categories.add(version.category.key)
            found[AGE].categories.add(version.category.key)
    return found


def _versions() -> Iterable[CategoryVersion]:
    """Oldest first, so that the newest words of a field stay; a schema that the process knows is not read."""
    for category in people_categories():
        for version in CategoryVersion.objects.filter(category=category).defer("schema").order_by("number"):
            version.category = category
            yield version


def fine_classes(dimension: DeclaredDimension, known: Mapping[str, Source]) -> FineClasses:
    """The fine classes of a declared dimension as its list stands now, without what is left out.

    Raises KeyError for a field that no definition has.
    """
    if dimension.fields == (AGE,):
        return FineClasses(tuple(_band(*each) for each in AGE_BANDS), {})
    source = known[dimension.fields[0]]  # all of them have one list
    if not source.code_list:
        own = (each for code, each in source.own.items() if code not in dimension.left_out)
        return FineClasses(tuple(own), {})
    entries = code_tables({source.code_list})[source.code_list].entries
    into = {each.code: each.merged_into for each in entries if each.merged_into}
    classes = (
        PublicClass(each.code, each.label, each.label_en or each.label)
        for each in entries
        if each.code not in into and each.code not in dimension.left_out
    )
    return FineClasses(tuple(classes), {code: _end(code, into) for code in into})


def names_of(dimension: DeclaredDimension, known: Mapping[str, Source]) -> dict[str, PublicClass]:
    """Every code of a dimension's list, those that others took the place of as well, in its order."""
    return {each.code: each for each in codes_of(dimension.fields, known)}


def codes_of(fields: Sequence[str], known: Mapping[str, Source]) -> list[PublicClass]:
    """Every code of the list of these fields; none where they have no list, or none of one."""
    if not fields or fields[0] not in known or fields[0] == AGE:
        return []
    source = known[fields[0]]
    if not source.code_list:
        return list(source.own.values())
    entries = code_tables({source.code_list})[source.code_list].entries
    return [PublicClass(each.code, each.label, each.label_en or each.label) for each in entries]


def _end(code: str, into: Mapping[str, str]) -> str:
    seen = set[str]()
    while code in into and code not in seen:
        seen.add(code)
        code = into[code]
    return code


def _band(code: str, low: int, high: int) -> PublicClass:
    if not low:
        return PublicClass(code, f"{high}岁及以下", f"{high} and younger")
    if high >= AGE_BANDS[-1][2]:
        return PublicClass(code, f"{low}岁及以上", f"{low} and older")
    return PublicClass(code, f"{low}—{high}岁", f"{low}–{high}")
