"""The regions that a scope can narrow a query to: read once, for the list to choose from and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import get_language

from talent.orgs.enums import Level
from talent.orgs.models import Region
from talent.orgs.service import RegionNode, Scope, reporting_intervals


@dataclass(frozen=True)
class Regions:
    """`groups`: (head, its regions as code and name) of those in use that the scope reaches."""

    nodes: Sequence[RegionNode] = ()
    groups: Sequence[tuple[str, Sequence[tuple[int, str]]]] = ()

    def offers(self, code: str) -> bool:
        return any(code == str(each) for _head, regions in self.groups for each, _name in regions)

    def within(self, code: int) -> Q:
        """Records of units that are managed by a region, or by one that reports to it."""
        condition = Q(pk__in=[])
        for interval in reporting_intervals(code, self.nodes):
            condition |= Q(region_code__range=interval)
        return condition


def regions_for(scope: Scope) -> Regions:
    """The regions of a scope; closed ones are part of what they reported to, and nobody chooses them."""
    every = list(Region.objects.order_by("code"))
    nodes = [RegionNode(each.code, each.parent_id, each.reporting_parent_id) for each in every]
    offered = [each for each in every if _in_use(each) and _reached(each.code, scope)]
    return Regions(nodes, _grouped(offered))


def _in_use(region: Region) -> bool:
    day = localdate()
    begun = region.valid_from is None or region.valid_from <= day
    return begun and (region.valid_to is None or region.valid_to >= day)


def _reached(code: int, scope: Scope) -> bool:
    return any(
        grant.regions is None or any(low <= code <= high for low, high in grant.regions)
        for grant in scope.grants
    )


def _grouped(regions: Sequence[Region]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Banners below their league by code, as everywhere; a banner without its league heads itself."""
    language = get_language() or ""
    groups: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for each in regions:
        name, league = each.named(language), each.code // 100 * 100
        head = league if each.level == Level.BANNER and league in groups else each.code
        groups.setdefault(head, (name, []))[1].append((each.code, name))
    return list(groups.values())
