"""Who sees a file: whoever sees a change that refers to it, and before that whoever brought it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope
from talent.records.enums import FINAL, ChangeState
from talent.records.finding import changes_visible_to
from talent.records.models import Attachment, AttachmentUse

#: What an office above sees of a unit's work: nothing that is still being written.
_SENT = FINAL | {ChangeState.WAITING}


def attachment_for(scope: Scope, key: UUID) -> Attachment | None:
    """The file of this number as far as the scope reaches it, else None."""
    own, above = scope.as_(*UNIT_ROLES), scope.as_(Role.HR_REVIEWER)
    sent = changes_visible_to(above).filter(state__in=_SENT)
    refers = Q(change__in=changes_visible_to(own).values("pk")) | Q(change__in=sent.values("pk"))
    uses = AttachmentUse.objects.filter(refers, attachment=OuterRef("pk"))
    loose = Q(uses=None, created_by=scope.user_id, unit__in=own.organisations(*UNIT_ROLES))
    seen = Attachment.objects.visible_to(scope.as_(*UNIT_ROLES, Role.HR_REVIEWER))
    return seen.filter(Exists(uses) | loose, key=key).first()
