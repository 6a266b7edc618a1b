"""What would follow for values that people may write otherwise: a reviewer looks where both differ."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from talent.categories.checking.cleaning import work_on
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition
from talent.categories.documents import rows_at
from talent.categories.fieldtypes import type_of
from talent.categories.formulas.formula import formula
from talent.categories.formulas.values import stored
from talent.categories.problems import Refused
from talent.categories.unitfacts import UnitFacts


def derived(
    definition: Definition, data: Mapping[str, Any], *, tables: Tables, unit: UnitFacts
) -> dict[str, Any]:
    """What the formulas give for the filled fields that are not fixed to them, by path with its row.

    What a formula does not know, or what the field could not hold, is left out.
    """
    work = work_on(definition, data, tables=tables, unit=unit)
    found: dict[str, Any] = {}
    for known in definition.settling:
        if not known.derive or known.fixed:
            continue
        for at, row in rows_at(data, known.group):
            if known.key not in row:
                continue
            scope = replace(work.scope, row=row, own=known.group)
            follows = stored(formula(known.derive).work_out(scope))
            if not follows:
                continue
            try:
                read = type_of(known).read(known, follows, work.tables_for(known, frozenset({follows})))
            except Refused:
                continue
            found[f"{at}.{known.key}"] = read
    return found
