"""The stated moves from one version to the next, as plain values (format: definition.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from talent.categories.definition import Definition


@dataclass(frozen=True)
class Move:
    """One statement. `source` and `path` of a retirement name the old version, `to` the new one.

    `path` of a merge or a conversion is where the field stands in the new version. A path without a key
    (`group`) is a whole group; only renames and retirements speak about groups.
    """

    kind: str
    source: str = ""
    to: tuple[str, ...] = ()
    path: str = ""
    separator: str = ""
    by: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    into: str = ""
    rule: str = ""
    table: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    note: str = ""

    @property
    def leaves(self) -> str:
        """The path of the old version that this move takes away; "" for a merge or a conversion."""
        return self.path if self.kind == "retire" else self.source

    @property
    def arrives(self) -> tuple[str, ...]:
        """The paths of the new version that get their values by this move."""
        if self.kind in ("rename", "split"):
            return self.to
        return () if self.kind == "retire" else (self.path,)


_LISTS = ("to", "codes")
_NAMES = {"move": "kind", "from": "source"}


def read_move(raw: Mapping[str, Any]) -> Move:
    """A move of a schema."""
    values: dict[str, Any] = {_NAMES.get(name, name): value for name, value in raw.items()}
    for name in _LISTS:
        values[name] = tuple(values.get(name, ()))
    return Move(**values)


def written(move: Move) -> dict[str, Any]:
    """The same move for a schema: only what it says."""
    names = {ours: theirs for theirs, ours in _NAMES.items()}
    said = {names.get(name, name): value for name, value in vars(move).items() if value}
    return {name: list(value) if name in _LISTS else value for name, value in said.items()}


def renamed_groups(moves: Iterable[Move]) -> dict[str, str]:
    """Old key → new key of the groups that moves rename as a whole."""
    return {each.source: each.to[0] for each in moves if each.to and _of_group(each)}


def destinations(moves: Iterable[Move], old: Definition) -> dict[str, tuple[str, ...]]:
    """For each path of the old version the paths where its values go; none where it is retired.

    What no move speaks of keeps its path. Whether such a path exists in the new version is not looked at.
    """
    stated = list(moves)
    groups = renamed_groups(stated)
    retired = {each.path for each in stated if each.kind == "retire"}
    found: dict[str, tuple[str, ...]] = {}
    for known in old.all_fields():
        home = groups.get(known.group, known.group)
        gone = known.path in retired or known.group in retired
        found[known.path] = () if gone else (f"{home}.{known.key}",)
    found |= {
        each.source: each.to for each in stated if each.kind in ("rename", "split") and each.source in found
    }
    return found


def _of_group(move: Move) -> bool:
    return move.kind == "rename" and "." not in move.source
