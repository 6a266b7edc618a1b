"""A change under another version than its own: what stands there, and what has no place there."""

from talent.categories.models import CategoryVersion
from talent.categories.service import Moved, Mover, moved
from talent.records.models import Change


def carried(change: Change, *, to: CategoryVersion, mover: Mover | None = None) -> Moved:
    """The whole document of a change under a version of its category; the change itself stays as it is.

    For a batch give the `mover` of the version.
    """
    document = change.document()
    if change.version_id == to.pk:
        return Moved(document)
    return mover.move(document, change.version_id) if mover else moved(document, of=change.version, to=to)
