"""A formula as definitions hold it: its text, its tree, and the function that works it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from talent.categories.formulas.evaluating import Evaluator, evaluator
from talent.categories.formulas.functions import SERVER_ONLY
from talent.categories.formulas.named import with_named
from talent.categories.formulas.nodes import OWN_ROW, UNIT, Call, Node, Reference, Rows, walk
from talent.categories.formulas.parsing import parse


@dataclass(frozen=True)
class Formula:
    text: str
    node: Node

    @cached_property
    def work_out(self) -> Evaluator:
        """The value in a scope; it never raises."""
        return evaluator(self.node)

    @cached_property
    def runs_in_browsers(self) -> bool:
        """Whether a page can work it out itself, without lists and facts that only the server has."""
        return not any(
            (isinstance(each, Call) and each.name in SERVER_ONLY)
            or (isinstance(each, Reference) and each.group == UNIT)
            for each in walk(self.node)
        )

    def mentions(self, own: str) -> Iterator[str]:
        """Paths of the fields that it looks at, and keys of the groups whose rows it counts."""
        for each in walk(self.node):
            if isinstance(each, Rows):
                yield each.group
            elif isinstance(each, Reference) and each.group != UNIT:
                yield f"{own if each.group == OWN_ROW else each.group}.{each.key}"


@lru_cache(maxsize=5000)
def formula(text: str) -> Formula:
    """Read once a process. Raises parsing.NotAFormula."""
    return Formula(text, with_named(parse(text)))
