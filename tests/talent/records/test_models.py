"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from talent.records.models import Change, Person, RouteRule, SheetEntry, TalentRecord
from talent.security.service import Unreadable
from tests.talent.records.register import again


def change_row(change, **fields):
    Change._plain.filter(pk=change.pk).update(**fields)


def refuses(constraint, act, *args, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act(*args, **fields)


def copy(row, **fields):
    """The same row a second time."""
    row = type(row)._plain.get(pk=row.pk)
    row.pk = None
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(force_insert=True)


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn"])
def test_a_record_has_one_open_change(register, state):
    refuses("records_one_open_change", copy, register.draft(), state=state)


def test_a_decided_change_makes_room_for_the_next(register):
    change = register.approved()

    copy(change, state="draft", decided_at=None)

    assert Change._plain.filter(record=change.record).count() == 2


@pytest.mark.parametrize("missing", ["waiting_office", "deadline", "submitted_at"])
def test_a_waiting_change_has_an_office_and_a_deadline(register, missing):
    refuses("records_waiting_has_office", change_row, register.waiting(), **{missing: None})


def test_what_does_not_wait_has_no_deadline(register):
    refuses("records_waiting_has_office", change_row, register.draft(), deadline=date(2026, 12, 1))


def test_a_decision_has_its_time_and_nothing_else_has(register):
    refuses("records_decided_has_time", change_row, register.approved(1), decided_at=None)
    refuses("records_decided_has_time", change_row, register.draft(2), decided_at=timezone.now())


@pytest.mark.parametrize("gone", ["approved", "approved_at"])
def test_an_approved_record_has_its_time(register, gone):
    record = TalentRecord._plain.filter(pk=register.approved().record_id)

    refuses("records_approved_has_time", record.update, **{gone: None})


def test_a_person_has_one_record_a_category_and_unit(register):
    refuses("records_one_record_a_category_and_unit", copy, register.draft().record)


def test_one_unit_holds_a_person_in_a_category(register):
    refuses("records_one_held_a_category", copy, register.waiting().record, unit=register.other)


def test_an_approved_record_is_held(register):
    record = TalentRecord._plain.filter(pk=register.approved().record_id)

    refuses("records_approved_is_held", record.update, held=False)


def test_what_a_record_has_approved_is_a_change_of_its_own(register):
    change, other = register.approved(1), register.approved(2)
    record = TalentRecord._plain.filter(pk=change.record_id)

    refuses("has no change", record.update, approved=other)
    refuses("has no change", record.update, approved_id=0)


def test_a_change_in_force_is_neither_deleted_nor_given_to_another_record(register):
    change = register.approved(1)
    copy(change)
    newest = Change._plain.filter(record=change.record_id).order_by("pk").last()
    TalentRecord._plain.filter(pk=change.record_id).update(approved=newest)
    found = Change._plain.filter(pk=newest.pk)

    refuses("has approved", found._raw_delete, "default")
    refuses("has approved", found.update, record=register.draft(2).record)


def test_a_change_that_is_no_longer_in_force_may_go(register):
    change = register.approved(1)
    copy(change)
    newest = Change._plain.filter(record=change.record_id).order_by("pk").last()
    record = TalentRecord._plain.filter(pk=change.record_id)
    record.update(approved=newest)

    record.update(approved=change)
    Change._plain.filter(pk=newest.pk)._raw_delete("default")

    assert list(Change._plain.filter(record=change.record_id)) == [change]


def test_a_number_belongs_to_one_person(register):
    refuses("blind_index", copy, register.draft().record.person)
    assert Person._plain.count() == 1


def test_a_rule_of_routes_has_a_name_and_adds_levels_above_the_unit(register):
    refuses("records_route_rule_adds_levels", RouteRule.objects.create, name="无级别", levels=[])
    refuses("records_route_rule_adds_levels", RouteRule.objects.create, name="单位", levels=["unit"])
    refuses("records_route_rule_has_name", RouteRule.objects.create, name="", levels=["league"])
    refuses(
        "records_route_rule_carried_once",
        RouteRule.objects.create,
        name="又一条",
        levels=["league"],
        key="everybody",
    )


def test_an_organisation_has_one_entry_a_sheet(register):
    row = {"organisation": register.unit, "category": register.version.category, "data": {}}
    SheetEntry._plain.create(version=register.version, **row)

    refuses("records_one_entry_a_sheet", SheetEntry._plain.create, version=register.version, **row)


def test_what_one_change_sealed_no_other_can_open(register):
    first, second = register.draft(1), register.draft(2, "苏和")
    change_row(second, sealed=bytes(again(first).sealed))

    with pytest.raises(Unreadable):
        again(second).document()


def test_rows_call_themselves_by_their_names(register):
    change = register.waiting()

    assert [str(each) for each in (change, change.record, change.record.person)] == [
        "乌日娜 · 技能人才",
        "152502********0014 · 技能人才",
        "152502********0014",
    ]
    assert [str(rule) for rule in RouteRule.objects.all()][:2] == ["全部人员", "高级职称"]
    with override("en"):
        assert str(RouteRule.objects.first()) == "Everybody"
    assert (change.level, again(register.draft(2)).level) == ("unit", "")
