"""A published release is withdrawn at once by one administrator, and restored by another one."""

from django.db import transaction
from django.utils.translation import gettext as _

from reports.stats.enums import NoteKind, ReleaseState
from reports.stats.models import Release, ReleaseNote, SecretRelease
from reports.stats.releasing import NotPossible
from reports.stats.secondperson import refusal
from reports.stats.signals import release_published
from reports.stats.telling import tell_restored, tell_withdrawn
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def withdraw(*, release: Release, by: User, text_zh: str, text_en: str) -> ReleaseNote:
    """Take a release away from the public, who read the reason wherever it was; its figures stay known to the
    gate. One person is enough: what should not be public cannot wait. Raises NotPossible."""
    held = published(release.pk)
    note = say(held, NoteKind.WITHDRAWAL, text_zh, text_en)
    SecretRelease.objects.filter(release=held).update(withdrawn_by=by, restored_by=None)
    held.state = ReleaseState.WITHDRAWN
    held.save(update_fields=["state"])
    record_event(by=by, action="withdraw_release", subject="release", subject_id=held.number)
    tell_withdrawn(held, by, note.text_zh)
    return note


@transaction.atomic
def restore(*, release: Release, by: User, text_zh: str, text_en: str) -> ReleaseNote:
    """Give a release back to the public, who read from when to when it was withdrawn, and why it is back.
    Raises NotPossible, for who withdrew it too."""
    held = _locked(release.pk, ReleaseState.WITHDRAWN)
    if held is None:
        raise NotPossible(_("只有已撤回的统计可以恢复公开。"))
    if why := refusal_to_restore(by, held):
        raise NotPossible(why)
    note = say(held, NoteKind.RESTORED, text_zh, text_en)
    SecretRelease.objects.filter(release=held).update(restored_by=by)
    held.state = ReleaseState.PUBLISHED
    held.save(update_fields=["state"])
    release_published.send(Release, number=held.number)
    record_event(by=by, action="restore_release", subject="release", subject_id=held.number)
    tell_restored(held, by, note.text_zh)
    return note


def refusal_to_restore(by: User, release: Release) -> str:
    """Why an administrator cannot restore a withdrawn release, and who can; "" where they can."""
    who = release.secret.withdrawn_by_id
    own = _("这次发布是您撤回的，须由另一位管理员恢复公开。")
    return refusal(by, [] if who is None else [who], own=own)


def newest_published(*, beside: Release | None = None) -> Release | None:
    """The release that the public sees; `beside`: what it would see without that one."""
    found = Release.objects.filter(state=ReleaseState.PUBLISHED)
    return found.exclude(pk=beside.pk).first() if beside else found.first()


def published(pk: int) -> Release:
    """A published release, locked. Raises NotPossible."""
    held = _locked(pk, ReleaseState.PUBLISHED)
    if held is None:
        raise NotPossible(_("只有已发布而没有撤回的统计可以说明或撤回。"))
    return held


def say(release: Release, kind: NoteKind, text_zh: str, text_en: str) -> ReleaseNote:
    """Write a note that everybody reads, for good."""
    return ReleaseNote.objects.create(
        release=release.number,
        as_of=release.as_of,
        published_at=release.published_at,
        kind=kind,
        text_zh=text_zh,
        text_en=text_en,
    )


def _locked(pk: int, state: ReleaseState) -> Release | None:
    found = Release.objects.select_for_update(of=("self",)).select_related("secret")
    return found.filter(pk=pk, state=state).first()
