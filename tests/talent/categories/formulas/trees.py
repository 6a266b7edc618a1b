"""Random formulas as trees, over a small document, for tests of every evaluator."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from talent.categories.formulas.evaluating import Scope
from talent.categories.formulas.nodes import Call, Listed, Literal, Operation, Reference, Rows
from talent.categories.formulas.parsing import COMPARISONS

SKILL = {"years": 12, "pay": "4500.50", "level": "4", "migrant": True, "tongues": ["mn"], "since": "2001-03"}
ROW = {"years": 7, "start": "1994-07", "main": True}
DATA = {"skill": SKILL, "work": [ROW, {"years": 20, "start": "2001"}, {}]}
TODAY = date(2026, 11, 26)
SCOPE = Scope(DATA, ROW, own="work", today=TODAY)

_PLACES = [("skill", key) for key in (*SKILL, "gone")] + [("this", key) for key in (*ROW, "gone")]
_ALONE = ("filled", "blank", "length", "year", "age", "age_band")
_OVER_ROWS = ("any", "all", "count", "sum", "least", "most")
_literals = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2).map(Literal),
    st.sampled_from([Decimal("9" * 40), Decimal("1e-40"), Decimal("1e14")]).map(Literal),
    st.sampled_from(["4", "mn", "2001", "1994-07", "x", "𬭚", "4500.50", True, False, None]).map(Literal),
)
_values = st.one_of(
    _literals,
    st.sampled_from(_PLACES).map(lambda place: Reference(*place)),
    st.sampled_from([Rows("work"), Call("today", ())]),
)
_own = st.sampled_from([*ROW, "gone"]).map(lambda key: Reference("work", key))


def _calls(names, *arguments):
    return st.builds(lambda name, *given: Call(name, given), st.sampled_from(names), *arguments)


def _operations(signs, *operands):
    return st.builds(lambda sign, *given: Operation(sign, given), st.sampled_from(signs), *operands)


def _deeper(inner):
    listed = st.lists(_literals, max_size=3).map(lambda items: Listed(tuple(items)))
    return st.one_of(
        _operations(["and", "or", *"+-*/", *COMPARISONS], inner, inner),
        _operations(["in", "not in"], inner, listed),
        _operations(["not", "negative"], inner),
        _calls(_ALONE, inner),
        _calls(["contains", "starts"], inner, inner),
        _calls(["if"], inner, inner, inner),
        _calls(_OVER_ROWS, st.one_of(_own, _operations(["=", "<", ">=", "+"], _own, inner))),
    )


def nodes():
    """Any tree that the grammar can make, true to its definition or not."""
    return st.recursive(_values, _deeper, max_leaves=12)
