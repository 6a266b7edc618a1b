"""Tells the clerks of every unit that uses a category about its new version, and that records moved to it.

Units are many and a publication is short: a job does it afterwards, unit by unit, each clerk once.
"""

from collections.abc import Iterator
from itertools import batched

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from talent.categories.models import CategoryVersion
from talent.jobs.service import defer
from talent.notify.service import About, notify
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.behind import last_run
from talent.records.models import TalentRecord
from talent.records.notices import MOVED, STAYED, VERSION
from talent.records.telling import named

_CLERKS = 1000


def announce_later(version: CategoryVersion, kind: str) -> None:
    """Have a job tell them, once what happened is committed. A first version has no units that use it."""
    if version.number > 1:
        defer("records.announce", version=version.pk, kind=kind)


def announce(version_id: int, kind: str) -> None:
    """Tell the clerks; run again, it tells those who were not told yet."""
    if kind not in (VERSION, MOVED, STAYED):
        raise ValueError(kind)
    about_it = ("number", "category__key", "category__label", "category__label_en")
    version = CategoryVersion.objects.select_related("category").only(*about_it).get(pk=version_id)
    if kind == STAYED:
        _tell_of_left(version)
        return
    about = About(
        event=str(version.pk),
        data={**named(version.category), "number": version.number},
        place="collect:choose",
    )
    for clerks in batched(_clerks(version.category_id), _CLERKS):
        with transaction.atomic():
            notify(clerks, kind, about)


def _tell_of_left(version: CategoryVersion) -> None:
    """Each unit how many of its own records the last run left behind, with the way to them."""
    run = last_run(version.category.key)
    if run is None or run.version_id != version.pk:
        return
    still = run.problems.exclude(record__approved__version=version).values_list(
        "record__unit", "record__unit__name"
    )
    for unit, name, count in still.annotate(count=Count("record", distinct=True)).order_by("record__unit"):
        about = About(
            event=f"{run.pk}.{unit}",
            data={**named(version.category), "number": version.number, "unit": name, "count": count},
            place="collect:stayed",
            arguments=(unit, version.category.key),
        )
        clerks = Membership.objects.on(timezone.localdate()).filter(role=Role.COLLECTOR, organisation=unit)
        with transaction.atomic():
            notify(set(clerks.values_list("user", flat=True)), STAYED, about)


def _clerks(category_id: int) -> Iterator[int]:
    units = TalentRecord._plain.filter(category=category_id).values("unit")
    grants = Membership.objects.on(timezone.localdate()).filter(role=Role.COLLECTOR, organisation__in=units)
    yield from grants.order_by("user").values_list("user", flat=True).distinct()
