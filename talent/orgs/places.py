"""Where an organisation may stand: regions that are in use, held until it is written.

A foreign key alone does not do it: the database looks at it at the end, and asks only that the region exists.
Whoever puts an organisation somewhere locks the regions first, then applications and organisations.
"""

from collections.abc import Iterable

from talent.orgs.models import Region


def hold_regions(codes: Iterable[int]) -> None:
    """Lock regions, lowest code first: none of them closes before this transaction ends."""
    held = Region.objects.select_for_update(no_key=True).filter(pk__in=set(codes)).order_by("pk")
    list(held.values_list("pk"))


def standing(codes: Iterable[int]) -> dict[int, int]:
    """By region where it stands today: there, or where a closed one sent it. All are held."""
    wanted = set(codes)
    found = _followed(wanted)
    while True:
        hold_regions([*found, *found.values()])
        # What closed while this waited is seen only now.
        again = _followed(wanted)
        if again == found:
            return found
        found = again


def all_in_use(codes: Iterable[int]) -> bool:
    wanted = set(codes)
    return Region.objects.in_use().filter(pk__in=wanted).count() == len(wanted)


def _followed(codes: Iterable[int]) -> dict[int, int]:
    closed = Region.objects.filter(successor__isnull=False).exclude(
        pk__in=Region.objects.in_use().values("pk")
    )
    successors = dict(closed.values_list("pk", "successor"))
    found = {}
    for code in codes:
        last, passed = code, {code}
        while (following := successors.get(last)) is not None and following not in passed:
            last = following
            passed.add(last)
        found[code] = last
    return found
