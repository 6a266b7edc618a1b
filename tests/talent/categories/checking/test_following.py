from talent.categories.checking.following import follows_from
from tests.talent.categories.definitions import definition


def test_a_derived_field_follows_from_all_that_its_formulas_look_at():
    groups = (
        (
            "a",
            False,
            [
                {"key": "x", "type": "text", "derive": "a.y"},
                {"key": "y", "type": "text", "derive": "b.z"},
                {"key": "industry", "type": "text", "derive": "unit.industry"},
            ],
        ),
        ("b", False, [{"key": "z", "type": "text"}]),
    )
    assert follows_from(definition(*groups)) == {
        "a.x": {"a.y", "b.z"},
        "a.y": {"b.z"},
        "a.industry": {"unit.industry"},
    }
