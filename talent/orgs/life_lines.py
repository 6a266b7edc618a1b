"""An event in words: what stood before, what came after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talent.orgs.models import Organisation, OrganisationEvent, Region
from talent.orgs.offering import choices_for

_REGIONS = ("managing_region", "seat_region")


@dataclass(frozen=True)
class LifeLine:
    """`changes`: (label, before, after) of each column."""

    event: OrganisationEvent
    changes: tuple[tuple[str, str, str], ...]


def life_lines(events: Iterable[OrganisationEvent]) -> list[LifeLine]:
    """Each event with its changes; names of regions and departments in one statement each."""
    rows = list(events)
    values = [
        (name, value) for each in rows for kept in (each.before, each.after) for name, value in kept.items()
    ]
    regions = {each.code: str(each) for each in Region.objects.filter(code__in=_of(values, _REGIONS))}
    departments = Organisation.objects.filter(pk__in=_of(values, ("administrative_department",)))
    words: dict[str, dict[Any, str]] = {
        **dict.fromkeys(_REGIONS, regions),
        "administrative_department": dict(departments.values_list("pk", "name")),
    }
    if any(name == "industry" for name, _value in values):
        words["industry"] = dict(choices_for("industry_section"))
    return [LifeLine(each, tuple(_changes(each, words))) for each in rows]


def _of(values: Sequence[tuple[str, Any]], names: tuple[str, ...]) -> set[Any]:
    return {value for name, value in values if name in names and value is not None}


def _changes(event: OrganisationEvent, words: dict[str, dict[Any, str]]) -> Iterable[tuple[str, str, str]]:
    labels = {
        "name": _("单位全称"),
        "name_mongolian": _("蒙古文名称"),
        "code": _("代码"),
        "managing_region": _("管理地区(隶属)"),
        "seat_region": _("所在地区(属地)"),
        "administrative_department": _("行政主管部门"),
        "industry": _("所属行业"),
    }
    done = bool(event.before)
    for name, label in labels.items():
        if name not in event.after or (done and name not in event.before):
            continue
        known = words.get(name, {})
        before, after = event.before.get(name), event.after[name]
        yield label, str(known.get(before, before or "")), str(known.get(after, after or ""))
