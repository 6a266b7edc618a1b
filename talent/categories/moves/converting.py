"""How one value becomes the value, or the values, of the fields that take its place."""

from collections.abc import Iterator
from typing import Any

from talent.categories.codes.tables import Tables, table_of
from talent.categories.definition import Field
from talent.categories.fieldtypes import type_of
from talent.categories.moves.routes import Route
from talent.categories.problems import Refused

#: (field of the new version, its value) or, where there is none, why; no field for what has no place.
Outcome = tuple[Field | None, Any]
#: How many characters of an ISO date say its year and its month.
_PARTS = {"year": 4, "month": 7}


def converted(route: Route, value: Any, tables: Tables) -> Iterator[Outcome]:
    """The values of the new fields; Refused in the place of one that cannot be made."""
    if not route.targets:
        return
    target = route.targets[0]
    try:
        if route.split is not None and route.split.by:
            yield from _by_code(route, value, tables)
        elif route.split is not None:
            yield from _by_separator(route, value, tables)
        elif route.convert is not None:
            yield target, _by_rule(route, value, tables)
        else:
            yield target, _merged(route, value, tables)
    except Refused as refused:
        yield target, refused


def _by_rule(route: Route, value: Any, tables: Tables) -> Any:
    source, target, rule = route.source, route.targets[0], route.convert
    if rule is None:
        raise Refused("no_longer_asked")
    if rule.rule == "codes":
        return _recoded(route, value, tables)
    if rule.rule == "part":
        length = _PARTS[rule.part]
        if len(str(value)) < length:
            raise Refused("too_coarse")
        return type_of(target).read(target, str(value)[:length], tables)
    text = type_of(source).show(source, value, tables, "zh-hans")
    return type_of(target).read(target, text, tables)


def _recoded(route: Route, value: Any, tables: Tables) -> Any:
    """By the table; a word that the old list did not know is kept where the new list takes such words."""
    target = route.targets[0]
    table = route.convert.table if route.convert else {}
    codes = [_code(each, table, target, tables) for each in (value if isinstance(value, list) else [value])]
    if target.type == "multichoice":
        return _in_order(codes, target, tables)
    if len(codes) != 1:
        raise Refused("several_values")
    return codes[0]


def _code(value: Any, table: Any, target: Field, tables: Tables) -> Any:
    if isinstance(value, dict):
        return type_of(target).read(target, [value] if target.type == "multichoice" else value, tables)
    if value not in table:
        raise Refused("no_new_code")
    return table[value]


def _merged(route: Route, value: Any, tables: Tables) -> Any:
    if not isinstance(value, list):
        return value if isinstance(value, dict) else route.merged.get(value, value)
    codes = [each if isinstance(each, dict) else route.merged.get(each, each) for each in value]
    return _in_order(codes, route.targets[0], tables)


def _in_order(values: list[Any], target: Field, tables: Tables) -> list[Any]:
    """As the type itself keeps several codes: none twice, in the order of the list."""
    flat = [one for each in values for one in (each if isinstance(each, list) else [each])]
    unique = {str(each): each for each in flat}
    place = {entry.code: number for number, entry in enumerate(table_of(target, tables).entries)}
    return sorted(unique.values(), key=lambda each: place.get(str(each), len(place)))


def _by_separator(route: Route, value: Any, tables: Tables) -> Iterator[Outcome]:
    separator = route.split.separator if route.split else ""
    parts = [part.strip() for part in str(value).split(separator) if part.strip()]
    if len(parts) > len(route.targets):
        raise Refused("several_values")
    for target, part in zip(route.targets, parts, strict=False):
        try:
            yield target, type_of(target).read(target, part, tables)
        except Refused as refused:
            refused.given["value"] = part
            yield target, refused


def _by_code(route: Route, value: Any, tables: Tables) -> Iterator[Outcome]:
    """Each code goes to the field that the move names for it: as 是, or as the code itself."""
    ways = route.split.by if route.split else {}
    fields = {target.path: target for target in route.targets}
    taken: dict[str, list[Any]] = {}
    for code in value if isinstance(value, list) else [value]:
        target = fields.get(ways.get(code, "")) if isinstance(code, str) else None
        stays = [code] if isinstance(value, list) else code
        if target is None:
            yield None, Refused("no_field_for_code", value=stays)
        elif target.type == "choice" and target.path in taken:
            yield target, Refused("several_values", value=stays)
        else:
            taken.setdefault(target.path, []).append(code)
    for path, codes in taken.items():
        yield fields[path], _stated(codes, fields[path], tables)


def _stated(codes: list[Any], target: Field, tables: Tables) -> Any:
    if target.type == "bool":
        return True
    return _in_order(codes, target, tables) if target.type == "multichoice" else codes[0]
