"""Which fields a change sets to a value: what a batch of them has in common."""

from collections.abc import Iterator

from talent.categories.service import Definition
from talent.records.checks.check import Data


def set_by(definition: Definition, before: Data | None, after: Data) -> Iterator[tuple[str, object]]:
    """(path, new value) of the open fields of single groups that differ from the approved state.

    What follows from the unit or from other fields is fixed and changes together by itself.
    """
    if before is None:
        return
    for known in definition.all_fields():
        if known.repeat or known.fixed or known.is_sensitive:
            continue
        was = (before.get(known.group) or {}).get(known.key)
        now = (after.get(known.group) or {}).get(known.key)
        if now is not None and now != was:
            yield known.path, now
