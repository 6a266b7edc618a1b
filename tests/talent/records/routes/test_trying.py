"""Rules are tried on the changes of the last year, in bounded time; nothing is written."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from talent.records.models import Change
from talent.records.routes import trying
from talent.records.routes.matching import Rule
from talent.records.routes.trying import TooLong, instead, try_rules
from talent.records.service import submit_many
from tests.talent.records.register import Register, person

TEN_YEARS = "skill.years_in_trade >= 10"
NOW = [Rule(1, frozenset({"banner"}))]
DRAFT = Rule(None, frozenset({"league"}), condition=TEN_YEARS)


@pytest.fixture
def register(db):
    """Ten workers sent this year, with 1 to 10 years in their trade, one of long ago, and a draft."""
    made = Register()
    changes = [
        made.propose(person(n, f"人{n}", skill={"current_trade": "焊工", "years_in_trade": n})).change
        for n in range(1, 13)
    ]
    submit_many(changes=changes[:11], by=made.clerk)
    Change._plain.filter(pk=changes[10].pk).update(submitted_at=timezone.now() - timedelta(days=400))
    return made


def counts(found):
    return {level: sum(each.values()) for level, each in found.items()}


def test_a_small_register_is_looked_at_as_a_whole(register):
    found = try_rules(NOW, instead(NOW, DRAFT))

    skilled = register.version.category_id
    assert (dict(found.looked), found.is_sample) == ({skilled: 10}, False)
    assert [dict(each) for each in found.met] == [{skilled: 10}, {skilled: 1}]
    assert counts(found.now) == {"unit": 10, "department": 0, "banner": 10, "league": 0, "region": 0}
    assert counts(found.then) == {"unit": 10, "department": 0, "banner": 10, "league": 1, "region": 0}


def test_a_draft_takes_the_place_of_its_rule_and_is_left_out_where_it_is_off():
    old, draft = Rule(2, frozenset({"league"})), Rule(2, frozenset({"region"}))

    assert instead([*NOW, old], draft) == [*NOW, draft]
    assert instead([*NOW, old], draft, enabled=False) == NOW
    assert instead([*NOW, old], DRAFT) == [*NOW, old, DRAFT]


def test_of_a_large_register_a_sample_is_drawn_and_counts_are_estimates(register, monkeypatch):
    monkeypatch.setattr(trying, "SAMPLE", 6)

    found, again = try_rules(NOW, NOW), try_rules(NOW, NOW)

    assert found == again
    assert found.is_sample
    assert found.factor == 2
    assert 0 < sum(found.looked.values()) <= 6
    assert found.about(3) == 6


def test_estimates_are_said_with_two_figures():
    tried = trying.Tried(trying.Counter(), [], {}, {}, 571.3)

    assert [tried.about(each) for each in (0, 1, 22, 3999)] == [0, 570, 13000, 2300000]


def test_the_database_gets_no_longer_than_a_page_can_wait(register, monkeypatch):
    def slow(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(trying, "LIMIT", 50)
    monkeypatch.setattr(trying, "_drawn", slow)

    with pytest.raises(TooLong):
        try_rules(NOW, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_trying_takes_as_many_statements_for_ten_as_for_three(register, django_assert_max_num_queries):
    rules = instead(NOW, DRAFT)
    try_rules(NOW, rules)
    with django_assert_max_num_queries(10) as ten:
        try_rules(NOW, rules)
    Change._plain.filter(pk__gt=Change._plain.order_by("pk")[2].pk).update(
        submitted_at=timezone.now() - timedelta(days=400)
    )
    with django_assert_max_num_queries(10) as three:
        try_rules(NOW, rules)
    assert len(three) == len(ten)
