"""What is said of a published release afterwards: a correction beside it, or that it is withdrawn."""

from django.db import transaction
from django.utils.translation import gettext as _

from reports.stats.enums import NoteKind, ReleaseState
from reports.stats.models import Release, ReleaseNote
from reports.stats.releasing import NotPossible
from reports.stats.telling import tell_withdrawn
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def withdraw(*, release: Release, by: User, text_zh: str, text_en: str) -> ReleaseNote:
    """Take a release away from the public, who read the reason wherever it was. It cannot come back; its
    figures stay known to the gate. Raises NotPossible."""
    held = _published(release)
    note = _say(held, NoteKind.WITHDRAWAL, text_zh, text_en)
    held.state = ReleaseState.WITHDRAWN
    held.save(update_fields=["state"])
    record_event(by=by, action="withdraw_release", subject="release", subject_id=held.number)
    tell_withdrawn(held, by, note.text_zh)
    return note


@transaction.atomic
def correct(*, release: Release, by: User, text_zh: str, text_en: str) -> ReleaseNote:
    """Say beside a published release what is wrong in it or how to read it. Raises NotPossible."""
    held = _published(release)
    note = _say(held, NoteKind.CORRECTION, text_zh, text_en)
    record_event(by=by, action="correct_release", subject="release", subject_id=held.number)
    return note


def newest_published(*, beside: Release | None = None) -> Release | None:
    """The release that the public sees; `beside`: what it would see without that one."""
    found = Release.objects.filter(state=ReleaseState.PUBLISHED)
    return found.exclude(pk=beside.pk).first() if beside else found.first()


def _published(release: Release) -> Release:
    held = Release.objects.select_for_update().filter(pk=release.pk, state=ReleaseState.PUBLISHED).first()
    if held is None:
        raise NotPossible(_("只有已发布而没有撤回的统计可以说明或撤回。"))
    return held


def _say(release: Release, kind: NoteKind, text_zh: str, text_en: str) -> ReleaseNote:
    return ReleaseNote.objects.create(
        release=release.number, as_of=release.as_of, kind=kind, text_zh=text_zh, text_en=text_en
    )
