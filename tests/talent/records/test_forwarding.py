"""A waiting change goes on to another office: which may have it, what stays, and that no eyes are lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.finding import waiting_for
from talent.records.models import Change, Forward, RouteRule
from talent.records.placing import place
from talent.records.refusal import NotAllowed
from talent.records.rerouting import reroute
from talent.records.reviewsettings import change_settings
from talent.records.service import accept, ask_collector, exchanges_of, forward, review_deadline, targets_of
from talent.records.unmanned import relieve
from tests.talent.records.register import LEAGUE, REGION_CODE, account, again, events, organisation


@pytest.fixture
def league(register):
    office = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    register.head = account("head", office, "hr_reviewer")
    return office


@pytest.fixture
def department(register):
    office = organisation("卫生行业主管部门", "industry_department", REGION_CODE, industries=["M"])
    register.expert = account("expert", office, "hr_reviewer")
    return office


def names(change):
    return [each.name for each in targets_of(again(change))]


def test_the_office_above_and_the_departments_of_the_unit_may_have_it(register, league, department):
    elsewhere = organisation("矿业主管部门", "industry_department", REGION_CODE, industries=["B"])
    account("miner", elsewhere, "hr_reviewer")
    own_system = organisation("科技局", "admin_department", REGION_CODE)
    account("system", own_system, "hr_reviewer")
    register.unit.administrative_department = own_system
    register.unit.save()

    assert names(register.at_banner()) == [league.name, *sorted([department.name, own_system.name])]


def test_an_office_without_a_reviewer_who_may_look_is_no_target(register, league, department):
    change = register.at_banner()
    Membership.objects.filter(user=register.expert).delete()
    Change._plain.filter(pk=change.pk).update(editors=[register.head.pk])

    assert names(change) == []


def test_at_the_units_own_step_nothing_goes_on(register, league):
    change = register.waiting()

    assert targets_of(change) == []
    with pytest.raises(NotAllowed, match="单位须先审核"):
        forward(change=change, to=league.pk, reason="太忙", by=register.checker)


def test_it_waits_there_at_the_same_step_with_a_whole_new_term(register, league):
    change = register.at_banner()
    Change._plain.filter(pk=change.pk).update(deadline=timezone.localdate() - timedelta(days=9))
    change_settings(by=register.boss, days_banner=7)

    held = forward(change=change, to=league.pk, reason=" 须上级核实 ", by=register.boss)

    stored = again(change)
    assert (stored.waiting_office, stored.level, stored.forwarded) == (league, "banner", True)
    assert (stored.deadline, stored.waiting_since) == (review_deadline("banner"), timezone.localdate())
    assert [each.pk for each in waiting_for(scope_for(register.head))] == [held.pk]
    assert [each.pk for each in waiting_for(scope_for(register.boss))] == []
    (kept,) = exchanges_of(change).forwards
    assert (kept.from_office, kept.to_office, kept.reason) == (register.office, league, "须上级核实")
    assert events()[-1] == ("forward", "boss")


def test_who_passes_it_there_is_one_pair_of_eyes_and_the_next_level_another(register, league):
    RouteRule.objects.create(name="规则", levels=["league"], every_category=True)
    change = register.at_banner()
    forward(change=change, to=league.pk, reason="须核实", by=register.boss)

    passed = accept(change=again(change), by=register.head)

    assert (passed.state, passed.level, passed.waiting_office, passed.forwarded) == (
        "waiting",
        "league",
        league,
        False,
    )
    with pytest.raises(NotAllowed, match="须由另一位审核人"):
        accept(change=again(change), by=register.head)


def test_it_does_not_come_back_to_who_sent_it_on(register, league, department):
    change = register.at_banner()
    forward(change=change, to=department.pk, reason="须核实", by=register.boss)

    assert names(change) == []  # the only HR office of a department's way is the one that sent it
    with pytest.raises(NotAllowed, match="不能转给这个机构"):
        forward(change=again(change), to=register.office.pk, reason="退", by=register.expert)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("", "请写明转办的原因"),
        ("  ", "请写明转办的原因"),
        ("长" * 201, "最多 200 字，现有 201 字"),
        ("真\u202e假", "“转办原因”"),
    ],
)
def test_without_a_reason_that_can_be_read_it_stays(register, league, reason, expected):
    change = register.at_banner()
    with pytest.raises(NotAllowed, match=expected):
        forward(change=change, to=league.pk, reason=reason, by=register.boss)

    assert (again(change).waiting_office, Forward._plain.count()) == (register.office, 0)


def test_with_an_open_question_it_stays(register, league):
    change = register.at_banner()
    ask_collector(change=change, text="问", by=register.boss)

    with pytest.raises(NotAllowed, match="还没有答复"):
        forward(change=again(change), to=league.pk, reason="须核实", by=register.boss)


def test_a_reroute_leaves_it_where_it_was_sent_until_that_office_ends(register, league):
    change = register.at_banner()
    forward(change=change, to=league.pk, reason="须核实", by=register.boss)

    reroute([change.pk])
    assert (again(change).waiting_office, again(change).forwarded) == (league, True)

    league.is_active = False
    league.save()
    reroute([change.pk])
    assert (again(change).waiting_office, again(change).forwarded) == (register.office, False)


def test_it_goes_back_to_its_route_when_nobody_reviews_any_more_where_it_was_sent(register, league):
    change = register.at_banner()
    forward(change=change, to=league.pk, reason="须核实", by=register.boss)
    register.head.memberships.all().delete()

    relieve()

    assert (again(change).waiting_office, again(change).forwarded) == (register.office, False)


def test_it_goes_back_when_the_department_that_it_was_sent_to_answers_for_the_unit_no_longer(
    register, department
):
    change = register.at_banner()
    forward(change=change, to=department.pk, reason="须核实", by=register.boss)
    reroute([change.pk])
    assert again(change).waiting_office == department
    assert change in waiting_for(scope_for(register.expert))

    register.unit.industry = "C"
    register.unit.save()
    place(register.unit.pk)

    assert (again(change).waiting_office, again(change).forwarded) == (register.office, False)
    assert change in waiting_for(scope_for(register.boss))
