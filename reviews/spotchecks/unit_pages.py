"""The desk of a unit's reviewer in the portal: personnel offices may check their own at any time (四(三))."""

from typing import Any

from django.http import HttpResponse

from reviews.spotchecks.check_pages import Check, Index, New, One
from reviews.spotchecks.desks import Desk
from reviews.spotchecks.doubt_pages import DoubtPage, Doubts
from reviews.spotchecks.item_pages import Item
from talent.orgs import service as orgs
from talent.orgs.enums import Role
from talent.orgs.models import Organisation


class UnitDesk(orgs.UnitDesk, Desk):
    """For whoever reviews for this unit."""

    templates = "spotchecks/unit"
    namespace = "unit_spot_checks"
    roles = frozenset({Role.UNIT_REVIEWER})

    @property
    def offices(self) -> list[Organisation]:
        return [self.organisation]

    @property
    def at_unit(self) -> bool:
        return True

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show(page, {**context, "organisation": self.organisation}, status)


class UnitIndex(UnitDesk, Index):
    pass


class UnitNew(UnitDesk, New):
    pass


class UnitOne(UnitDesk, One):
    pass


class UnitCheck(UnitDesk, Check):
    pass


class UnitItem(UnitDesk, Item):
    pass


class UnitDoubts(UnitDesk, Doubts):
    pass


class UnitDoubt(UnitDesk, DoubtPage):
    pass
