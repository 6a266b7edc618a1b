"""Which code lists a definition reads: those of its choices, and those of its derivations and rules."""

from talent.categories.codelists import tables_for
from talent.categories.codetables import Tables
from talent.categories.definition import Definition
from talent.categories.derivations import NEEDED_TABLES
from talent.categories.rules import LISTS_OF_RULES


def tables_needed(definition: Definition) -> Tables:
    """The tables of these lists as they are now; one that does not exist is left out."""
    derived = {NEEDED_TABLES[each.derive] for each in definition.all_fields() if each.derive in NEEDED_TABLES}
    ruled = {LISTS_OF_RULES[each.rule] for each in definition.rules if each.rule in LISTS_OF_RULES}
    return tables_for(definition.code_lists | derived | ruled)
