"""From which fields a derived one follows, through any number of formulas."""

from collections.abc import Iterator, Mapping

from talent.categories.definition import Definition
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import UNIT, Reference, walk


def follows_from(definition: Definition) -> Mapping[str, frozenset[str]]:
    """For each derived field, by its path, what its value is worked out from.

    Paths of fields, keys of groups whose rows are counted, and what is known of the unit (`unit.industry`).
    """
    derived = {
        each.path: frozenset(_looked_at(each.derive, each.group))
        for each in definition.all_fields()
        if each.derive
    }
    return {path: _all_of(path, derived) - {path} for path in derived}


def _looked_at(text: str, group: str) -> Iterator[str]:
    known = formula(text)
    yield from known.mentions(group)
    for each in walk(known.node):
        if isinstance(each, Reference) and each.group == UNIT:
            yield f"{UNIT}.{each.key}"


def _all_of(path: str, derived: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found, waiting = set[str](), [path]
    while waiting:
        new = derived.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return frozenset(found)
