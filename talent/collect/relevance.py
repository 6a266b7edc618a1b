"""Which repeating groups a document is asked for, where that depends on what else stands in it."""

from collections.abc import Mapping
from typing import Any

from talent.categories.models import CategoryVersion
from talent.categories.service import definition_of, not_asked
from talent.orgs.models import Organisation
from talent.records.service import unit_facts


def relevance(version: CategoryVersion, document: Mapping[str, Any], unit: Organisation) -> dict[str, bool]:
    """By key of each repeating group under a condition, whether it holds for a checked document."""
    groups = [each.key for each in definition_of(version).groups if each.repeat and each.shown_if]
    if not groups:
        return {}
    skipped = not_asked(version, document, unit=unit_facts(unit))
    return {key: key not in skipped for key in groups}
