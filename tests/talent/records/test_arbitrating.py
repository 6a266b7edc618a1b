"""A transfer that nobody answered in time is decided by the office above both units, and by no other."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from talent.notify.models import Notification
from talent.orgs.models import Organisation
from talent.orgs.service import scope_for
from talent.records.arbitrating import office_agrees, office_refuses, refresh_offices, transfers_for
from talent.records.models import Transfer
from talent.records.service import NoTransfer, agree, ask, submit
from talent.security.models import AuditEvent
from tests.talent.records.register import (
    LEAGUE,
    SIBLING,
    account,
    again,
    changes,
    number,
    organisation,
    person,
)
from tests.talent.records.test_proposing import at_once
from tests.talent.records.test_transferring import asked, records

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def overdue(transfer):
    """As if its deadline had been yesterday."""
    Transfer.objects.filter(pk=transfer.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    return transfer


@pytest.fixture
def late(register):
    register.approved()
    return overdue(asked(register))


def agreed(register, transfer, by=None):
    by = by or register.boss
    return office_agrees(transfer=transfer, by=by, scope=scope_for(by), day=DAY)


def refused(register, transfer, answer="合同期未满"):
    return office_refuses(transfer=transfer, by=register.boss, scope=scope_for(register.boss), answer=answer)


def told(user):
    found = Notification.objects.filter(recipient=user, kind="transfer_decided")
    return [(each.data["office"], each.place, each.arguments) for each in found]


def test_a_term_of_ten_working_days_begins_with_the_transfer(register, settings):
    register.approved()
    found = asked(register)
    assert (found.office, settings.TRANSFER_WORKING_DAYS) == (register.office, 10)
    assert timedelta(days=11) < found.deadline - timezone.localdate() < timedelta(days=30)


def test_the_office_agrees_in_the_place_of_the_unit_and_both_units_are_told(register, late):
    old = late.from_unit
    agreed(register, late)
    found = Transfer.objects.get()
    assert (found.state, found.by_office, found.office, found.ended_by, found.day) == (
        "done", True, register.office, register.boss, DAY,
    )  # fmt: skip
    assert records() == [("示例矿山", "焊工", "B", "transfer")]
    place, name = "collect:transfer", "锡林浩特市人社局"
    assert told(register.clerk) == [(name, place, [old.pk, late.pk])]
    assert told(register.neighbour) == [(name, place, [register.other.pk, late.pk])]
    event = AuditEvent.objects.get(action="transfer_office_agree")
    assert event.organisation_ids == sorted([register.unit.pk, register.other.pk, register.office.pk])


def test_the_office_refuses_with_a_reason_and_the_person_stays(register, late):
    with pytest.raises(NoTransfer, match="请写明原因"):
        refused(register, late, " ")
    refused(register, late)
    found = Transfer.objects.get()
    assert (found.state, found.by_office, found.answer) == ("refused", True, "合同期未满")
    assert (records()[0][0], len(told(register.clerk)), len(told(register.neighbour))) == ("示例设计院", 1, 1)


def test_before_the_deadline_is_over_the_unit_answers_alone(register):
    register.approved()
    transfer = asked(register)
    Transfer.objects.update(deadline=timezone.localdate())
    with pytest.raises(NoTransfer, match="答复期限还没有过"):
        agreed(register, transfer)
    assert agree(transfer=transfer, unit=register.unit, by=register.clerk).by_office is False


def test_after_the_deadline_the_unit_may_still_answer_until_the_office_has(register, late):
    agreed(register, late)
    with pytest.raises(NoTransfer, match="已经办结或取消"):
        agree(transfer=late, unit=register.unit, by=register.clerk)


def test_what_the_old_unit_did_not_send_ends_and_stays_to_be_read(register, late):
    draft = register.propose(person(skill={"current_trade": "电工"})).change
    agreed(register, late)
    assert (again(draft).state, again(draft).unit, again(draft).document()["skill"]["current_trade"]) == (
        "rejected", register.unit, "电工",
    )  # fmt: skip
    assert records() == [("示例矿山", "焊工", "B", "transfer")]


def test_what_waits_for_review_is_reviewed_first(register, late):
    submit(change=register.propose(person(skill={"current_trade": "电工"})).change, by=register.clerk)
    with pytest.raises(NoTransfer, match="正在待审"):
        agreed(register, late)
    assert (Transfer.objects.get().state, [state for _name, state in changes()]) == (
        "asked",
        ["accepted", "waiting"],
    )


def test_a_new_unit_that_was_closed_gets_nobody(register, late):
    Organisation.objects.filter(pk=register.other.pk).update(is_active=False)
    with pytest.raises(NoTransfer, match="只能不同意"):
        agreed(register, late)
    refused(register, late)
    assert Transfer.objects.get().state == "refused"


def test_units_of_two_banners_have_the_office_of_their_league_and_no_banner_decides(register):
    league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    organisation("阿巴嘎旗人社局", "hr_department", SIBLING)
    register.approved()
    there = organisation("邻旗矿山", "unit", SIBLING, unit_type="42", industry="B")
    clerk, judge = account("far", there, "collector"), account("judge", league, "hr_reviewer")
    transfer = overdue(ask(unit=there, kind="01", number=number(1), name="乌日娜", by=clerk))
    seen = [transfers_for(scope_for(each)).count() for each in (register.boss, judge, register.clerk)]
    assert (transfer.office, seen) == (league, [0, 1, 0])
    with pytest.raises(NoTransfer, match="由“锡林郭勒盟人社局”负责"):
        agreed(register, transfer)
    assert agreed(register, transfer, judge).state == "done"


def test_where_the_office_closed_the_next_one_up_decides(register):
    league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    register.approved()
    transfer = asked(register)
    Organisation.objects.filter(pk=register.office.pk).update(is_active=False)
    refresh_offices()
    transfer.refresh_from_db()
    assert transfer.office == league


def test_a_transfer_follows_its_units_to_the_office_that_is_above_them_now(register, late):
    league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    Organisation.objects.filter(pk=register.other.pk).update(managing_region=SIBLING)
    with pytest.raises(NoTransfer, match="由“锡林郭勒盟人社局”负责"):
        agreed(register, late)
    refresh_offices()
    late.refresh_from_db()
    assert (late.office, transfers_for(scope_for(register.boss)).count()) == (league, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_who_decide_at_once_one_does_and_the_other_is_told(register):
    register.approved()
    transfer = overdue(asked(register))

    def outcome(by):
        try:
            return agreed(register, transfer, by).state
        except NoTransfer as no:
            return str(no)[:4]

    found = at_once(lambda: outcome(register.boss), lambda: outcome(register.chief))
    assert sorted(found) == ["done", "这项调动"]
    assert Transfer.objects.get().state == "done"
