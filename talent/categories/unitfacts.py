"""What a definition may take over from the collecting organisation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitFacts:
    """Formulas speak of them as `unit.name`, `unit.region`, …"""

    name: str = ""
    code: str = ""
    region: str = ""
    unit_type: str = ""
    ownership: str = ""
    industry: str = ""
