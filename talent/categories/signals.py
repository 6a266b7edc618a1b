"""Upward notices of this part, sent inside the transaction. Their one list of receivers is tested."""

from django.dispatch import Signal

#: version: CategoryVersion
version_published = Signal()
