"""Tells the clerks of every unit that uses a category about its new version, and that records moved to it.

Units are many and a publication is short: a job does it afterwards, unit by unit, each clerk once.
"""

from collections.abc import Iterator
from itertools import batched

from django.db import transaction
from django.utils import timezone

from talent.categories.models import CategoryVersion
from talent.jobs.service import defer
from talent.notify.service import About, notify
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.models import TalentRecord
from talent.records.notices import MOVED, VERSION
from talent.records.telling import named

_CLERKS = 1000


def announce_later(version: CategoryVersion, kind: str) -> None:
    """Have a job tell them, once what happened is committed. A first version has no units that use it."""
    if version.number > 1:
        defer("records.announce", version=version.pk, kind=kind)


def announce(version_id: int, kind: str) -> None:
    """Tell the clerks; run again, it tells those who were not told yet."""
    if kind not in (VERSION, MOVED):
        raise ValueError(kind)
    about_it = ("number", "category__label", "category__label_en")
    version = CategoryVersion.objects.select_related("category").only(*about_it).get(pk=version_id)
    about = About(
        event=str(version.pk),
        data={**named(version.category), "number": version.number},
        place="collect:choose",
    )
    for clerks in batched(_clerks(version.category_id), _CLERKS):
        with transaction.atomic():
            notify(clerks, kind, about)


def _clerks(category_id: int) -> Iterator[int]:
    units = TalentRecord._plain.filter(category=category_id).values("unit")
    grants = Membership.objects.on(timezone.localdate()).filter(role=Role.COLLECTOR, organisation__in=units)
    yield from grants.order_by("user").values_list("user", flat=True).distinct()
