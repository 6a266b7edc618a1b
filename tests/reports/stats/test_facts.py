"""Facts: what is approved and nothing else, written in the transaction that approves it."""

import pytest
from django.db import transaction

from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.facts import rebuild, write_facts
from reports.stats.models import BreakDown, BreakDownCode, Fact, FactLog
from talent.records.models import TalentRecord
from talent.records.service import FieldRemark, accept, reject, send_back, submit, withdraw
from talent.security.service import statistics_keys
from tests.reports.stats.population import approve, at_banner, draft, waiting
from tests.talent.records.register import again, person


def facts():
    return list(Fact.objects.order_by("record").values())


def broken_down(fact):
    """What the small numbers of a fact stand for."""
    names = {}
    for breakdown in BreakDown.objects.filter(slot__lt=len(fact.codes)):
        if number := fact.codes[breakdown.slot]:
            names[breakdown.path] = BreakDownCode.objects.get(breakdown=breakdown, number=number).code
    return names


def test_an_approved_record_has_one_narrow_fact(register):
    (change,) = approve(register, [1])

    record = again(change).record
    fact = Fact.objects.get()
    assert {key: value for key, value in facts()[0].items() if key != "codes"} == {
        "record_id": record.pk,
        "person_id": record.person_id,
        "category_id": register.version.category_id,
        "unit_id": register.unit.pk,
        "region_code": 152502,
        "seat_code": 152502,
        "birth_year": 1985,
        "counted": True,
        "person_key": to_signed(record_key(record.person_id, key=StatisticsKey(*statistics_keys()))),
    }
    assert (
        broken_down(fact).items()
        >= {
            "identity.sex": "2"
            if int(again(change).document()["identity"]["id_number"][16]) % 2 == 0
            else "1",
            "identity.ethnic_group": "01",
            "employment.person_status": "1",
        }.items()
    )
    assert list(FactLog.objects.values_list("record_id", flat=True)) == [record.pk]


def test_what_is_not_approved_has_no_fact(register):
    draft(register, [1])
    waiting(register, [2])
    at_banner(register, [3])
    send_back(change=waiting(register, [4])[0], by=register.checker, remarks=[FieldRemark("", "请核对")])
    reject(change=waiting(register, [5])[0], by=register.checker, reason="材料不实")
    withdraw(change=waiting(register, [6])[0], by=register.clerk)

    assert (TalentRecord._plain.count(), facts(), rebuild(), facts()) == (6, [], 0, [])


def test_a_second_change_does_nothing_until_it_is_approved_and_then_replaces_the_fact(register):
    approve(register, [1])
    before = facts()
    change = register.propose(person(1, employment={"person_status": "3"})).change
    submit(change=change, by=register.clerk)
    accept(change=change, by=register.checker)
    between = facts()

    accept(change=change, by=register.boss)

    fact = Fact.objects.get()
    assert between == before
    assert (before[0]["counted"], fact.counted) == (True, False)
    assert broken_down(fact)["employment.person_status"] == "3"
    assert fact.person_key == before[0]["person_key"]
    assert list(FactLog.objects.values_list("record_id", flat=True)) == [fact.record_id] * 2


@pytest.mark.parametrize(
    ("status", "counted"), [("1", True), ("2", True), ("3", False), ("4", False), ("5", True), ("6", False)]
)
def test_who_is_retired_gone_or_dead_is_not_counted(register, status, counted):
    approve(register, [1], employment={"person_status": status})

    assert Fact.objects.get().counted is counted


def test_one_person_has_one_key_in_all_categories(register):
    approve(register, [1], key="skilled")
    approve(register, [1], key="professional")

    rows = facts()
    assert (len(rows), len({row["category_id"] for row in rows})) == (2, 2)
    assert len({row["person_key"] for row in rows}) == 1


def test_facts_made_again_are_the_facts_that_were_kept(register):
    approve(register, range(1, 4))
    approve(register, [1, 7], key="professional", employment={"person_status": "3"})
    approve(register, [2], employment={"person_status": "5"})
    before = facts()

    assert (len(before), rebuild()) == (5, 5)
    assert facts() == before


def test_a_record_whose_approval_was_taken_away_loses_its_fact(register):
    changes = approve(register, [1, 2])
    gone, stays = (change.record_id for change in changes)
    TalentRecord._plain.filter(pk=gone).update(approved=None, approved_at=None)

    written = write_facts([gone, stays])

    assert (written, [row["record_id"] for row in facts()]) == (1, [stays])


def test_where_the_approval_is_rolled_back_no_fact_stays(register):
    changes = at_banner(register, [1])

    with transaction.atomic():
        accept(change=changes[0], by=register.boss)
        within = len(facts())
        transaction.set_rollback(True)

    assert within == 1
    assert (again(changes[0]).state, facts(), FactLog.objects.count()) == ("waiting", [], 0)
