"""What spot checks found, office by office: drawn, looked at, doubtful."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from reviews.spotchecks.enums import Outcome
from reviews.spotchecks.models import SpotItem
from talent.orgs.service import Scope

#: Offices with the most drawn come first; further ones are left out of the page.
MOST_OFFICES = 200


@dataclass(frozen=True)
class Figures:
    """Of one office since a day; `share`: of those looked at the doubtful ones in per cent, or None."""

    office: str
    drawn: int
    looked_at: int
    doubted: int

    @property
    def share(self) -> float | None:
        return 100 * self.doubted / self.looked_at if self.looked_at else None


def figures(scope: Scope, *, since: date) -> list[Figures]:
    """Of every office within a scope that drew something since a day, in one statement."""
    began = timezone.make_aware(datetime.combine(since, time.min))
    looked_at = Count("pk", filter=Q(outcome__in=(Outcome.PASSED, Outcome.DOUBTED)))
    rows = (
        SpotItem.objects.visible_to(scope)
        .filter(check_of__at__gte=began)
        .order_by()
        .values("check_of__office__name", "check_of__office")
        .annotate(drawn=Count("pk"), looked=looked_at, doubted=Count("pk", filter=Q(outcome=Outcome.DOUBTED)))
        .order_by("-drawn", "check_of__office")
    )
    return [
        Figures(each["check_of__office__name"], each["drawn"], each["looked"], each["doubted"])
        for each in rows[:MOST_OFFICES]
    ]
