"""Who may come to an address, and what stands in it: sets of personas and arguments of the matrix's world."""

from collections.abc import Callable
from typing import Any

from reviews.inbox.models import Decision
from talent.categories.models import Code
from talent.records.models import Change
from talent.records.service import allocate
from talent.security.service import encrypt

#: The arguments of an address in the world, and who gets in; EVERYBODY for all, visitors included.
type Door = tuple[Callable[[Any], dict[str, Any]], set[str] | None]
EVERYBODY = None
UNIT = {"collector", "unit_reviewer"}
STAFF = {
    *("banner", "sibling", "league", "other_league", "region", "analyst", "industry", "other_industry"),
    *("system", "category_admin", "system_admin", "audit_admin"),
}
SIGNED_IN = {*UNIT, "neighbour", "expired", "nobody", "individual", "stranger", *STAFF}
INDIVIDUALS = {"individual", "stranger"}
ABOVE = {"banner", "league", "region"}
REVIEWERS = {"banner", "sibling", "league", "other_league", "region"}
QUERYING = {*REVIEWERS, "analyst", "industry", "other_industry", "system"}


def at_unit(row=None, **others):
    """The arguments of a page of the unit, about one of its rows."""
    return lambda world: {
        "organisation": world.unit.pk,
        **({"pk": getattr(world, row).pk} if row else {}),
        **others,
    }


def earlier(row, **place):
    """The arguments of the page of an earlier change of the record of a waiting one, which was not passed."""

    def made(world):
        waiting = getattr(world, row)
        number = allocate(Change, 1)[0]
        nothing = {"data": {}, "sealed": encrypt(table="change", column="sealed", row_id=number, values={})}
        same = (
            "record",
            "category",
            "version",
            "source",
            "unit",
            "region_code",
            "seat_code",
            "industry",
            "system",
        )
        kept = {name: getattr(waiting, name) for name in same}
        Change(
            pk=number, state="rejected", decided_at=waiting.created_at, full_name="苏和", **kept, **nothing
        ).save(force_insert=True)
        return {"pk": waiting.pk, "earlier": number} | {name: at(world) for name, at in place.items()}

    return made


def decided(row, office, **place):
    """The arguments of the page of a change that an office decided."""

    def made(world):
        change, at = getattr(world, row), office(world)
        Decision(change=change, level="unit", office=at, by=world.personas["banner"], outcome="passed").save()
        return {"pk": change.pk} | {name: each(world) for name, each in place.items()}

    return made


def code_list(*, code=False, **others):
    """The arguments of a page about a code list, or about one of its codes."""

    def arguments(world):
        known = Code.objects.get(code_list__key="sex", code="1")
        return {"pk": known.code_list_id, **({"code_pk": known.pk} if code else {}), **others}

    return arguments
