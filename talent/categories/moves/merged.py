"""Codes that moves merged into others: they stay readable in their field, and nobody chooses them anew.

They say the same as the code that took their place, so no later version offers them again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.definition import Definition
from talent.categories.moves.stated import Move, destinations

Complaint = tuple[str, str]
#: By path: the code that was merged → the code that took its place.
Merged = Mapping[str, Mapping[str, str]]


def merged_codes(published: Iterable[tuple[Definition, Sequence[Move]]]) -> Merged:
    """What was merged at each path. `published`: each version, oldest first, with the moves by which it
    follows the one before; the last one may be a draft."""
    found: dict[str, dict[str, str]] = {}
    before: Definition | None = None
    for definition, moves in published:
        if before is not None:
            found = _followed(found, moves, before, definition)
        before = definition
    return found


def _followed(
    found: dict[str, dict[str, str]], moves: Sequence[Move], old: Definition, new: Definition
) -> dict[str, dict[str, str]]:
    """The same one version later. A key that was given up keeps what was merged at it."""
    kept = {path: dict(codes) for path, codes in found.items() if not _relisted(path, path, old, new)}
    split = {each.source for each in moves if each.kind == "split"}
    for path, ends in destinations(moves, old).items():
        for end in ends if path not in split else ():
            if path in found and end in new.by_path and not _relisted(path, end, old, new):
                kept[end] = {**kept.get(end, {}), **found[path]}
    for move in moves:
        if move.kind == "merge_codes":
            kept.setdefault(move.path, {}).update(dict.fromkeys(move.codes, move.into))
    return kept


def _relisted(path: str, end: str, old: Definition, new: Definition) -> bool:
    """Whether the field chooses from something else now: other codes have other meanings."""
    source, target = old.by_path.get(path), new.by_path.get(end)
    return source is not None and target is not None and source.chooses_from != target.chooses_from


def with_merged(schema: dict[str, Any], merged: Merged) -> dict[str, Any]:
    """The schema in which each field with a code list names the codes that it no longer offers."""
    groups = [
        {**group, "fields": [_with_codes(each, merged, group["key"]) for each in group["fields"]]}
        for group in schema["groups"]
    ]
    return {**schema, "groups": groups}


def _with_codes(field: dict[str, Any], merged: Merged, group: str) -> dict[str, Any]:
    codes = merged.get(f"{group}.{field['key']}")
    return {**field, "merged": dict(codes)} if codes and field.get("code_list") else field


def still_offered(new: Definition, merged: Merged) -> Iterator[Complaint]:
    """(place, sentence) of each option that was merged into another one and still stands in its field."""
    for path, codes in merged.items():
        known = new.by_path.get(path)
        for option in known.options if known and not known.code_list else ():
            if option.code in codes:
                yield (
                    path,
                    _(
                        "选项“%(name)s”(代码 %(code)s)已并入代码“%(into)s”，填报时不应再选："
                        "请从这个字段的选项里删去它。"
                    )
                    % {"name": option.label, "code": option.code, "into": codes[option.code]},
                )
