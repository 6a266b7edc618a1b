"""Whoever was looking at a change hears that its unit took it back."""

from django.dispatch import receiver
from django.utils import timezone

from reviews.inbox.models import Claim
from reviews.inbox.notices import WITHDRAWN
from talent.notify.service import About, notify
from talent.records.models import Change
from talent.records.signals import change_withdrawn
from talent.security.models import User


@receiver(change_withdrawn, dispatch_uid="inbox.tell_holder")
def tell_holder(sender: object, change: Change, office_id: int, by: User, **more: object) -> None:
    """The claim ends with the waiting; who held it is told, unless they took the change back themselves."""
    held = Claim._plain.filter(change=change).first()
    if held is None:
        return
    held.delete()
    if held.office_id != office_id or held.until <= timezone.now() or held.by_id == by.pk:
        return
    own_step = office_id == change.unit_id
    place, arguments = ("unit_review:queue", (office_id,)) if own_step else ("inbox:queue", ())
    data = {"name": change.full_name, "unit": change.unit.name}
    notify([held.by_id], WITHDRAWN, About(f"{change.pk}.{change.lock}", data, place, arguments))
