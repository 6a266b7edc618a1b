"""Who is erased leaves nothing behind in what somebody was typing about them."""

from django.db.models import Q
from django.dispatch import receiver

from talent.collect.models import Scratch
from talent.individuals.signals import contents_erased


@receiver(contents_erased, dispatch_uid="collect.forget")
def forget(sender: object, change_ids: list[int], user_ids: list[int], **more: object) -> None:
    Scratch.objects.filter(Q(about__in=change_ids) | Q(user__in=user_ids)).delete()
