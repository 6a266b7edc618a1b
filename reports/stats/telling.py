"""Tells administrators that a draft waits for them, and its maker what became of it."""

from collections.abc import Iterable

from django.utils import timezone

from reports.stats.enums import ProposalState
from reports.stats.models import ProposedNote, Release, SecretRelease
from reports.stats.notices import (
    CORRECTED,
    CORRECTION,
    DECIDED,
    DISCARDED,
    FAILED,
    NOT_CORRECTED,
    REFUSED,
    RESTORED,
    STUMBLED,
    WAITING,
    WITHDRAWN,
)
from reports.stats.secondperson import administrators, makers, seconds
from talent.jobs.service import Stumble
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


def tell_stumbled(release: Release, stumble: Stumble) -> None:
    """The same, at the first attempt that failed."""
    _tell(
        _drafters(release),
        STUMBLED,
        release,
        f"{release.pk}.stumbled.{timezone.now().timestamp():.0f}",
        error=stumble.error.rpartition(".")[2],
        most=str(stumble.most),
        until=f"{timezone.localtime(stumble.until):%Y-%m-%d %H:%M}",
    )


def tell_failed(release: Release, job: int) -> None:
    """Who drafted it; all administrators where the timetable did."""
    _tell(_drafters(release), FAILED, release, f"{release.pk}.failed.{job}")


def tell_refused(release: Release) -> None:
    """The same, where people are such that it may not be public."""
    _tell(_drafters(release), REFUSED, release, f"{release.pk}.refused")


def _drafters(release: Release) -> set[int]:
    maker = SecretRelease.objects.filter(release=release).values_list("by", flat=True).first()
    return {maker} if maker else administrators()


def tell_withdrawn(release: Release, by: User, reason: str) -> None:
    """All the others: each of them can restore it."""
    _tell_others(release, by, WITHDRAWN, reason)


def tell_restored(release: Release, by: User, reason: str) -> None:
    """All the others, who withdrew it among them."""
    _tell_others(release, by, RESTORED, reason)


def _tell_others(release: Release, by: User, kind: str, reason: str) -> None:
    # It may be withdrawn and restored again.
    event = f"{release.pk}.{kind}.{timezone.now().isoformat()}"
    _tell(administrators() - {by.pk}, kind, release, event, by=by.name, reason=reason)


def tell_correction(proposed: ProposedNote) -> None:
    """Everybody who may pass it; where nobody may, all but who wrote it."""
    may = {each.pk for each in seconds([proposed.by_id])} or administrators() - {proposed.by_id}
    _tell_of(proposed, may, CORRECTION, by=proposed.by.name)


def tell_corrected(proposed: ProposedNote) -> None:
    """Its author: it is public, or why not."""
    by = proposed.decided_by.name if proposed.decided_by else ""
    if proposed.state == ProposalState.PASSED:
        _tell_of(proposed, {proposed.by_id}, CORRECTED, by=by)
    else:
        _tell_of(proposed, {proposed.by_id}, NOT_CORRECTED, by=by, reason=proposed.reason)


def _tell_of(proposed: ProposedNote, people: Iterable[int], kind: str, **data: str) -> None:
    about = About(
        event=f"note {proposed.pk}",
        data={"number": str(proposed.release.number), "text": proposed.text_zh, **data},
        place="releases:note",
        arguments=(proposed.pk,),
    )
    notify(people, kind, about)


def _tell(people: Iterable[int | None], kind: str, release: Release, event: str, **data: str) -> None:
    place = {} if kind == DISCARDED else {"place": PAGE, "arguments": (release.pk,)}
    about = About(event=event, data={"number": str(release.number), **data}, **place)  # type: ignore[arg-type]  # reason: of two kinds
    notify([pk for pk in people if pk is not None], kind, about)
