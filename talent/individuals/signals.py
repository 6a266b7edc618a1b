"""Upward notices of this part, sent inside the transaction."""

from django.dispatch import Signal

#: change_ids, entry_ids: list[int] whose contents were erased; who keeps anything of them removes it too
contents_erased = Signal()
