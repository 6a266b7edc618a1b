"""What one definition has that another has not: plain facts, for whoever words them (revisions.py).

Fields are paired by group and key, groups by key: both stay the same for as long as a field lives. Attributes
are compared one by one, whatever there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from talent.categories.definition import Definition, Field, Group, Rule

Kind = Literal["added", "retired", "changed"]
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
    """`field` is the field as it is now, of a retired one as it was; `changes` only where it was changed."""

    kind: Kind
    field: Field
    changes: tuple[AttributeChange, ...] = ()


@dataclass(frozen=True)
class GroupChange:
    """One group in which something differs. `fields_moved`: those that stay stand in another order."""

    kind: Kind
    group: Group
    changes: tuple[AttributeChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    fields_moved: bool = False


@dataclass(frozen=True)
class RuleChange:
    """A rule that was changed only in how severe it is has a `before`; any other is another rule."""

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


def compare(before: Definition | None, after: Definition) -> Comparison:
    """What `after` has changed; against nothing all of it is new. Groups in the order of `after`."""
    old = before.by_key if before else {}
    kept = [each for each in (_pair(old.get(group.key), group) for group in after.groups) if each]
    gone = [
        GroupChange("retired", group, fields=_all("retired", group))
        for key, group in old.items()
        if key not in after.by_key
    ]
    return Comparison(
        changes=_attributes(before, after) if before else (),
        groups=(*kept, *gone),
        groups_moved=_moved(old, after.by_key),
        rules=tuple(_rules(before.rules if before else (), after.rules)),
    )


def _pair(before: Group | None, after: Group) -> GroupChange | None:
    if before is None:
        return GroupChange("added", after, fields=_all("added", after))
    found = GroupChange(
        "changed",
        after,
        _attributes(before, after),
        tuple(_fields(before, after)),
        _moved(before.by_key, after.by_key),
    )
    return found if found.changes or found.fields or found.fields_moved else None


def _all(kind: Kind, group: Group) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(kind, each) for each in group.fields)


def _fields(before: Group, after: Group) -> Iterable[FieldChange]:
    for each in after.fields:
        known = before.by_key.get(each.key)
        if known is None:
            yield FieldChange("added", each)
        elif changes := _attributes(known, each, but=_FOLLOWS):
            yield FieldChange("changed", each, changes)
    yield from (FieldChange("retired", each) for each in before.fields if each.key not in after.by_key)


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
    for rule in after:
        if rule in left:
            left.remove(rule)
            continue
        same = next((each for each in left if (each.rule, each.given) == (rule.rule, rule.given)), None)
        if same is None:
            yield RuleChange("added", rule)
        else:
            left.remove(same)
            yield RuleChange("changed", rule, before=same)
    yield from (RuleChange("retired", rule) for rule in left)
