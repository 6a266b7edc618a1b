"""What becomes of a draft that is not published: discarded, or failed and drawn again.

Whoever drafts reads the figures before anybody approves. Drawn afresh in the next draft, they would tell who
came or went in between, without a gate and as often as one likes. So what a discarded draft drew stands as
if it had been published (docs/decisions 0014); only one that was never drawn leaves nothing.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.enums import DRAFTS, ReleaseState, Step
from reports.stats.forgetting import sweep
from reports.stats.models import Release, ReleaseCell, ReleaseTable, SecretRelease
from reports.stats.releasing import JOB, NotPossible, hold_draft
from reports.stats.sets import let_stand
from reports.stats.telling import tell_decided, tell_failed
from talent.jobs.models import Failure
from talent.jobs.service import defer
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def discard(*, release: Release, by: User) -> None:
    """Drop a draft: nothing of it was public or will be. If it was drawn, its number is used up and the next
    one moves a figure of it only behind the gate. Raises NotPossible."""
    held = hold_draft(release, *DRAFTS)
    tell_decided(held, by, approved=False)
    record_event(by=by, action="discard_release", subject="release", subject_id=held.number)
    if held.state == ReleaseState.DRAWING:
        SecretRelease.objects.filter(release=held).delete()
        Release.objects.filter(pk=held.pk).delete()
        sweep()
        return
    let_stand(held)
    ReleaseCell.objects.filter(table__release=held).delete()
    ReleaseTable.objects.filter(release=held).delete()
    SecretRelease.objects.filter(release=held).update(
        discarded_by=by, discarded_at=timezone.now(), summary={}
    )
    held.state = ReleaseState.DISCARDED
    held.save(update_fields=["state"])


@transaction.atomic
def fail_draft(failure: Failure) -> None:
    """A draft whose job ended without success says so, and so is told who drafted it."""
    drawing = Release.objects.filter(pk=failure.arguments["release"], state=ReleaseState.DRAWING)
    held = drawing.select_for_update().first()
    if held is not None:
        SecretRelease.objects.filter(release=held).update(step=Step.FAILED)
        tell_failed(held, failure.job)
        sweep()


@transaction.atomic
def draw_again(*, release: Release, by: User) -> None:
    """Begin the drawing of a failed draft anew. Raises NotPossible."""
    held = hold_draft(release, ReleaseState.DRAWING)
    ended = SecretRelease.objects.filter(release=held, step=Step.FAILED)
    if not ended.update(step=Step.WAITING, summary={}):
        raise NotPossible(_("这份草稿已由他人办理，请刷新页面。"))
    record_event(by=by, action="draw_release_again", subject="release", subject_id=held.number)
    defer(JOB, release=held.pk)
