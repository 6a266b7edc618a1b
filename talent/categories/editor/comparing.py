"""What one definition has that another has not: plain facts, for whoever words them (revisions.py).

A field is paired with the field that it was, by its path or by the stated moves (fates.py), and a group with
the group. Attributes are compared one by one, whatever there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from talent.categories.definition import Definition, Field, Group, Rule
from talent.categories.editor.fates import Fate, Home, Way
from talent.categories.moves.stated import Move

#: Retired is what somebody stated to be; what is gone without a word was removed.
Kind = Literal["added", "retired", "removed", "split", "renamed", "changed"]
#: What a pair has in common, what is compared by itself, and what follows from stated moves.
_NOT_COMPARED = frozenset({"key", "group", "fields", "groups", "rules", "merged"})
#: Of a field follows from its group.
_FOLLOWS = frozenset({"repeat"})


@dataclass(frozen=True)
class AttributeChange:
    """One attribute with what stood there and what stands there now (None where it had none)."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class FieldChange:
    """`field` is the field as it is now, of one that is gone as it was; `was` that which goes on in it.

    `changes` only where it goes on; `moves`: what was stated about it.
    """

    kind: Kind
    field: Field
    changes: tuple[AttributeChange, ...] = ()
    moves: tuple[Move, ...] = ()
    was: Field | None = None


@dataclass(frozen=True)
class GroupChange:
    """One group in which something differs, as a field. `fields_moved`: those that stay stand in another
    order."""

    kind: Kind
    group: Group
    changes: tuple[AttributeChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    fields_moved: bool = False
    moves: tuple[Move, ...] = ()
    was: Group | None = None


@dataclass(frozen=True)
class RuleChange:
    """A rule about the same place has a `before`; any other is another rule."""

    kind: Kind
    rule: Rule
    before: Rule | None = None


@dataclass(frozen=True)
class Comparison:
    """Empty (false) when both definitions say the same."""

    changes: tuple[AttributeChange, ...] = ()
    groups: tuple[GroupChange, ...] = ()
    groups_moved: bool = False
    rules: tuple[RuleChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.groups or self.groups_moved or self.rules)


def compare(before: Definition | None, after: Definition, way: Way | None = None) -> Comparison:
    """What `after` has changed; against nothing all of it is new. Groups in the order of `after`.

    `way`: how the one becomes the other; without it every field stays under its path.
    """
    way = way or Way(before)
    pairs = (_pair(group, after, way, again) for group, again in _numbered(after.groups))
    kept = [each for each in pairs if each]
    gone = [_left(home, after, way) for home in way.homes if not _stands(home, after, way)]
    homes = [each.key for each in way.homes if _stands(each, after, way)]
    return Comparison(
        changes=_attributes(before, after) if before else (),
        groups=(*kept, *gone),
        groups_moved=_moved(homes, after.by_key),
        rules=tuple(_rules(before.rules if before else (), after.rules)),
    )


def _stands(home: Home, after: Definition, way: Way) -> bool:
    return home.key in after.by_key and way.by_home[home.key] is home


def _goes_on(fate: Fate, after: Definition, way: Way) -> bool:
    return fate.end in after.by_path and way.by_end[fate.end] is fate


def _numbered[Keyed: (Group, Field)](found: Iterable[Keyed]) -> Iterator[tuple[Keyed, bool]]:
    """Each with whether its key stood before it: a draft may have one twice, and the second is a new one."""
    seen: set[str] = set()
    for each in found:
        yield each, each.key in seen
        seen.add(each.key)


def _pair(group: Group, after: Definition, way: Way, again: bool) -> GroupChange | None:
    home = None if again else way.by_home.get(group.key)
    found_now = (_now(known, way, again or twice) for known, twice in _numbered(group.fields))
    now = tuple(each for each in found_now if each)
    if home is None:
        return GroupChange("added", group, fields=now)
    before = home.source
    order = [each.end for each in _fates(before, way) if _goes_on(each, after, way)]
    found = GroupChange(
        "renamed" if home.moves else "changed",
        group,
        _attributes(before, group),
        (*now, *_gone(before, after, way)),
        _moved([path.partition(".")[2] for path in order if path.startswith(f"{group.key}.")], group.by_key),
        home.moves,
        before,
    )
    return found if found.changes or found.fields or found.fields_moved or found.moves else None


def _left(home: Home, after: Definition, way: Way) -> GroupChange:
    """A group that does not go on. Whatever of its fields stands in another group is told there."""
    fates = _fates(home.source, way)
    kind: Kind = "removed" if any(each.ends for each in fates) else "retired"
    return GroupChange(kind, home.source, fields=tuple(_gone(home.source, after, way)), moves=home.moves)


def _fates(group: Group, way: Way) -> list[Fate]:
    return [way.by_source[each.path] for each in group.fields]


def _now(known: Field, way: Way, again: bool) -> FieldChange | None:
    fate = None if again else way.by_end.get(known.path)
    if fate is None:
        return FieldChange("added", known, moves=way.split_into(known.path))
    changes = _attributes(fate.source, known, but=_FOLLOWS)
    if not (changes or fate.moves):
        return None
    renamed = any(each.kind == "rename" for each in fate.moves)
    return FieldChange("renamed" if renamed else "changed", known, changes, fate.moves, fate.source)


def _gone(group: Group, after: Definition, way: Way) -> Iterator[FieldChange]:
    for fate in _fates(group, way):
        if not _goes_on(fate, after, way):
            yield FieldChange(_end_of(fate), fate.source, moves=fate.moves)


def _end_of(fate: Fate) -> Kind:
    if not fate.ends:
        return "retired"
    return "split" if fate.is_split else "removed"


def _attributes(before: Any, after: Any, *, but: frozenset[str] = frozenset()) -> tuple[AttributeChange, ...]:
    names = (each.name for each in fields(after) if each.name not in _NOT_COMPARED | but)
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(AttributeChange(name, old, new) for name, old, new in pairs if old != new)


def _moved(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether what both have stands in another order."""
    old, new = list(before), list(after)
    return [key for key in old if key in new] != [key for key in new if key in old]


def _rules(before: Sequence[Rule], after: Sequence[Rule]) -> Iterable[RuleChange]:
    left = list(before)
    other = []
    for rule in after:
        if rule in left:
            left.remove(rule)
        else:
            other.append(rule)
    for rule in other:
        same = next((each for each in left if _about(each) == _about(rule)), None)
        if same is None:
            yield RuleChange("added", rule)
        else:
            left.remove(same)
            yield RuleChange("changed", rule, before=same)
    yield from (RuleChange("removed", rule) for rule in left)


def _about(rule: Rule) -> tuple[Any, ...]:
    """The rule and its place: what of it may differ is how severe it is, and the rest of what it is given."""
    return rule.rule, *(rule.given.get(name) for name in ("path", "group", "first", "second"))
