"""Who sees a file: whoever sees a change that refers to it, and before that whoever brought it.

An individual sees what is approved of them; what parts above refer to, they show themselves (holders).
"""

from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope
from talent.records.attachments.holders import seen_above
from talent.records.enums import FINAL, ChangeState
from talent.records.finding import changes_visible_to
from talent.records.models import Attachment, AttachmentUse, TalentRecord

#: What an office above sees of a unit's work: nothing that is still being written.
_SENT = FINAL | {ChangeState.WAITING}


def attachment_for(scope: Scope, key: UUID) -> Attachment | None:
    """The file of this number as far as the scope reaches it, else None."""
    own, above = scope.as_(*UNIT_ROLES), scope.as_(Role.HR_REVIEWER)
    sent = changes_visible_to(above).filter(state__in=_SENT)
    refers = Q(change__in=changes_visible_to(own).values("pk")) | Q(change__in=sent.values("pk"))
    if scope.person_id is not None:
        of_self = TalentRecord.objects.visible_to(Scope(person_id=scope.person_id)).values("approved")
        refers |= Q(change__in=of_self)
    uses = AttachmentUse.objects.filter(refers, attachment=OuterRef("pk"))
    loose = Q(uses=None, created_by=scope.user_id, unit__in=own.organisations(*UNIT_ROLES))
    seen = Attachment.objects.visible_to(
        replace(scope.as_(*UNIT_ROLES, Role.HR_REVIEWER), person_id=scope.person_id)
    )
    return seen.filter(Exists(uses) | loose, key=key).first() or seen_above(scope, key)
