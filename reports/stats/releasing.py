"""A release on its way: drafted by one person, drawn by a job, approved by another, frozen for good."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError
from reports.stats.cellkeys import StatisticsKey
from reports.stats.columns import as_bytes
from reports.stats.comparing import compared_with_another, summary
from reports.stats.declared import uses
from reports.stats.disclosure import IMPOSSIBLE
from reports.stats.drawing import Drawn, Say, draw
from reports.stats.enums import DRAFTS, ReleaseState, Step
from reports.stats.freezing import freeze, keep_drawn
from reports.stats.gate import releases_in_use
from reports.stats.kept import readings
from reports.stats.lattices import check_anew, newest
from reports.stats.models import Lattice, Release, SecretRelease, Snapshot
from reports.stats.populated import check_populated, read_for
from reports.stats.resolved import Resolved, resolve
from reports.stats.secondperson import refusal_of_draft
from reports.stats.sets import let_drawn_stand, let_stand
from reports.stats.signals import release_published
from reports.stats.telling import tell_approvers, tell_decided, tell_refused
from talent.jobs.service import defer
from talent.security.models import User
from talent.security.service import record_event, statistics_keys

JOB = "stats.draw"
#: So many later versions of the declared tables are named.
_MOST_VERSIONS = 5
#: Rows of a snapshot in one part.
_PART = 500_000

#: Held by whoever begins a release or changes the key that the next one is drawn by.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('reports.stats.release'))"


class WrongKey(RuntimeError):
    """A statistics key of the releases before is missing: two draws of one set could be averaged."""


class NotPossible(RuntimeError):
    """The release is not in a state for this, or it is this person's own; the text is for the person."""


class NotPublic(NotPossible):
    """What is declared may not be public (any more); the text says why."""


@transaction.atomic
def draft(*, by: User | None) -> Release:
    """Begin a new release; a job draws it. Raises WrongKey, and NotPossible while another one waits or where
    what is declared may not be public (any more)."""
    new = _begin(by)
    record_event(by=by, action="draft_release", subject="release", subject_id=new.number)
    defer(JOB, release=new.pk)
    return new


def _begin(by: User | None, as_of: date | None = None) -> Release:
    # Two at once would take the same number; the second waits here for the first.
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    if Release.objects.filter(state__in=DRAFTS).exists():
        raise NotPossible(_("已有一份草稿。请先批准或放弃它。"))
    last = Release.objects.first()
    key = StatisticsKey(*statistics_keys())
    _need_keys(key)
    number, day = last.number + 1 if last else 1, as_of or timezone.localdate()
    version, declared = newest()
    try:
        check_anew(declared, on=day)
    except LatticeError as refused:
        raise NotPublic(str(refused)) from None
    new = Release.objects.create(number=number, as_of=day)
    SecretRelease.objects.create(
        release=new, key_fingerprint=key.fingerprint, by=by, lattice=version, step=Step.WAITING
    )
    return new


def _need_keys(key: StatisticsKey) -> None:
    """Raise WrongKey unless the key file holds the key of every release."""
    strange = SecretRelease.objects.exclude(key_fingerprint__in=key.fingerprints)
    numbers = strange.order_by("release__number").values_list("release__number", flat=True)
    if (number := numbers.first()) is not None:
        raise WrongKey(f"release {number} was made under another statistics key")


def draw_draft(pk: int) -> None:
    """Draw a draft, for as long as nobody has discarded it; done twice it is the same. One that may not be
    public as people are says why. Raises WrongKey."""
    release = Release.objects.filter(pk=pk, state=ReleaseState.DRAWING).first()
    if release is None:
        return

    def say(step: Step) -> None:
        SecretRelease.objects.filter(release=pk).update(step=step)

    try:
        _draw(release, say)
    except LatticeError as refused:
        _end(release, str(refused), lattice=0)


def _draw(release: Release, say: Say) -> str:
    """Why what was drawn may not be public as people are, "" where it may."""
    key = StatisticsKey(*statistics_keys())
    _need_keys(key)
    if release.secret.key_fingerprint != key.fingerprint:
        raise WrongKey(f"release {release.number} was begun under another statistics key")
    number, declared = newest()
    resolved = resolve(declared, on=release.as_of)
    drawn = draw(resolved, number=release.number, as_of=release.as_of, key=key, say=say)
    try:
        check_populated(resolved, drawn.states)
    except LatticeError as refused:
        _refuse(release, number, resolved, drawn, str(refused))
        return str(refused)
    told = summary(resolved, drawn)
    say(Step.WRITING)
    with transaction.atomic():
        if (held := _held(release)) is None:
            return ""
        freeze(held, resolved, drawn.states)
        _keep_snapshot(held.number, drawn)
        SecretRelease.objects.filter(release=held).update(
            step="", summary=told, lattice=number, readings=_readings(resolved)
        )
        held.state = ReleaseState.READY
        held.save(update_fields=["state"])
        tell_approvers(held)
    return ""


def _held(release: Release) -> Release | None:
    return Release.objects.select_for_update().filter(pk=release.pk, state=ReleaseState.DRAWING).first()


@transaction.atomic
def _refuse(release: Release, lattice: int, resolved: Resolved, drawn: Drawn, why: str) -> None:
    """What the refusal read stands as if it had been published: drawn afresh in the next draft, it would say
    without a gate, and as often as one likes, in which classes there are people."""
    if (held := _held(release)) is None:
        return
    read = {
        cell: state
        for cell in read_for(resolved)
        if (state := drawn.states[cell]).last_redraw == held.number and state.shown != IMPOSSIBLE
    }
    keep_drawn(held, read)
    _keep_snapshot(held.number, replace(drawn, states=read))
    let_drawn_stand(held)
    _end(held, why, lattice=lattice, readings=_readings(resolved))


@transaction.atomic
def _end(release: Release, why: str, **more: object) -> None:
    """The draft is refused for good, and its number is used up. Where it was not even drawn it has no
    declared tables that would count for those after it."""
    if (held := _held(release)) is not None:
        SecretRelease.objects.filter(release=held).update(step="", summary={"refused": why}, **more)
        held.state = ReleaseState.REFUSED
        held.save(update_fields=["state"])
        tell_refused(held)


def _readings(resolved: Resolved) -> list[dict[str, Any]]:
    used = [each for each in resolved.declared.dimensions if uses(resolved.declared, each.key)]
    return readings(used, resolved.fine)


def _keep_snapshot(number: int, drawn: Drawn) -> None:
    if number not in releases_in_use(drawn.states):
        return
    rows = max(drawn.columns.height, 1)
    for part, start in enumerate(range(0, rows, _PART)):
        content = as_bytes(drawn.columns.slice(start, _PART))
        Snapshot.objects.create(release=number, part=part, rows=content)


def refusal_to_approve(by: User, release: Release) -> str:
    """Why a draft cannot be approved, at all or by this account; "" where it can."""
    return _overtaken(release) or compared_with_another(release) or refusal_of_draft(by, release)


def _overtaken(release: Release) -> str:
    """What was declared since a draft was drawn: it would publish a table that was taken away meanwhile."""
    drawn = release.secret.lattice
    newer = list(Lattice.objects.filter(number__gt=drawn).order_by("number")[: _MOST_VERSIONS + 1])
    if not newer:
        return ""
    told = [_("第 %(number)d 版：%(note)s") % {"number": each.number, "note": each.note} for each in newer]
    more = "…" if len(newer) > _MOST_VERSIONS else ""
    said = _(
        "这份草稿按第 %(drawn)d 版统计表方案计算，后来方案改过(%(versions)s)，不能批准。"
        "请放弃这份草稿，再起草一份。"
    )
    return said % {"drawn": drawn, "versions": "；".join(told[:_MOST_VERSIONS]) + more}


@transaction.atomic
def approve(*, release: Release, by: User) -> Release:
    """Publish a draft that somebody else made, by the tables that are declared now: frozen from now on.
    Raises NotPossible."""
    held = hold_draft(release, ReleaseState.READY)
    if why := refusal_to_approve(by, held):
        raise NotPossible(why)
    _publish(held, by)
    tell_decided(held, by, approved=True)
    return held


def _publish(held: Release, by: User | None, *, alone: bool = False, at: datetime | None = None) -> None:
    let_stand(held)
    if not alone:
        SecretRelease.objects.filter(release=held).update(approved_by=by)
    held.state, held.published_at = ReleaseState.PUBLISHED, at or timezone.now()
    held.save(update_fields=["state", "published_at"])
    release_published.send(Release, number=held.number)
    record_event(by=by, action="release", subject="release", subject_id=held.number)


def hold_draft(release: Release, *states: ReleaseState) -> Release:
    """The draft with its row locked. Raises NotPossible unless it is in one of these states."""
    found = Release.objects.select_for_update(of=("self",)).select_related("secret")
    held = found.filter(pk=release.pk, state__in=states).first()
    if held is None:
        raise NotPossible(_("这份草稿已由他人办理，请刷新页面。"))
    return held


@transaction.atomic
def release(*, by: User | None, as_of: date | None = None, at: datetime | None = None) -> Release:
    """Draw and publish at once, without a second person: for the demonstration, which also dates releases
    back. Raises WrongKey, NotPossible."""
    new = _begin(by, as_of)
    try:
        refused = _draw(new, lambda step: None)
    except LatticeError as error:
        raise NotPublic(str(error)) from None
    if refused:
        raise NotPublic(refused)
    held = hold_draft(new, ReleaseState.READY)
    _publish(held, by, alone=True, at=at)
    return held
