"""Whoever tries numbers learns nothing, leaves traces, and is soon told about."""

import pytest

from talent.notify.models import Notification
from talent.records.models import Change
from talent.records.probing import ALARM, MOST_ASKS
from talent.records.service import NotAllowed, NoTransfer, ask, submit
from talent.security.models import AuditEvent
from tests.talent.records.register import LEAGUE, Register, account, number, organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


def proposed(register, serial, name):
    return register.propose(person(serial, name), unit=register.other, by=register.neighbour)


def asked(register, serial=1, name="乌日娜"):
    return ask(unit=register.other, kind="01", number=number(serial), name=name, by=register.neighbour)


def refused(register, times, **who):
    for _each in range(times):
        with pytest.raises(NoTransfer):
            asked(register, **who)


def alarms():
    """Who was told, with the account and the number of tries."""
    rows = Notification.objects.filter(kind="numbers_tried").order_by("recipient__username")
    return list(rows.values_list("recipient__username", "data__user", "data__count"))


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_a_number_that_another_unit_holds_is_as_unknown_as_any_under_another_name(register, state):
    getattr(register, state)(serial=1)
    known, unknown = proposed(register, 1, "别人"), proposed(register, 2, "别人")
    assert (known.kind, unknown.kind) == ("new", "new")
    rows = Change.objects.unscoped(reason="test").filter(unit=register.other).order_by("pk")
    assert list(rows.values_list("full_name", "state", "record__held")) == [("别人", "draft", False)] * 2


def test_under_the_other_name_the_own_draft_is_found_again_and_the_record_stays(register):
    first = register.approved()
    mine = proposed(register, 1, "别人").change
    again = register.propose(
        person(1, "别人", skill={"current_trade": "电工"}), unit=register.other, by=register.neighbour
    )
    assert (again.kind, again.change.pk) == ("changed", mine.pk)
    assert first.document()["skill"] == {"current_trade": "焊工"}


def test_a_number_held_elsewhere_leaves_a_trace_under_whatever_name(register):
    register.approved()
    for name in ("别人", "乌日娜"):
        proposed(register, 1, name)
    events = AuditEvent.objects.filter(action="propose_elsewhere").order_by("pk")
    assert (
        list(events.values_list("by__username", "organisation_ids", "detail"))
        == [("neighbour", [register.other.pk], {"count": 1})] * 2
    )


def test_a_submission_under_another_name_is_refused_without_a_word_about_other_units(register):
    register.approved()
    mine = proposed(register, 1, "别人").change
    with pytest.raises(NotAllowed) as caught:
        submit(change=mine, by=register.neighbour)
    assert ("其他单位" in str(caught.value), "请对照证件" in str(caught.value)) == (False, True)


def test_who_asked_too_often_for_people_who_were_not_found_has_to_wait_even_with_the_right_name(register):
    register.approved()
    refused(register, MOST_ASKS, name="别人")
    with pytest.raises(NoTransfer, match="一天之内查无结果的申请过多"):
        asked(register)
    assert AuditEvent.objects.filter(action="transfer_ask_failed").count() == MOST_ASKS


def test_who_asked_a_few_times_in_vain_is_still_answered(register):
    register.approved()
    refused(register, MOST_ASKS - 1, name="别人")
    assert asked(register).full_name == "乌日娜"


def test_many_tries_of_one_account_are_told_once_to_the_office_and_to_who_watches(register):
    account("watcher", organisation("自治区人社厅", "hr_department", 150000), "audit_admin")
    account("aside", organisation("盟人社局", "hr_department", LEAGUE), "audit_admin", "hr_reviewer")
    refused(register, ALARM, serial=7)
    found = [("boss", "neighbour", ALARM), ("chief", "neighbour", ALARM), ("watcher", "neighbour", ALARM)]
    assert alarms() == found
    register.approved()
    proposed(register, 1, "别人")
    assert alarms() == found


def test_a_list_with_many_numbers_held_elsewhere_raises_the_alarm_at_once(register):
    for serial in range(1, ALARM + 1):
        register.waiting(serial)
    raws = [person(serial, "别人") for serial in range(1, ALARM + 1)]
    register.propose_many(*raws, unit=register.other)
    assert alarms() == [("boss", "clerk", ALARM), ("chief", "clerk", ALARM)]
