"""Whether a move leaves the share of filled fields of every document as it is, without looking at any.

Only the fields that should be filled count. Where each of them comes from exactly one that counted before,
with its value there or not there as before, the share cannot differ. When in doubt the answer is no.
"""

from collections.abc import Iterator, Set

from talent.categories.definition import Definition, Field
from talent.categories.formulas.formula import formula
from talent.categories.moves.routes import Plan


def completeness_stays(plan: Plan) -> bool:
    """Whether the completeness of a document is certain to be the same after it was moved."""
    merged = {target.path for route in plan.all_routes() if route.merged for target in route.targets}
    came: set[str] = set()
    for route in plan.all_routes():
        if not _counts(route.source) and not any(_counts(each) for each in route.targets):
            continue
        if route.split or route.convert or len(route.targets) != 1:
            return False
        target = route.targets[0]
        if not _alike(route.source, target, plan, merged):
            return False
        came.add(target.path)
    return came == {known.path for known in plan.new.all_fields() if _counts(known)}


def _counts(known: Field) -> bool:
    return known.required != "optional"


def _alike(source: Field, target: Field, plan: Plan, merged: Set[str]) -> bool:
    """Whether both count, in the same cases; a condition about merged codes may hold in others.

    What was derived before stands in the document and moves as it is.
    """
    if not (_counts(source) and _counts(target)) or source.repeat != target.repeat:
        return False
    before, after = list(_said(source, plan.old)), list(_said(target, plan.new))
    conditions = (text for text in after[2:] if text)
    mentioned = {path for text in conditions for path in formula(text).mentions(target.group)}
    return before == after and not mentioned & merged


def _said(known: Field, definition: Definition) -> Iterator[str]:
    """What may fill a field in (two texts), and the conditions under which it is asked for."""
    yield from (known.default, known.derive, known.shown_if, known.required_if)
    yield definition.by_key[known.group].shown_if
