"""What happens to categories and units reaches the rows of people: this part knows which they are."""

from django.dispatch import receiver

from talent.categories.models import CategoryVersion
from talent.categories.signals import version_published
from talent.orgs.signals import organisations_changed
from talent.records.announcing import announce_later
from talent.records.notices import VERSION
from talent.records.placing import let_stand, place_soon


@receiver(version_published, dispatch_uid="records.announce_version")
def announce_version(sender: object, version: CategoryVersion, **kwargs: object) -> None:
    announce_later(version, VERSION)


@receiver(organisations_changed, dispatch_uid="records.place")
def follow_units(
    sender: object, moved: list[int], merged: list[tuple[int, int]], closed: list[int], **kwargs: object
) -> None:
    place_soon([*moved, *(unit for unit, _successor in merged)])
    let_stand(closed)
