"""Upward notices of this part, sent inside the transaction."""

from django.dispatch import Signal

#: change_ids, entry_ids, user_ids: list[int] whose contents were erased; whoever keeps some removes it
contents_erased = Signal()
