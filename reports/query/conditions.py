"""What is asked of a field, as a condition on documents in SQL; it says the same as `Asked.holds`."""

import json
from decimal import Decimal
from typing import Any

from reports.stats.service import Coded, Wanted
from talent.categories.service import Asked, FilterKind, QueryField

_EXISTS = "change.version_id = ANY(%s) AND jsonb_path_exists(change.data, %s::jsonpath, %s::jsonb)"
_OF_VERSIONS = "change.version_id = ANY(%s)"


def coded(field: QueryField, asked: Asked) -> Coded | None:
    """The same for the facts, where they keep all codes of the field; None where they do not."""
    if not field.slots or asked.kind != FilterKind.ONE_OF or asked.words:
        return None
    return Coded(field.slots, tuple(map(str, asked.values)))


def wanted(field: QueryField, asked: Asked) -> Wanted:
    """Documents in which the field is as asked, at its path in each version.

    Documents that have it in another form are all let through: they are moved and looked at one by one.
    """
    versions: dict[str, list[int]] = {}
    for version, path in field.paths.items():
        if version not in field.converted:
            versions.setdefault(path, []).append(version)
    parts, parameters = [], []
    for path, numbers in versions.items():
        parts.append(f"({_EXISTS})")
        parameters += [numbers, jsonpath(asked, path), variables(asked)]
    if field.converted:
        parts.append(_OF_VERSIONS)
        parameters.append(sorted(field.converted))
    return Wanted(" OR ".join(parts) or "false", tuple(parameters))


def jsonpath(asked: Asked, path: str) -> str:
    """Finds the values at a path that are as asked, in a single group and in every row of a repeating one.

    Keys are ASCII words, so that they mean themselves.
    """
    group, _dot, key = path.partition(".")
    return f"$.{group}[*].{key}[*] ? ({_predicate(asked)})"


def variables(asked: Asked) -> str:
    """The values that the path names, as JSON; of what was typed a path has nothing but a quoted text."""
    said = {"values": _json(list(asked.values)), "words": _json(list(asked.words))}
    said |= {"low": _json(asked.low), "last": _json(asked.last)}
    return f"{{{', '.join(f'{_json(name)}: {text}' for name, text in said.items())}}}"


def _predicate(asked: Asked) -> str:
    if asked.kind == FilterKind.CONTAINS:
        return f'@ like_regex {_json(asked.text)} flag "iq"'
    if asked.kind == FilterKind.RANGE:
        value = "@.number()" if any(isinstance(end, Decimal) for end in (asked.low, asked.high)) else "@"
        ends = [(">=", "$low", asked.low), ("<=", "$last", asked.last)]
        return " && ".join(f"{value} {sign} {name}" for sign, name, end in ends if end is not None)
    return "@ == $values[*]" + (" || @.text == $words[*]" if asked.words else "")


def _json(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)
