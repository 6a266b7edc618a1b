"""Offices with approved records, and somebody at each who had no part in any of them."""

from talent.orgs.models import Membership
from talent.orgs.service import Scope, scope_for
from talent.records.models import TalentRecord
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks


class Office(Desks):
    """`inspector` reviews at the banner as `officer` does, and `keeper` at the unit as `chief` does."""

    def __init__(self):
        super().__init__()
        self.inspector = member("inspector", self.banner, "hr_reviewer")
        self.keeper = member("keeper", self.unit, "unit_reviewer")

    @property
    def scope(self) -> Scope:
        return scope_for(self.inspector)

    def records(self, count, *, first=1, **given):
        """So many approved records, by their numbers."""
        made = [self.approved(serial, **given) for serial in range(first, first + count)]
        return [each.record_id for each in made]

    def alone(self, record_id):
        """Nobody but who passed a record reviews at the banner."""
        Membership.objects.filter(user=self.inspector).delete()
        return TalentRecord._plain.get(pk=record_id)
