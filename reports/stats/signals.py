"""Upward notices of this part, sent inside the transaction."""

from django.dispatch import Signal

#: number: int of a release that is now published
release_published = Signal()
