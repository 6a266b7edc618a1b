"""Who must hand in the sheets of organisations, told in one place for those who owe and those who collect.

The notice (五) has the bodies of government name their responsible persons (负责人员登记表): the offices and
departments. Units and village committees collect people; they may hand a sheet in, and nobody waits for it.
"""

from django.db.models import QuerySet

from talent.orgs.enums import COLLECTING_KINDS
from talent.orgs.models import Organisation


def owes_sheets(organisation: Organisation) -> bool:
    """Whether an organisation must hand in the sheets about organisations."""
    return organisation.is_active and organisation.kind not in COLLECTING_KINDS


def owing_sheets(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those of some organisations that must."""
    return organisations.filter(is_active=True).exclude(kind__in=COLLECTING_KINDS)
