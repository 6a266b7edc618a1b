"""What nobody refers to any more is taken away after a day; whoever was typing has saved by then."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone

from talent.records.attachments import storing
from talent.records.attachments.holders import unheld
from talent.records.attachments.keeping import discard
from talent.records.models import Attachment

KEPT = timedelta(days=1)
_AT_ONCE = 500


def collect() -> int:
    """Removes loose files, and what a crash left on the disk without a row; returns how many rows went."""
    # A change that was deleted took its uses along.
    Attachment._plain.filter(loose_since=None, uses=None).update(loose_since=timezone.now())
    removed = 0
    while found := _remove_some():
        removed += found
    for names in batched(storing.older_than(int(KEPT.total_seconds())), _AT_ONCE):
        known = set(Attachment._plain.filter(file__in=names).values_list("file", flat=True))
        discard(set(names) - known)
    return removed


@transaction.atomic
def _remove_some() -> int:
    """Rows first: a file without a row is found again, a row without its file would be a broken promise."""
    old = unheld(Attachment._plain.filter(loose_since__lt=timezone.now() - KEPT, uses=None))
    held = list(old.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_AT_ONCE])
    return take_away(held)


@transaction.atomic
def take_away_unused(numbers: Iterable[int]) -> int:
    """Deletes those of these rows that nobody refers to any more, and their files; how many went."""
    unused = unheld(Attachment._plain.filter(pk__in=list(numbers), uses=None))
    return take_away(list(unused.select_for_update(of=("self",)).order_by("pk")))


def take_away(rows: list[Attachment]) -> int:
    """Deletes rows that nobody refers to, and their files once that is settled."""
    Attachment._plain.filter(pk__in=[row.pk for row in rows]).delete()
    files = [row.file for row in rows]
    transaction.on_commit(lambda: discard(files))
    return len(rows)
