"""Which rules a change meets."""

import pytest

from talent.categories.models import Category
from talent.records.models import Change, RouteRule
from talent.records.routes.matching import Matching, Rule, rules_in_force
from tests.talent.records.register import Register, person

TEN_YEARS = "skill.years_in_trade >= 10"


@pytest.fixture
def register(db):
    return Register()


def levels(change, *rules):
    return set(Matching(rules).levels_of([Change._plain.select_related("unit").get(pk=change.pk)])[change.pk])


def worker(register, serial=1, **skill):
    return register.propose(person(serial, skill={"current_trade": "焊工", **skill})).change


def test_levels_of_all_rules_that_are_met_come_together(register):
    change = worker(register, years_in_trade=20)
    rules = [
        Rule(1, frozenset({"banner"})),
        Rule(2, frozenset({"league"}), condition=TEN_YEARS),
        Rule(3, frozenset({"region"}), condition="skill.years_in_trade >= 30"),
        Rule(4, frozenset({"department"}), unit_types=frozenset({"42"})),
        Rule(5, frozenset({"region"}), unit_types=frozenset({"21"})),
    ]

    assert levels(change, *rules) == {"banner", "league", "department"}


def test_a_rule_without_categories_that_is_not_for_all_concerns_nobody(register):
    assert levels(worker(register), Rule(1, frozenset({"league"}), frozenset())) == set()


def test_a_condition_sees_the_unit_and_looks_into_code_lists(register):
    change = register.propose(person(1, skill_cert=[{"level": "高级技师(一级)"}])).change
    mine = Rule(1, frozenset({"league"}), condition='unit.industry = "M"')
    high = Rule(
        2, frozenset({"region"}), condition='attribute(skill.highest_level, "is_high_skilled") = "yes"'
    )
    other = Rule(3, frozenset({"department"}), condition='unit.industry = "B"')

    assert levels(change, mine, high, other) == {"league", "region"}


@pytest.mark.parametrize("condition", ["nowhere.field = 1", 'identity.id_number = "1"', "count(nowhere) > 0"])
def test_what_a_version_lacks_or_seals_counts_as_met(register, condition):
    assert levels(worker(register), Rule(1, frozenset({"league"}), condition=condition)) == {"league"}


@pytest.mark.django_db
def test_the_carried_rules_send_the_main_talents_of_the_notice_up():
    found = {each.key: (each.levels, each.every_category) for each in RouteRule.objects.exclude(key="")}
    assert found == {
        "everybody": (["banner"], True),
        "senior_title": (["banner", "league"], False),
        "senior_technician": (["banner", "league"], False),
        "head_of_enterprise": (["banner", "league"], False),
        "talent_programme": (["banner", "league"], False),
        "national_programme": (["banner", "league", "region"], False),
    }


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({}, {"banner"}),
        ({"skill_cert": [{"level": "技师(二级)"}]}, {"banner"}),
        ({"skill_cert": [{"level": "高级技师(一级)"}]}, {"banner", "league"}),
        ({"honour_title": [{"title": "草原英才"}]}, {"banner", "league"}),
        ({"honour_title": [{"title": "全国技术能手"}]}, {"banner", "league", "region"}),
    ],
)
def test_the_carried_rules_read_skilled_workers(register, groups, expected):
    change = register.propose(person(1, **groups)).change

    assert levels(change, *rules_in_force()) == expected


def test_rules_are_read_in_one_statement_with_their_categories(register, django_assert_num_queries):
    skilled = Category.objects.get(key="skilled").pk

    with django_assert_num_queries(1):
        rules = rules_in_force()

    assert [each.categories for each in rules][:3] == [
        None,
        frozenset({Category.objects.get(key="professional").pk}),
        frozenset({skilled}),
    ]
