"""What stated moves make of the groups and fields of one definition on the way to another: plain facts."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from talent.categories.definition import Definition, Field, Group
from talent.categories.moves.stated import Move, destinations, renamed_groups


@dataclass(frozen=True)
class Step:
    """From a definition to the one that follows it, by these moves."""

    old: Definition
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Fate:
    """What becomes of a field. `ends`: the paths where its values go, none where it is retired.

    `moves`: what was stated about the field itself on the way, the earliest first.
    """

    source: Field
    ends: tuple[str, ...]
    moves: tuple[Move, ...] = ()

    @property
    def is_split(self) -> bool:
        return any(each.kind == "split" for each in self.moves)

    @property
    def end(self) -> str:
        """The one path where the field goes on as itself; "" where it is retired or split."""
        return self.ends[0] if len(self.ends) == 1 and not self.is_split else ""


@dataclass(frozen=True)
class Home:
    """What becomes of a group: its key at the end, "" where the whole of it is retired."""

    source: Group
    key: str
    moves: tuple[Move, ...] = ()


class Way:
    """From a definition to a later one. Without steps every field stays under its path.

    Where two fields, or two groups, claim the same place, the first of them has it.
    """

    def __init__(self, before: Definition | None, steps: Sequence[Step] = ()) -> None:
        fates = [Fate(each, (each.path,)) for each in before.all_fields()] if before else []
        homes = [Home(each, each.key) for each in before.groups] if before else []
        for step in steps:
            ends = destinations(step.moves, step.old)
            fates = [_further(each, step.moves, ends) for each in fates]
            homes = [_housed(each, step.moves) for each in homes]
        self.fates, self.homes = tuple(fates), tuple(homes)

    @cached_property
    def by_end(self) -> dict[str, Fate]:
        """By path the field that stands there as itself."""
        return {each.end: each for each in reversed(self.fates) if each.end}

    @cached_property
    def by_source(self) -> dict[str, Fate]:
        return {each.source.path: each for each in self.fates}

    @cached_property
    def by_home(self) -> dict[str, Home]:
        """By key the group that goes on under it."""
        return {each.key: each for each in reversed(self.homes) if each.key}

    def split_into(self, path: str) -> tuple[Move, ...]:
        """The moves that fill a path with a part of another field."""
        return tuple(
            move
            for fate in self.fates
            if fate.is_split and path in fate.ends
            for move in fate.moves
            if move.kind == "split"
        )


def back(moves: Iterable[Move]) -> tuple[Move, ...]:
    """As far as a definition can be led back: its renames the other way round."""
    return tuple(
        Move("rename", source=each.to[0], to=(each.source,))
        for each in moves
        if each.kind == "rename" and each.to
    )


def _further(fate: Fate, moves: Iterable[Move], ends: dict[str, tuple[str, ...]]) -> Fate:
    reached = tuple(dict.fromkeys(end for path in fate.ends for end in ends.get(path, (path,))))
    said = _speaking(moves, frozenset(fate.ends), frozenset(reached))
    return Fate(fate.source, reached, (*fate.moves, *said))


def _speaking(moves: Iterable[Move], left: Set[str], reached: Set[str]) -> Iterator[Move]:
    for each in moves:
        if each.leaves:
            if each.leaves in left:
                yield each
        elif each.path in reached:
            yield each


def _housed(home: Home, moves: Iterable[Move]) -> Home:
    if not home.key:
        return home
    stated = list(moves)
    said = tuple(each for each in stated if each.leaves == home.key)
    if any(each.kind == "retire" for each in said):
        return Home(home.source, "", (*home.moves, *said))
    return Home(home.source, renamed_groups(stated).get(home.key, home.key), (*home.moves, *said))
