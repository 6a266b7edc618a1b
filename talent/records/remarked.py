"""What became of remarks, in words: what their field said when it was sent back, and what it says now."""

from collections.abc import Iterable
from typing import Any

from talent.categories.service import Tables, definition_of, difference
from talent.records.models import Change, Remark


def values_at_remarks(
    change: Change, remarks: Iterable[Remark], *, tables: Tables | None = None
) -> dict[int, tuple[str, str]]:
    """(before, after) of each remark whose field was changed, by its number; one difference for all."""
    changed = [remark for remark in remarks if remark.was and "." in remark.path]
    if not changed:
        return {}
    document, before = change.document(), dict[str, Any]()
    places = {remark.pk: _put(remark, before, document, change) for remark in changed}
    every = difference(change.version, before, document, tables=tables)
    found = {each.path: (each.before, each.after) for each in every}
    return {pk: found[path] for pk, path in places.items() if path in found}


def _put(remark: Remark, before: dict[str, Any], document: dict[str, Any], change: Change) -> str:
    """Puts what stood there into `before`, where it stands now; a row that is gone behind all others."""
    group, *row, key = remark.path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None or known.repeat != bool(row):
        return ""
    if not row:
        before.setdefault(group, {})[key] = remark.before
        return remark.path
    rows = before.setdefault(group, [])
    place = max(len(rows), len(document.get(group) or [])) if remark.is_gone else int(row[0])
    rows += [{} for _ in range(place + 1 - len(rows))]
    rows[place][key] = remark.before
    return f"{group}.{place}.{key}"
