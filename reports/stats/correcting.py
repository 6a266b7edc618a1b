"""Corrections beside a published release: written by one administrator, public when another passes them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.enums import NoteKind, ProposalState
from reports.stats.models import ProposedNote, Release, ReleaseNote
from reports.stats.releasing import NotPossible
from reports.stats.secondperson import refusal
from reports.stats.telling import tell_corrected, tell_correction
from reports.stats.withdrawing import published, say
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def propose(*, release: Release, by: User, text_zh: str, text_en: str) -> ProposedNote:
    """Write what is wrong in a published release or how to read it, for another administrator to pass.
    Raises NotPossible."""
    held = published(release.pk)
    new = ProposedNote.objects.create(release=held, by=by, text_zh=text_zh, text_en=text_en)
    _record(by, "propose_correction", new)
    tell_correction(new)
    return new


@transaction.atomic
def pass_note(*, proposed: ProposedNote, by: User) -> ReleaseNote:
    """Make public what another administrator wrote. Raises NotPossible."""
    held = _waiting(proposed.pk)
    if why := own_words(by, held):
        raise NotPossible(why)
    release = published(held.release_id)
    # The database lets in only what is passed.
    _decide(held, by, ProposalState.PASSED)
    note = say(release, NoteKind.CORRECTION, held.text_zh, held.text_en)
    _record(by, "correct_release", held)
    tell_corrected(held)
    return note


@transaction.atomic
def refuse_note(*, proposed: ProposedNote, by: User, reason: str) -> None:
    """Keep it from the public; its author reads why. Raises NotPossible."""
    held = _waiting(proposed.pk)
    if why := own_words(by, held):
        raise NotPossible(why)
    _decide(held, by, ProposalState.REFUSED, reason)
    _record(by, "refuse_correction", held)
    tell_corrected(held)


@transaction.atomic
def take_back(*, proposed: ProposedNote, by: User) -> None:
    """Its author's own way to drop it, as long as nobody has decided. Raises NotPossible."""
    held = _waiting(proposed.pk)
    if held.by_id != by.pk:
        raise NotPossible(_("这条说明由他人起草，只能由起草人收回。"))
    _decide(held, by, ProposalState.TAKEN_BACK)
    _record(by, "take_back_correction", held)


def own_words(by: User, proposed: ProposedNote) -> str:
    """Why an administrator cannot decide on a correction, and who can; "" where they can."""
    return refusal(by, [proposed.by_id], own=_("这条说明是您起草的，须由另一位管理员批准。"))


def _waiting(pk: int) -> ProposedNote:
    found = ProposedNote.objects.select_for_update(of=("self",)).select_related("release", "by")
    held = found.filter(pk=pk, state=ProposalState.WAITING).first()
    if held is None:
        raise NotPossible(_("这条说明已经办理，请刷新页面。"))
    return held


def _decide(held: ProposedNote, by: User, state: ProposalState, reason: str = "") -> None:
    held.state, held.decided_by, held.decided_at, held.reason = state, by, timezone.now(), reason
    held.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _record(by: User, action: str, proposed: ProposedNote) -> None:
    record_event(by=by, action=action, subject="release", subject_id=proposed.release.number)
