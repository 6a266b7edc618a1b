"""What happens to categories and units reaches the rows of people: this part knows which they are."""

from django.dispatch import receiver

from talent.categories.models import CategoryVersion
from talent.categories.signals import version_published
from talent.jobs.service import defer
from talent.orgs.signals import area_reports_elsewhere, office_closed, organisations_changed
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


@receiver(office_closed, dispatch_uid="records.relieve_office")
def follow_office(sender: object, office: int, **kwargs: object) -> None:
    """By a job: thousands may wait there."""
    defer("records.relieve_office", office=office)


@receiver(area_reports_elsewhere, dispatch_uid="records.reroute_area")
def follow_area(sender: object, code: int, **kwargs: object) -> None:
    """By a job: an area may have thousands of waiting changes, and none of its rows is anywhere else now."""
    defer("records.reroute_area", code=code)
