"""What follows a release: its archive is made before anybody asks for it."""

from django.dispatch import receiver

from reports.stats.signals import release_published
from talent.jobs.service import defer


@receiver(release_published, dispatch_uid="opendata.archive")
def have_archive_made(sender: object, number: int, **kwargs: object) -> None:
    defer("opendata.archive", release=number)
