"""What the way from one version to a later one did to a document, in the words that its reader knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field
from talent.categories.fieldtypes import type_of
from talent.categories.moves.routes import Plan, Route
from talent.categories.plaintext import is_blank

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Effects:
    """Names of what was filled in and is not asked for any more; (old, new) names; (old, names of its parts);
    (name, old, new) of values that became others. What had no value is in none of them.
    """

    dropped: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    recoded: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dropped or self.renamed or self.split or self.recoded)


@dataclass(frozen=True)
class _Way:
    """Where a field ends, by which steps; `home`: the group that took the rows of its own."""

    source: Field
    ends: tuple[Field, ...]
    steps: tuple[Route, ...]
    home: str

    @property
    def is_lost(self) -> bool:
        """Nobody stated what becomes of it: its value is told where it could not be taken along."""
        return any(each.lost for each in self.steps)

    @property
    def recodes(self) -> bool:
        return any(each.merged or each.convert for each in self.steps)


def effects_of(
    plans: Sequence[Plan], before: Document, after: Document, *, tables: Tables, language: str
) -> Effects:
    """What a way did to a document; nothing without a way. `after`: the document at its end."""
    if not plans:
        return Effects()
    old, new = plans[0].old, plans[-1].new
    ways = [
        way for each in old.all_fields() if _values(before, each) and not (way := _way(each, plans)).is_lost
    ]
    alone = [each for each in ways if len(each.ends) == 1]
    renamed = (_renamed(each, old, new, language) for each in alone)
    recoded = (one for each in alone for one in _recoded(each, before, after, tables, language))
    return Effects(
        dropped=_once(each.source.named(language) for each in ways if not each.ends),
        renamed=_once(each for each in renamed if each),
        split=_once(
            (each.source.named(language), tuple(end.named(language) for end in each.ends))
            for each in ways
            if len(each.ends) > 1
        ),
        recoded=_once(recoded),
    )


def _once[T](found: Iterator[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))


def _way(source: Field, plans: Sequence[Plan]) -> _Way:
    ends, steps, home = [source], list[Route](), source.group
    for plan in plans:
        taken = [
            route for end in ends for route in plan.routes.get(end.group, ()) if route.source.path == end.path
        ]
        ends = [target for route in taken for target in route.targets]
        steps += taken
        home = plan.homes.get(home, "")
    return _Way(source, tuple(ends), tuple(steps), home)


def _renamed(way: _Way, old: Definition, new: Definition, language: str) -> tuple[str, str] | None:
    """Of a field, or of its group as a whole."""
    (end,) = way.ends
    was, now = way.source.named(language), end.named(language)
    before, after = old.by_key[way.source.group], new.by_key[end.group]
    if was != now:
        return was, now
    if before.named(language) == after.named(language):
        return None
    if way.home == end.group:
        return before.named(language), after.named(language)
    return was, f"{after.named(language)}-{now}"


def _recoded(
    way: _Way, before: Document, after: Document, tables: Tables, language: str
) -> Iterator[tuple[str, str, str]]:
    (end,) = way.ends
    if not way.recodes:
        return
    standing = _values(after, end)
    for place, value in _values(before, way.source).items():
        if place not in standing:
            continue  # it could not be taken along, which is told beside the field
        was = type_of(way.source).show(way.source, value, tables, language)
        now = type_of(end).show(end, standing[place], tables, language)
        if was != now:
            yield end.named(language), was, now


def _values(document: Document, known: Field) -> dict[int, Any]:
    """What stands in a field, by row; a single group is the row 0."""
    content = document.get(known.group) or {}
    rows = content if isinstance(content, list) else [content]
    return {place: row[known.key] for place, row in enumerate(rows) if not is_blank(row.get(known.key))}
