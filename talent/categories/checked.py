"""A document under its version: the one check of it, and what follows from it."""

from collections.abc import Mapping
from typing import Any

from talent.categories.checking import cleaning
from talent.categories.checking.cleaning import Cleaned, check
from talent.categories.checking.deriving import derived as derived_by
from talent.categories.codes.lists import tables_for
from talent.categories.codes.needed import lists_read_by
from talent.categories.codes.tables import Tables
from talent.categories.models import CategoryVersion
from talent.categories.unitfacts import UnitFacts
from talent.categories.versions import definition_of


def tables_of(*versions: CategoryVersion) -> Tables:
    """The code lists that versions read; fetch them once for a batch."""
    return tables_for(key for each in versions for key in lists_read_by(definition_of(each)))


def clean(
    version: CategoryVersion,
    raw: Mapping[str, Any],
    *,
    unit: UnitFacts,
    tables: Tables | None = None,
    standing: Mapping[str, Any] | None = None,
) -> Cleaned:
    """The one check of a document. For a batch give the `tables` once.

    `standing`: the document that is being edited, whose codes stay good although they were retired since.
    """
    tables = tables or tables_of(version)
    return check(definition_of(version), raw, tables=tables, unit=unit, standing=standing)


def keeps_codes(version: CategoryVersion, document: Mapping[str, Any], *, tables: Tables) -> bool:
    """Whether codes stand in a document that nobody could choose anew: as `standing` it changes a check."""
    return cleaning.keeps_codes(definition_of(version), document, tables=tables)


def not_asked(
    version: CategoryVersion, document: Mapping[str, Any], *, unit: UnitFacts, tables: Tables | None = None
) -> frozenset[str]:
    """Keys of groups and paths of fields that a document is not asked for: nothing is missing there."""
    tables = tables_of(version) if tables is None else tables
    return cleaning.not_asked(definition_of(version), document, tables=tables, unit=unit)


def derived(
    version: CategoryVersion, document: Mapping[str, Any], *, unit: UnitFacts, tables: Tables
) -> dict[str, Any]:
    """What follows for each filled field that may say something else than its formula, by path."""
    return derived_by(definition_of(version), document, tables=tables, unit=unit)
