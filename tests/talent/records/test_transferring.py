"""A person goes from one unit to another when both agree; what the old unit collected stays as it was."""

from datetime import date
from uuid import UUID

import pytest

from reports.stats.models import Fact
from talent.notify.models import Notification
from talent.orgs.service import scope_for
from talent.records.attachments.finding import attachment_for
from talent.records.models import Change, TalentRecord, Transfer
from talent.records.service import (
    NoTransfer,
    accept,
    agree,
    ask,
    changes_visible_to,
    offer,
    refuse,
    submit,
    take_back,
)
from talent.security.models import AuditEvent
from tests.factories import make_organisation
from tests.talent.records.attachments.holding import attach
from tests.talent.records.attachments.holding import person as with_photo
from tests.talent.records.register import account, number, person
from tests.talent.records.test_proposing import at_once

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def asked(register, serial=1, name="乌日娜", by=None):
    return ask(unit=register.other, kind="01", number=number(serial), name=name, by=by or register.neighbour)


def offered(register, change, to=None):
    return offer(change=change, to_unit=to or register.other, day=DAY, by=register.clerk)


def records():
    """(unit, trade, industry taken over from the unit, source) of every record."""
    found = TalentRecord.objects.unscoped(reason="test").select_related("approved", "unit").order_by("pk")
    return [
        (
            each.unit.name,
            each.approved.document()["skill"]["current_trade"],
            each.approved.document()["employment"]["unit_industry"],
            each.approved.source,
        )
        for each in found
    ]


def told(user):
    found = Notification.objects.filter(recipient=user, kind__startswith="transfer_").order_by("pk")
    return list(found.values_list("kind", flat=True))


def test_who_is_asked_for_comes_with_what_is_approved_once_the_present_unit_agrees(register):
    old = register.approved()
    transfer = asked(register)
    assert records() == [("示例设计院", "焊工", "M", "unit")]
    agree(transfer=transfer, unit=register.unit, by=register.clerk, day=DAY)
    assert records() == [("示例矿山", "焊工", "B", "transfer")]
    found = Transfer.objects.get()
    assert (found.state, found.day, found.ended_by) == ("done", DAY, register.clerk)
    old.refresh_from_db()
    assert (old.unit, old.state, old.document()["employment"]["unit_industry"]) == (
        register.unit, "accepted", "M",
    )  # fmt: skip


def test_who_is_offered_comes_once_the_new_unit_agrees_and_the_facts_follow(register):
    transfer = offered(register, register.approved())
    agree(transfer=transfer, unit=register.other, by=register.neighbour)
    assert records() == [("示例矿山", "焊工", "B", "transfer")]
    assert list(Fact.objects.values_list("unit_id", flat=True)) == [register.other.pk]


def test_every_category_of_a_person_goes_and_nobody_else(register):
    first, _other = register.approved(1), register.approved(2, "王磊")
    agree(transfer=offered(register, first), unit=register.other, by=register.neighbour)
    assert sorted(records()) == [
        ("示例矿山", "焊工", "B", "transfer"),
        ("示例设计院", "焊工", "M", "unit"),
    ]


def test_the_new_unit_reads_what_came_and_the_old_one_what_it_collected(register):
    old = register.approved()
    agree(transfer=asked(register), unit=register.unit, by=register.clerk)
    new = TalentRecord.objects.unscoped(reason="test").get().approved
    assert list(changes_visible_to(scope_for(register.neighbour))) == [new]
    assert list(changes_visible_to(scope_for(register.clerk))) == [old]


def test_what_the_new_unit_drafted_before_the_approval_joins_the_record(register):
    theirs = register.propose(
        person(skill={"current_trade": "电工"}), unit=register.other, by=register.neighbour
    ).change
    register.approved()
    agree(transfer=asked(register), unit=register.unit, by=register.clerk)
    theirs.refresh_from_db()
    record = TalentRecord.objects.unscoped(reason="test").get()
    assert (theirs.record, theirs.state) == (record, "draft")
    submit(change=theirs, by=register.neighbour)
    accept(change=accept(change=theirs, by=register.neighbour), by=register.boss)
    assert records() == [("示例矿山", "电工", "B", "unit")]


@pytest.mark.parametrize(("serial", "name"), [(1, "乌云"), (7, "乌日娜"), (2, "王磊")])
def test_another_name_nobody_and_somebody_not_approved_are_told_alike_and_leave_their_event(
    register, serial, name
):
    register.approved(1)
    register.waiting(2, "王磊")
    with pytest.raises(NoTransfer) as caught:
        asked(register, serial, name)
    assert str(caught.value).startswith("没有可以调入的人员")
    assert not Transfer.objects.exists()
    event = AuditEvent.objects.get(action="transfer_ask_failed")
    assert (event.by, event.organisation_ids) == (register.neighbour, [register.other.pk])


def test_a_change_under_way_stops_the_transfer_and_says_so(register):
    register.approved()
    transfer = asked(register)
    register.propose(person(skill={"current_trade": "电工"}))
    with pytest.raises(NoTransfer, match="还有未办结的变更"):
        agree(transfer=transfer, unit=register.unit, by=register.clerk)
    assert records() == [("示例设计院", "焊工", "M", "unit")]


def test_only_the_unit_that_did_not_begin_answers_and_only_the_other_takes_back(register):
    transfer = asked(register) if register.approved() else None
    with pytest.raises(NoTransfer):
        agree(transfer=transfer, unit=register.other, by=register.neighbour)
    with pytest.raises(NoTransfer):
        refuse(transfer=transfer, unit=register.other, by=register.neighbour, answer="不")
    with pytest.raises(NoTransfer):
        take_back(transfer=transfer, unit=register.unit, by=register.clerk)
    assert Transfer.objects.get().state == "asked"


@pytest.mark.parametrize("how", ["refuse", "take_back"])
def test_what_is_refused_or_taken_back_is_over_and_moves_nothing(register, how):
    register.approved()
    transfer = asked(register)
    if how == "refuse":
        refuse(transfer=transfer, unit=register.unit, by=register.clerk, answer="合同期未满")
    else:
        take_back(transfer=transfer, unit=register.other, by=register.neighbour)
    with pytest.raises(NoTransfer, match="已经办结或取消"):
        agree(transfer=transfer, unit=register.unit, by=register.clerk)
    found = Transfer.objects.get()
    expected = {"refuse": ("refused", "合同期未满"), "take_back": ("taken_back", "")}
    assert ((found.state, found.answer), records()[0][0]) == (expected[how], "示例设计院")


def test_a_refusal_without_a_reason_is_none(register):
    register.approved()
    with pytest.raises(NoTransfer, match="请写明原因"):
        refuse(transfer=asked(register), unit=register.unit, by=register.clerk, answer=" ")


def test_two_transfers_of_one_person_are_not_open_at_once(register):
    change = register.approved()
    asked(register)
    with pytest.raises(NoTransfer, match="已有调动正在办理"):
        offered(register, change)
    with pytest.raises(NoTransfer, match="已有调动正在办理"):
        asked(register)


def test_nobody_is_offered_to_the_own_unit_a_department_or_one_that_is_closed(register):
    change = register.approved()
    closed = make_organisation("unit", 152502, is_active=False)
    for unit in (register.unit, register.office, closed):
        with pytest.raises(NoTransfer, match="请选择另一个在用的用人单位"):
            offered(register, change, to=unit)


def test_those_who_fill_in_are_told_whose_turn_it_is_and_what_came_of_it(register):
    register.approved()
    transfer = asked(register)
    assert (told(register.clerk), told(register.neighbour)) == (["transfer_to_answer"], [])
    agree(transfer=transfer, unit=register.unit, by=register.clerk)
    assert told(register.neighbour) == ["transfer_answered"]


def test_each_step_is_one_event_of_both_units(register):
    register.approved()
    agree(transfer=asked(register), unit=register.unit, by=register.clerk)
    found = AuditEvent.objects.filter(subject="transfer").order_by("pk")
    both = sorted([register.unit.pk, register.other.pk])
    assert [(each.action, each.organisation_ids) for each in found] == [
        ("transfer_ask", both),
        ("transfer_agree", both),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_once_one_moves_the_person_and_the_other_is_told(register):
    register.approved()
    second = account("second", register.unit, "collector")
    transfer = asked(register)

    def outcome(by):
        try:
            return agree(transfer=transfer, unit=register.unit, by=by).state
        except NoTransfer:
            return "told"

    found = at_once(lambda: outcome(register.clerk), lambda: outcome(second))
    assert sorted(found) == ["done", "told"]
    assert Change.objects.unscoped(reason="test").filter(source="transfer").count() == 1


def test_the_files_of_a_person_go_along_and_the_new_unit_keeps_them_in_its_changes(register):
    photo = attach(register)
    first = register.propose(with_photo(photo)).change
    submit(change=first, by=register.clerk)
    accept(change=accept(change=first, by=register.checker), by=register.boss)
    agree(transfer=asked(register), unit=register.unit, by=register.clerk)
    found = [attachment_for(scope_for(user), UUID(photo.id)) for user in (register.neighbour, register.clerk)]
    assert [each and str(each.key) for each in found] == [photo.id, None]
    again = register.propose(
        with_photo(photo, skill={"current_trade": "电工"}), unit=register.other, by=register.neighbour
    )
    assert (again.kind, again.cleaned.problems) == ("changed", ())
