"""A new version of a category is told to the units that use it: this part knows which they are."""

from django.dispatch import receiver

from talent.categories.models import CategoryVersion
from talent.categories.signals import version_published
from talent.records.announcing import announce_later
from talent.records.notices import VERSION


@receiver(version_published, dispatch_uid="records.announce_version")
def announce_version(sender: object, version: CategoryVersion, **kwargs: object) -> None:
    announce_later(version, VERSION)
