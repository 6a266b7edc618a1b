"""Three versions of one document: as a form was opened, as it stands now, and as it was typed.

The form carries what it was opened with as marks, keyed digests that nobody can read or compare elsewhere: so
a field that its reader left alone keeps what stands, and only what was changed there counts as typed.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing

from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, Definition, Field, Group, definition_of, form_for
from talent.collect.controls import shown

type Data = Mapping[str, Any]

_SALT = "talent.collect.opened"


@dataclass(frozen=True)
class Opened:
    """What a form was opened with: the mark of each value by path, and of each row by its repeating group."""

    nonce: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def kept(self, path: str, value: object) -> bool:
        """Whether this is the value that the form was opened with."""
        return self.fields.get(path, "") == mark_of(self.nonce, value)


def opened_with(version: CategoryVersion, document: Data) -> str:
    """The signed marks of a document, for a hidden input of its form."""
    nonce, definition = secrets.token_urlsafe(9), definition_of(version)
    fields: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    for group in definition.groups:
        if group.repeat:
            rows[group.key] = [mark_of(nonce, row) for row in own_rows(group, document)]
        else:
            values = own(group, document.get(group.key) or {})
            fields |= {f"{group.key}.{key}": mark_of(nonce, value) for key, value in values.items()}
    return signing.dumps([nonce, fields, rows], salt=_SALT, compress=True)


def read_opened(token: str) -> Opened:
    """The marks of a form. Without readable ones it counts as opened empty: what is not typed stays."""
    try:
        nonce, fields, rows = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return Opened()
    return Opened(nonce, fields, rows)


def merged(
    definition: Definition, opened: Opened, *, standing: Data, raw: Data, cleaned: Cleaned
) -> dict[str, Any]:
    """What stands, with all that the reader of a form changed in it (`raw` as typed, `cleaned` as read).

    Rows that both sides changed stay both. Values that could not be read count as changed.
    """
    whole: dict[str, Any] = {}
    unread = {problem.path for problem in cleaned.invalid}
    for group in definition.groups:
        if group.repeat:
            whole[group.key] = _merged_rows(group, opened, standing, raw, cleaned, unread)
            continue
        typed, mine = raw.get(group.key) or {}, cleaned.data.get(group.key) or {}
        whole[group.key] = own(group, standing.get(group.key) or {})
        for known in group.fields:
            path = f"{group.key}.{known.key}"
            if changed_here(known, opened, typed=typed, mine=mine, unread=path in unread):
                whole[group.key][known.key] = typed.get(known.key, "")
    return whole


def changed_here(known: Field, opened: Opened, *, typed: Data, mine: Data, unread: bool) -> bool:
    """Whether the reader of a form gave this field another value; what the form itself puts there is none."""
    by_form = known.path not in opened.fields and typed.get(known.key) == (known.default or None)
    kept = not unread and opened.kept(known.path, mine.get(known.key))
    return not (known.fixed or by_form or kept)


def as_typed(version: CategoryVersion, document: Data) -> list[tuple[str, str]]:
    """A document as the names and values that its form posts."""
    form = form_for(version, document)
    entries = [each for section in form.sections for row in section.rows for each in row.fields]
    return [
        (each.name, value)
        for each in entries
        if not each.fixed
        for value in (each.value if isinstance(each.value, list) else [shown(each)])
        if value
    ]


def _merged_rows(
    group: Group, opened: Opened, standing: Data, raw: Data, cleaned: Cleaned, unread: Iterable[str]
) -> list[Any]:
    """The standing rows without those that were taken out or rewritten here, which take their place."""
    before = list(opened.rows.get(group.key, ()))
    mine = marks_of_mine(group, opened, cleaned, unread)
    typed = dict(zip(mine, raw.get(group.key) or [], strict=False))
    added = {mark: row for mark, row in typed.items() if mark not in before}
    rows: list[Any] = []
    for row in own_rows(group, standing):
        mark = mark_of(opened.nonce, row)
        added.pop(mark, None)  # both typed the same
        if mark not in before or mark in mine:
            rows.append(row)
            continue
        place = before.index(mark)
        successor = mine[place] if place < len(mine) else ""
        if successor in added:
            rows.append(added.pop(successor))
    return [*rows, *added.values()]


def marks_of_mine(group: Group, opened: Opened, cleaned: Cleaned, unread: Iterable[str]) -> list[str]:
    """The marks of the rows as typed. One in which something could not be read has a mark of its own."""
    prefix = f"{group.key}."
    places = {path.removeprefix(prefix).partition(".")[0] for path in unread if path.startswith(prefix)}
    rows = own_rows(group, cleaned.data)
    return [
        f"unread-{place}" if str(place) in places else mark_of(opened.nonce, row)
        for place, row in enumerate(rows)
    ]


def own_rows(group: Group, document: Data) -> list[dict[str, Any]]:
    """The rows of a repeating group as far as somebody types them."""
    return [own(group, row) for row in document.get(group.key) or []]


def own(group: Group, row: Data) -> dict[str, Any]:
    """The values that somebody types: fixed ones follow from them."""
    return {each.key: row[each.key] for each in group.fields if not each.fixed and each.key in row}


def mark_of(nonce: str, value: object) -> str:
    """ "" for no value, else 16 hex digits that say nothing without the key of the site."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    key = f"{_SALT}:{settings.SECRET_KEY}:{nonce}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]
