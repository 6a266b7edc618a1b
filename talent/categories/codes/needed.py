"""Which code lists a definition reads: those of its fields, and those of its rules."""

from talent.categories.checking.rules import LISTS_OF_RULES
from talent.categories.definition import Definition


def lists_of_rules(definition: Definition) -> frozenset[str]:
    """The keys of the lists that only rules look into."""
    return frozenset(LISTS_OF_RULES[each.rule] for each in definition.rules if each.rule in LISTS_OF_RULES)


def lists_read_by(definition: Definition) -> frozenset[str]:
    """The keys of all lists that the check of a definition needs."""
    return definition.code_lists | lists_of_rules(definition)
