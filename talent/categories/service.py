"""What other parts may use of talent.categories. Every function takes a version, never an edited category."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

from talent.categories import differing, presenting, sensitive, wording
from talent.categories.checking import Cleaned, check
from talent.categories.codelists import tables_for
from talent.categories.codetables import CodeTable, Tables
from talent.categories.compiling import NotCompiled
from talent.categories.definition import Definition, Field, Group
from talent.categories.derivations import NEEDED_TABLES, UnitFacts
from talent.categories.faces import (
    Choice,
    ColumnSpec,
    Differing,
    DimensionSpec,
    Input,
    PrintedField,
    PrintedForm,
    PrintedGroup,
)
from talent.categories.identity_documents import IdentityNumber, check_digit, read_identity_number
from talent.categories.lineages import UnionField
from talent.categories.loading import load_categories, load_code_lists
from talent.categories.models import Category, CategoryVersion
from talent.categories.movers import Mover, draft_mover, origins_of, union_over
from talent.categories.moves import Move
from talent.categories.moving import Failure, Moved
from talent.categories.presenting import EntryField, EntryForm, EntryRow, EntrySection
from talent.categories.problems import Problem, Refused
from talent.categories.routes import Plan, Route
from talent.categories.rules import LISTS_OF_RULES
from talent.categories.versions import NoLiveVersion, definition_of, live_version, publish_version

__all__ = [
    "Choice",
    "Cleaned",
    "CodeTable",
    "ColumnSpec",
    "Definition",
    "Differing",
    "DimensionSpec",
    "EntryField",
    "EntryForm",
    "EntryRow",
    "EntrySection",
    "Failure",
    "Field",
    "Group",
    "IdentityNumber",
    "Input",
    "Move",
    "Moved",
    "Mover",
    "NoLiveVersion",
    "NotCompiled",
    "Plan",
    "PrintedField",
    "PrintedForm",
    "PrintedGroup",
    "Problem",
    "Refused",
    "Route",
    "UnionField",
    "UnitFacts",
    "check_digit",
    "clean",
    "code_table",
    "columns_for",
    "definition_of",
    "difference",
    "dimensions",
    "draft_mover",
    "form_for",
    "in_reader_language",
    "join",
    "live_version",
    "load_categories",
    "load_code_lists",
    "moved",
    "origins_of",
    "printed",
    "public_schema",
    "publish_version",
    "read_identity_number",
    "split",
    "tables_of",
    "union_of_versions",
]


def tables_of(version: CategoryVersion) -> Tables:
    """The code lists that a version reads; fetch them once for a batch."""
    definition = definition_of(version)
    derived = {NEEDED_TABLES[each.derive] for each in definition.all_fields() if each.derive in NEEDED_TABLES}
    ruled = {LISTS_OF_RULES[each.rule] for each in definition.rules if each.rule in LISTS_OF_RULES}
    return tables_for(definition.code_lists | derived | ruled)


def code_table(key: str) -> CodeTable:
    """One code list. Raises KeyError when there is none of that key."""
    return tables_for([key])[key]


def clean(
    version: CategoryVersion, raw: Mapping[str, Any], *, unit: UnitFacts, tables: Tables | None = None
) -> Cleaned:
    """The one check of a document. For a batch give the `tables` once."""
    return check(definition_of(version), raw, tables=tables or tables_of(version), unit=unit)


def moved(document: Mapping[str, Any], *, of: CategoryVersion, to: CategoryVersion) -> Moved:
    """A document of one version of a category under another; for a batch keep one `Mover`.

    Values that cannot be converted are left out and named in `failures`.
    """
    return Moved(dict(document)) if of.pk == to.pk else Mover(to).move(document, of.pk)


def union_of_versions(category: Category) -> list[UnionField]:
    """Every field that any version of a category has, once, with its current path and label and its path in
    each version; those of the version in force first, in its order.
    """
    return union_over(CategoryVersion.objects.filter(category=category).order_by("number"))


def form_for(
    version: CategoryVersion,
    data: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
    blank_rows: Mapping[str, int] | None = None,
) -> EntryForm:
    """The entry form of typed or stored values in the active language."""
    return presenting.entry_form(
        definition_of(version),
        data,
        tables=tables_of(version),
        language=_language(),
        problems=problems,
        remarks=remarks,
        blank_rows=blank_rows,
    )


def in_reader_language(version: CategoryVersion, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with the names of fields in the active language; `form_for` does so itself."""
    found, definition = list(problems), definition_of(version)
    tables = tables_of(version) if any("kind" in each.given for each in found) else {}
    return [
        wording.in_language(each, definition=definition, tables=tables, language=_language())
        for each in found
    ]


def columns_for(version: CategoryVersion) -> list[ColumnSpec]:
    """Columns of the import template; headings are Chinese always, as offices exchange them."""
    return presenting.columns(definition_of(version), tables=tables_of(version), language="zh-hans")


def difference(
    version: CategoryVersion, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Differing]:
    """Field by field what a review looks at, in the active language."""
    return differing.difference(
        definition_of(version), dict(before), dict(after), tables=tables_of(version), language=_language()
    )


def printed(version: CategoryVersion, document: Mapping[str, Any], language: str) -> PrintedForm:
    """Every value as text for paper."""
    return presenting.printed_form(
        definition_of(version), document, tables=tables_of(version), language=language
    )


def dimensions(version: CategoryVersion) -> list[DimensionSpec]:
    """The breaks of the statistics that a version offers."""
    return presenting.dimensions(definition_of(version), tables=tables_of(version))


def public_schema(version: CategoryVersion) -> dict[str, Any]:
    """JSON Schema (2020-12) of a document."""
    return presenting.json_schema(definition_of(version), tables=tables_of(version))


def split(version: CategoryVersion, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(open, secret) of a document; see sensitive.py."""
    return sensitive.split(definition_of(version), data)


def join(opened: dict[str, Any], secret: dict[str, Any]) -> dict[str, Any]:
    """The whole document again."""
    return sensitive.join(opened, secret)


def _language() -> str:
    return get_language() or "zh-hans"
