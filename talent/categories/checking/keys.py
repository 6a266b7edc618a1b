"""Keys that are taken: which of those that share one has to take another, and which one is still free."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

_NUMBERED = re.compile(r"_[0-9]{1,3}$")
#: As definition.KEY has it.
_LONGEST = 40

#: A field or a group: its attributes by name, of a field its `type` as well.
Keyed = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """`place`: of the one that has to take another key; `nth`: of how many with that key, from 0; `keeper`:
    the place of the one that keeps it; `free`: a key that the first of them could take."""

    place: int
    nth: int
    keeper: int
    free: str


def clashes(items: Sequence[Keyed], published: Mapping[str, Keyed]) -> Iterator[Clash]:
    """Of fields of a group, or of groups, those that share a key, but for the one that has a right to it.

    `published`: what stands in the version in force, by key. Whatever says most of what was published under a
    key keeps it: where a field was given the key of another, the other is not to blame. Else it is the first.
    """
    shared: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        shared[item.get("key") or ""].append(place)
    for key, places in shared.items():
        if key and len(places) > 1:
            keeper = max(places, key=lambda place: (_likeness(items[place], published.get(key, {})), -place))
            for nth, place in enumerate(places):
                if place != keeper:
                    yield Clash(place, nth, keeper, _other_key(items[place], shared.keys(), published))


def published_in(schema: Mapping[str, Any] | None) -> dict[str, Keyed]:
    """The groups of a schema by key; none where nothing was published."""
    return {group["key"]: group for group in schema["groups"]} if schema else {}


def fields_in(group: Keyed | None) -> dict[str, Keyed]:
    """The fields of a published group by key."""
    return {each["key"]: each for each in group["fields"]} if group else {}


def _likeness(item: Keyed, published: Keyed) -> int:
    said = sum(item.get(name) == value for name, value in published.items() if name != "fields")
    return said + len(fields_in(published or None).keys() & _keys_in(item)) if "fields" in published else said


def _keys_in(item: Keyed) -> set[str]:
    return {each["key"] for each in item.get("fields", ())}


def _other_key(item: Keyed, taken: Set[str], published: Mapping[str, Keyed]) -> str:
    """The key under which the same was published, where it is left over; else one that nobody has."""
    name = (item.get("label"), item.get("type"))
    left = (key for key, each in published.items() if key not in taken)
    own = (key for key in left if (published[key].get("label"), published[key].get("type")) == name)
    return next(own, "") or free_key(item["key"], taken | published.keys())


def free_key(key: str, taken: Set[str]) -> str:
    """The same key with the first number that nobody has: `area`, `area_2`, `area_3`."""
    stem = _NUMBERED.sub("", key)
    numbered = (f"{stem[: _LONGEST - len(f'_{number}')]}_{number}" for number in count(2))
    return next(each for each in numbered if each not in taken)


def taken_key(key: str, *, group: str, field: str, free: str) -> str:
    """Which field of which group has the key, and one that could be taken instead."""
    given = {"key": key, "group": group, "field": field, "free": free}
    return _("代号“%(key)s”已用于“%(group)s › %(field)s”，请改用另一个代号，例如 %(free)s。") % given
