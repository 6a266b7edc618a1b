"""Facts follow the approved records in the approving transaction."""

from django.dispatch import receiver

from reports.stats.facts import write_facts
from talent.records.signals import records_changed


@receiver(records_changed, dispatch_uid="stats.facts")
def keep_facts(sender: object, record_ids: list[int], **kwargs: object) -> None:
    write_facts(record_ids)
