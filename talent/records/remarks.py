"""Remarks bind: before a change goes out again, each is answered or its field changed.

Rows of a repeating group have no number of their own: with each save a remark goes along with its row, found
again by what stands in it, wherever that stands now.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from talent.categories.service import GONE, paired
from talent.records.models import Change, Remark

Data = Mapping[str, Any]

_WRITTEN = ("path", "answer", "acted_on", "was")
_BATCH = 500


@dataclass(frozen=True)
class Edit:
    """One save of a change that may have remarks: its document before and after, and the cleaned answers."""

    change: Change
    before: Data
    after: Data
    answers: Mapping[int, str] = field(default_factory=dict)


def settle_remarks(*, change: Change, before: Data, after: Data, answers: Mapping[int, str]) -> None:
    """Mark what the collector has now acted on, with the value that stood there; see `settle_many`."""
    settle_many([Edit(change, before, after, answers)])


def settle_many(edits: Iterable[Edit]) -> None:
    """The same of many saves, in two statements however many.

    An answer given once stays, even if nothing was changed. A field that was changed and changed back again
    without an answer binds anew.
    """
    by_change = {edit.change.pk: (edit, followed(edit.before, edit.after)) for edit in edits}
    written = []
    for remark in Remark.objects.filter(change__in=by_change):
        edit, follow = by_change[remark.change_id]
        stood = [getattr(remark, each) for each in _WRITTEN]
        _settle(remark, edit, follow)
        if stood != [getattr(remark, each) for each in _WRITTEN]:
            written.append(remark)
    Remark.objects.bulk_update(written, _WRITTEN, batch_size=_BATCH)


def _settle(remark: Remark, edit: Edit, follow: Callable[[str], str]) -> None:
    before = value_at(edit.before, remark.path)
    remark.path = follow(remark.path)
    sent = edit.change.submitted_at
    if sent is not None and remark.at < sent:
        return  # of an earlier sending-back: it was acted on, or the change could not have gone out
    after = value_at(edit.after, remark.path)
    answer = edit.answers.get(remark.pk, "")
    if answer and not remark.acted_on:
        remark.answer, remark.acted_on = answer, True
    if remark.was:
        if remark.before == after and not remark.is_gone:
            remark.was, remark.acted_on = b"", bool(remark.answer)
    elif before != after:
        remark.acted_on = True
        if remark.path:  # of the whole document the change against the approved one tells
            remark.keep_before(before)


def followed(before: Data, after: Data) -> Callable[[str], str]:
    """Where a path of one document leads in the next one: a row may stand elsewhere, or nowhere (GONE)."""
    places: dict[str, dict[int, int | None]] = {}

    def follow(path: str) -> str:
        group, _dot, below = path.partition(".")
        row, _dot, key = below.partition(".")
        rows = before.get(group)
        if not row.isdecimal() or not isinstance(rows, list):
            return path
        if group not in places:
            found = paired(rows, after.get(group) or [])
            places[group] = {each.before: each.after for each in found if each.before is not None}
        if int(row) not in places[group]:
            return path
        now = places[group][int(row)]
        return f"{group}.{GONE if now is None else now}.{key}"

    return follow


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
