"""What definitions and rules know of a unit."""

from talent.categories.service import UnitFacts
from talent.orgs.models import Organisation
from talent.orgs.service import standard_code


def unit_facts(unit: Organisation) -> UnitFacts:
    """What a definition takes over from the collecting organisation."""
    return UnitFacts(
        name=unit.name,
        code=unit.code,
        region=str(standard_code(unit.seat_region_id)),
        unit_type=unit.unit_type,
        ownership=unit.ownership,
        industry=unit.industry,
    )
