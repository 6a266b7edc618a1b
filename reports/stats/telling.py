"""Tells administrators that a draft waits for them, and its maker what became of it."""

from collections.abc import Iterable

from django.utils import timezone

from reports.stats.models import Release, SecretRelease
from reports.stats.notices import DECIDED, DISCARDED, FAILED, REFUSED, WAITING, WITHDRAWN
from reports.stats.secondperson import administrators, makers, seconds
from talent.notify.service import About, notify
from talent.security.models import User

PAGE = "releases:release"


def tell_approvers(release: Release) -> None:
    """Everybody who may approve it; where nobody may, all but who drafted it."""
    drafted = SecretRelease.objects.filter(release=release).values_list("by", flat=True).first()
    may = {each.pk for each in seconds(makers(release))}
    _tell(may or administrators() - {drafted}, WAITING, release, f"{release.pk}.ready")


def tell_decided(release: Release, by: User, *, approved: bool) -> None:
    maker = SecretRelease.objects.filter(release=release).values_list("by", flat=True).first()
    kind = DECIDED if approved else DISCARDED
    _tell({maker} - {by.pk, None}, kind, release, f"{release.pk}.{kind}", by=by.name)


def tell_failed(release: Release, job: int) -> None:
    """Who drafted it; all administrators where the timetable did."""
    _tell(_drafters(release), FAILED, release, f"{release.pk}.failed.{job}")


def tell_refused(release: Release) -> None:
    """The same, where people are such that it may not be public."""
    _tell(_drafters(release), REFUSED, release, f"{release.pk}.refused.{timezone.now().timestamp():.0f}")


def _drafters(release: Release) -> set[int]:
    maker = SecretRelease.objects.filter(release=release).values_list("by", flat=True).first()
    return {maker} if maker else administrators()


def tell_withdrawn(release: Release, by: User, reason: str) -> None:
    _tell(
        administrators() - {by.pk}, WITHDRAWN, release, f"{release.pk}.withdrawn", by=by.name, reason=reason
    )


def _tell(people: Iterable[int | None], kind: str, release: Release, event: str, **data: str) -> None:
    place = {} if kind == DISCARDED else {"place": PAGE, "arguments": (release.pk,)}
    about = About(event=event, data={"number": str(release.number), **data}, **place)  # type: ignore[arg-type]  # reason: of two kinds
    notify([pk for pk in people if pk is not None], kind, about)
