"""What a type says of its settings is what it does: the editor of definitions goes by it."""

import pytest

from talent.categories.fieldtypes import REGISTRY, type_of
from talent.categories.problems import Refused
from tests.talent.categories.cases import OPTIONS, TABLES, field

#: Settings that would be noticed in what is read, each with a value that refuses almost everything.
NOTICED = {"max_length": 1, "minimum": 10**9, "maximum": -(10**9), "pattern": "nothing"}
TYPED = {
    "text": "某某某", "name": "某某某", "longtext": "某某某", "phone": "13800000001",
    "email": "name@example.cn", "id_number": "152502197206282979", "integer": "12", "decimal": "12.5",
    "date": "2012-05-18",
    "month": "2012-05", "partial_date": "2012", "year": "2012", "bool": "是", "choice": "1",
    "multichoice": "1", "region": "1", "unit": "某单位",
}  # fmt: skip
LISTED = {"choice": {"options": OPTIONS}, "multichoice": {"options": OPTIONS}, "region": {"options": OPTIONS}}


def made(kind, **values):
    return field(kind, **LISTED.get(kind, {}), **values)


def reads(known, text):
    try:
        type_of(known).read(known, text, TABLES)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("kind", sorted(TYPED))
@pytest.mark.parametrize("name", sorted(NOTICED))
def test_a_limit_works_for_the_types_that_have_it_and_for_no_other(kind, name):
    text = TYPED[kind]
    assert reads(made(kind), text)
    assert reads(made(kind, **{name: NOTICED[name]}), text) != (name in REGISTRY[kind].settings)


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_what_a_type_is_counted_or_queried_by_is_what_its_faces_answer(kind):
    known = made(kind)
    settings = REGISTRY[kind].settings
    assert (REGISTRY[kind].dimension(known, TABLES) is not None) == ("dimension" in settings)
    assert (REGISTRY[kind].filter(known, TABLES, "en") is not None) == ("filterable" in settings)
    assert REGISTRY[kind].needs_table == ("code_list" in settings)
    assert REGISTRY[kind].in_lists == ("in_template" in settings)


@pytest.mark.parametrize("kind", ["date", "month", "partial_date", "year", "integer", "text"])
def test_what_may_lie_ahead_is_asked_of_dates_and_years_alone(kind):
    ahead = {"date": "2050-01-01", "month": "2050-01", "partial_date": "2050", "year": "2050"}
    takes = {future: reads(made(kind, future=future), ahead.get(kind, "12")) for future in (False, True)}
    assert (takes[False] != takes[True]) == ("future" in REGISTRY[kind].settings)
