"""What happened to a change so far: decisions, and remarks with what the collector answered."""

from dataclasses import dataclass

from django.utils.translation import get_language

from reviews.inbox.models import Decision
from talent.categories.service import definition_of
from talent.orgs.service import Scope
from talent.records.models import Change, Remark


@dataclass(frozen=True)
class Noted:
    """A remark with the name of its field ("" for the whole change)."""

    remark: Remark
    label: str


def decisions_on(change: Change, scope: Scope) -> list[Decision]:
    """All decisions on a change, oldest first."""
    known = Decision.objects.visible_to(scope).filter(change=change).select_related("by", "office")
    return list(known.order_by("id"))


def last_decided(scope: Scope, offices: tuple[int, ...]) -> Decision | None:
    """The newest decision of these offices, for the page on which nothing waits."""
    known = Decision.objects.visible_to(scope).filter(office__in=offices).select_related("change", "by")
    return known.defer("change__data", "change__sealed").order_by("-id").first()


def remarks_on(change: Change) -> list[Noted]:
    """All remarks on a change, oldest first."""
    return [
        Noted(remark, label_of(change, remark.path))
        for remark in change.remarks.select_related("by").order_by("id")
    ]


def label_of(change: Change, path: str) -> str:
    """The name of a field by its path; a path that the version does not know stands for itself."""
    language = get_language() or ""
    group, *rest = path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None:
        return path
    places = [known.named(language)]
    for part in rest:
        field = known.by_key.get(part)
        places.append(field.named(language) if field else str(int(part) + 1) if part.isdecimal() else part)
    return " · ".join(places)
