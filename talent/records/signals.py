"""Upward notices of this part, sent once a batch inside the transaction."""

from django.dispatch import Signal

#: record_ids: list[int] of TalentRecord whose approved change was set, replaced or removed
records_changed = Signal()
