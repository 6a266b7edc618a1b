"""Remarks bind: before a change goes out again, each is answered or its field changed."""

from collections.abc import Mapping
from typing import Any

from talent.records.models import Change, Remark

Data = Mapping[str, Any]


def settle_remarks(*, change: Change, before: Data, after: Data, answers: Mapping[int, str]) -> None:
    """Mark what the collector has now acted on; an answer given once stays, even if nothing was changed."""
    for remark in change.remarks.filter(acted_on=False):
        answer = answers.get(remark.pk, "").strip()[:500]
        changed = value_at(before, remark.path) != value_at(after, remark.path)
        if answer or changed:
            remark.answer, remark.acted_on = answer, True
            remark.save(update_fields=["answer", "acted_on"])


def open_remarks(change: Change) -> list[Remark]:
    """The remarks that still keep a change from being submitted."""
    return list(change.remarks.filter(acted_on=False))


def value_at(document: Data, path: str) -> Any:
    """The value at `group.key`, `group.row.key` or `group`; the document at ""; None where nothing stands."""
    found: Any = document
    for part in path.split(".") if path else ():
        if isinstance(found, list):
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else None
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
    return found
