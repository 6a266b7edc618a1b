"""In which order values follow from each other: what a formula looks at is settled before it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talent.categories.formulas.formula import formula

if TYPE_CHECKING:  # definition.py asks for the order of its own fields
    from talent.categories.definition import Definition, Field


class Circular(ValueError):
    """Formulas that wait for each other; `paths` name them in a round."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(" → ".join(paths))
        self.paths = paths


def settling_order(definition: "Definition") -> "tuple[Field, ...]":
    """Every field with a formula, a default, or a condition of its group; those that others need come first.

    Raises Circular.
    """
    return tuple(
        definition.by_path[path]
        for path in _Order(definition).paths()
        if path in definition.by_path and _settles(definition, definition.by_path[path])
    )


def _settles(definition: "Definition", known: "Field") -> bool:
    own = known.derive or known.default or known.shown_if
    return bool(own or definition.by_key[known.group].shown_if)


class _Order:
    """Each field and each need is looked at once, and a long chain takes no deeper stack than a short one."""

    def __init__(self, definition: "Definition") -> None:
        self._definition = definition
        self._settled: dict[str, None] = {}

    def paths(self) -> list[str]:
        for path in self._definition.by_path:
            if path not in self._settled:
                self._settle(path)
        return list(self._settled)

    def _settle(self, path: str) -> None:
        waiting = {path: self._needs(path)}
        while waiting:
            last = next(reversed(waiting))
            other = next(waiting[last], None)
            if other is None:
                del waiting[last]
                self._settled[last] = None
            elif other in waiting:
                opened = list(waiting)
                raise Circular((*opened[opened.index(other) :], other))
            elif other not in self._settled:
                waiting[other] = self._needs(other)

    def _needs(self, path: str) -> Iterator[str]:
        """What the field, or the group, at `path` waits for."""
        group = self._definition.by_key.get(path.partition(".")[0])
        if group is None:
            return
        known = self._definition.by_path.get(path)
        if known is not None:
            yield group.key
        texts = (known.derive, known.shown_if) if known else (group.shown_if,)
        for text in filter(None, texts):
            yield from formula(text).mentions(group.key)
