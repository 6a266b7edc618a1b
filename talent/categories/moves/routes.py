"""Where the values of each field of one version stand in the next, worked out once for many documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from talent.categories.definition import Definition, Field
from talent.categories.moves.stated import Move, destinations, renamed_groups


@dataclass(frozen=True)
class Route:
    """The way of one field. `lost`: no move says what becomes of it (a version published before moves)."""

    source: Field
    targets: tuple[Field, ...]
    split: Move | None = None
    convert: Move | None = None
    merged: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False

    @property
    def plain(self) -> bool:
        """The value is carried over as it is."""
        return len(self.targets) == 1 and not (self.split or self.convert or self.merged)

    @property
    def stays(self) -> bool:
        """Nothing about the value or its place changes."""
        return self.plain and self.targets[0].path == self.source.path


@dataclass(frozen=True)
class Plan:
    """`homes`: the group of the new version that takes the rows of each old repeating group."""

    old: Definition
    new: Definition
    homes: Mapping[str, str]
    routes: Mapping[str, tuple[Route, ...]]

    def carried(self, path: str) -> str:
        """The place in the new version of a place (`group.key`, `group.row.key`) in the old; "" for none."""
        group, _, rest = path.partition(".")
        row, _, key = rest.rpartition(".")
        route = next((each for each in self.routes.get(group, ()) if each.source.key == key), None)
        if route is None or not route.targets:
            return ""
        target = route.targets[0]
        return f"{target.group}.{row}.{target.key}" if row else target.path

    def all_routes(self) -> Iterable[Route]:
        for routes in self.routes.values():
            yield from routes


def plan_of(moves: Iterable[Move], old: Definition, new: Definition) -> Plan:
    """The plan of checked moves (continuity.py) from one version to the next."""
    stated = list(moves)
    ends, groups = destinations(stated, old), renamed_groups(stated)
    splits = {each.source: each for each in stated if each.kind == "split"}
    converts = {each.path: each for each in stated if each.kind == "convert"}
    merges: dict[str, dict[str, str]] = {}
    for each in stated:
        if each.kind == "merge_codes":
            merges.setdefault(each.path, {}).update(dict.fromkeys(each.codes, each.into))

    def route(known: Field) -> Route:
        targets = tuple(new.by_path[path] for path in ends[known.path] if path in new.by_path)
        end = targets[0].path if targets else ""
        return Route(
            known,
            targets,
            split=splits.get(known.path),
            convert=converts.get(end),
            merged=merges.get(end, {}),
            lost=bool(ends[known.path]) and not targets,
        )

    homes = {group.key: groups.get(group.key, group.key) for group in old.groups}
    return Plan(
        old,
        new,
        {key: home for key, home in homes.items() if home in new.by_key},
        {group.key: tuple(route(known) for known in group.fields) for group in old.groups},
    )
