"""Where a change goes, and until when."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.inbox.service import inbox_for
from talent.categories.models import Category
from talent.notify.models import Notification
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.deadlines import after_working_days
from talent.records.models import RouteRule
from talent.records.reviewsettings import change_settings
from talent.records.routing import ORDER, Desks, review_deadline
from talent.records.service import NotAllowed, accept, submit, submit_many
from tests.talent.records.register import LEAGUE, account, again, organisation, person


def rule(level, *categories, **more):
    made = RouteRule.objects.create(name="规则", levels=[level], every_category=not categories, **more)
    made.categories.set(categories)
    return made


def route_of(register, unit=None):
    change = submit(change=register.draft(unit=unit), by=register.clerk)
    return change.route


def test_by_default_a_change_waits_at_its_unit_and_then_at_its_banner(register):
    change = register.waiting()

    first = (change.route, change.step, change.level, change.waiting_office)
    second = accept(change=change, by=register.checker)

    assert first == (["unit", "banner"], 0, "unit", register.unit)
    assert (second.step, second.level, second.waiting_office) == (1, "banner", register.office)


def test_without_any_rule_the_unit_still_reviews_its_own(register):
    RouteRule.objects.update(enabled=False)

    change = register.waiting()

    assert (change.route, change.waiting_office) == (["unit"], register.unit)
    assert accept(change=change, by=register.checker).state == "accepted"


def test_a_rule_of_the_category_adds_its_level_in_order(register):
    league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    account("leader", league, "hr_reviewer")
    rule("league", register.version.category)

    change = register.at_banner()
    last = accept(change=change, by=register.boss)

    assert (last.route, last.level, last.waiting_office) == (["unit", "banner", "league"], "league", league)


def test_a_rule_of_another_category_does_not_count(register):
    rule("league", Category.objects.get(key="rural"))

    assert route_of(register) == ["unit", "banner"]


def test_a_level_whose_office_stands_already_is_left_out(register):
    rule("league")
    register.office.is_active = False
    register.office.save()
    organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)

    assert route_of(register) == ["unit", "banner"]


def test_where_no_office_works_nothing_is_submitted(register):
    register.office.is_active = False
    register.office.save()
    change = register.draft()

    with pytest.raises(NotAllowed, match="还没有设立审核机构"):
        submit(change=change, by=register.clerk)

    assert again(change).state == "draft"


@pytest.mark.parametrize(
    ("days", "expected"), [(1, date(2026, 10, 8)), (3, date(2026, 10, 10)), (10, date(2026, 10, 20))]
)
def test_the_deadline_is_so_many_working_days_away(register, days, expected):
    change_settings(by=register.boss, days_banner=days)

    assert review_deadline("banner", date(2026, 9, 30)) == expected


def test_each_level_has_its_own_deadline(register):
    change_settings(by=register.boss, days_unit=10, days_banner=20)
    change = register.waiting()
    second = accept(change=change, by=register.checker)

    today = timezone.localdate()
    assert (change.deadline, second.deadline) == (
        after_working_days(today, 10),
        after_working_days(today, 20),
    )


class Ladder:
    """Above the banner of a register stand the offices of the league and the region, each with a reviewer."""

    def __init__(self, register):
        self.league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
        self.region = organisation("自治区人社厅", "hr_department", 150000)
        self.leader = account("leader", self.league, "hr_reviewer")
        self.head = account("head", self.region, "hr_reviewer")
        self.banner_admin = account("banner_admin", register.office, "system_admin")
        self.league_admin = account("league_admin", self.league, "system_admin")


@pytest.fixture
def ladder(register):
    return Ladder(register)


def leave(office):
    """Nobody reviews there any more."""
    Membership.objects.filter(organisation=office, role="hr_reviewer").delete()


def marks(change):
    return [(each["level"], each["name"], each["to"]) for each in again(change).passed_over]


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_a_condition_sends_only_those_that_meet_it_further_up(register, ladder):
    rule("league", register.version.category, condition="skill.years_in_trade >= 10")
    old, young = (
        register.propose(person(n, skill={"current_trade": "焊工", "years_in_trade": years})).change
        for n, years in ((1, 20), (2, 3))
    )

    sent = submit_many(changes=[old, young], by=register.clerk)

    assert [each.route for each in sent] == [["unit", "banner", "league"], ["unit", "banner"]]


def test_a_rule_that_is_off_or_begins_later_or_is_for_other_units_adds_nothing(register, ladder):
    rule("league", enabled=False)
    rule("league", valid_from=timezone.localdate() + timedelta(days=1))
    rule("league", unit_types=["21"])

    assert route_of(register) == ["unit", "banner"]


def test_a_condition_that_a_version_has_no_field_for_counts_as_met(register, ladder):
    rule("league", register.version.category, condition="any(nowhere.to_be_found = 1)")

    assert route_of(register) == ["unit", "banner", "league"]


def test_a_changed_rule_leaves_what_waits_on_its_route(register, ladder):
    change = register.at_banner()
    rule("league")

    assert accept(change=change, by=register.boss).state == "accepted"


def test_the_department_of_the_unit_reviews_between_unit_and_banner(register, ladder):
    department = organisation("自治区工信厅", "industry_department", 150000, industries=["M"])
    specialist = account("specialist", department, "hr_reviewer")
    rule("department")

    change = register.at_banner()

    assert (change.route, change.level, change.waiting_office) == (
        ["unit", "department", "banner"],
        "department",
        department,
    )
    assert [each.pk for each in inbox_for(scope_for(specialist))] == [change.pk]
    assert not inbox_for(scope_for(register.boss)).exists()
    assert accept(change=change, by=specialist).waiting_office == register.office


def test_a_unit_without_a_department_goes_to_the_office_above_and_the_change_says_so(register, ladder):
    RouteRule.objects.update(enabled=False)
    rule("department")

    change = register.at_banner()

    assert (change.route, change.waiting_office) == (["unit", "department"], register.office)
    assert marks(change) == [("department", "", "锡林浩特市人社局")]
    assert again(change).gaps == [
        f"{timezone.localdate()} 没有“主管部门”这一级的审核机构，由“锡林浩特市人社局”审核。"
    ]


def test_an_office_without_a_reviewer_is_passed_over_in_the_open(register, ladder):
    leave(register.office)

    change = register.at_banner()

    assert (change.route, change.level, change.waiting_office) == (
        ["unit", "banner", "league"],
        "league",
        ladder.league,
    )
    assert marks(change) == [("banner", "锡林浩特市人社局", "锡林郭勒盟人社局")]
    assert again(change).gaps == [
        f"{timezone.localdate()} “锡林浩特市人社局”(旗县(市、区))本级无审核员，转上级“锡林郭勒盟人社局”。"
    ]
    assert told("office_passed_over") == ["banner_admin", "league_admin"]
    assert accept(change=change, by=ladder.leader).state == "accepted"


def test_nobody_is_told_of_the_same_office_twice_a_day(register, ladder):
    leave(register.office)

    register.at_banner(1)
    register.at_banner(2, "王磊")

    assert told("office_passed_over") == ["banner_admin", "league_admin"]


def test_an_account_that_was_switched_off_reviews_nothing(register, ladder):
    for each in (register.boss, register.chief):
        each.is_active = False
        each.save()

    assert register.at_banner().waiting_office == ladder.league


def test_an_office_that_gets_a_reviewer_has_what_comes_after(register, ladder):
    leave(register.office)
    register.at_banner(1)
    account("new", register.office, "hr_reviewer")

    second = register.at_banner(2, "王磊")

    assert (second.route, second.waiting_office, marks(second)) == (["unit", "banner"], register.office, [])


def test_the_next_level_of_the_route_decides_in_place_of_the_one_passed_over(register, ladder):
    rule("region")
    leave(register.office)

    change = register.at_banner()

    assert (change.route, change.step, change.waiting_office) == (
        ["unit", "banner", "region"],
        2,
        ladder.region,
    )


def test_where_nobody_reviews_anywhere_above_the_change_stays_and_the_region_is_told(register):
    account("xitong", organisation("自治区人社厅", "hr_department", 150000), "system_admin")
    leave(register.office)

    change = register.at_banner()

    assert (change.waiting_office, marks(change)) == (register.office, [])
    assert told("nobody_reviews") == ["xitong"]


def test_a_unit_without_a_reviewer_still_reviews_its_own(register, ladder):
    Membership.objects.filter(organisation=register.unit, role="unit_reviewer").delete()

    assert register.waiting().waiting_office == register.unit


def test_four_eyes_hold_where_an_office_decides_in_the_place_of_another(register, ladder):
    leave(register.office)
    change = register.propose(person(1), by=ladder.leader).change
    submit(change=change, by=register.clerk)
    accept(change=change, by=register.checker)

    with pytest.raises(NotAllowed, match="另一位审核人"):
        accept(change=change, by=ladder.leader)


def test_sending_takes_as_many_statements_for_sixty_changes_as_for_thirty(register, ladder):
    rule("league", register.version.category, condition="skill.years_in_trade >= 10")
    rule("department", condition='any(attribute(honour_title.title, "rank") = "1") or unit.industry = "B"')
    drafts = [register.draft(n, f"人{n}") for n in range(1, 92)]
    submit_many(changes=drafts[:1], by=register.clerk)  # the definition is read once a process

    with CaptureQueriesContext(connection) as thirty:
        submit_many(changes=drafts[1:31], by=register.clerk)
    with CaptureQueriesContext(connection) as sixty:
        submit_many(changes=drafts[31:], by=register.clerk)

    assert len(sixty) == len(thirty) <= 16


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(
    rules=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["department", "banner", "league", "region"]), min_size=1, max_size=4),
            st.sampled_from(
                ["", "skill.years_in_trade >= 10", 'skill.current_trade = "焊工"', "filled(skill.studio)"]
            ),
            st.sampled_from([[], ["42"], ["21", "42"], ["21"]]),
        ),
        max_size=5,
    ),
    years=st.none() | st.integers(0, 60),
    manned=st.sets(st.sampled_from(["department", "banner", "league", "region"])),
)
def test_every_route_begins_at_the_unit_goes_up_and_ends_where_an_office_stands(
    climbing, rules, years, manned
):
    """Against a plain model: the union of the levels of the rules that are met, lowest first."""
    register, offices = climbing
    with transaction.atomic():
        RouteRule.objects.update(enabled=False)
        for levels, condition, unit_types in rules:
            RouteRule.objects.create(
                name="规则", levels=levels, condition=condition, unit_types=unit_types, every_category=True
            )
        for level, office in offices.items():
            if level not in manned:
                leave(office)
        raw = person(
            1, skill={"current_trade": "焊工", **({} if years is None else {"years_in_trade": years})}
        )
        change = register.propose(raw).change
        first, second = Desks().route(again(change)), Desks().route(again(change))
        sent = submit(change=change, by=register.clerk)
        accepted = accept(change=sent, by=register.checker)
        transaction.set_rollback(True)
    met = {"": True, "skill.years_in_trade >= 10": (years or 0) >= 10, 'skill.current_trade = "焊工"': True}
    wanted = {
        level
        for levels, condition, types in rules
        if met.get(condition, False) and (not types or "42" in types)
        for level in levels
    }
    expected = ["unit", *(level for level in ORDER[1:] if level in wanted)]
    assert first == second == sent.route == expected
    assert (sent.step, sent.waiting_office) == (0, register.unit)
    above = [level for level in ORDER[1:] if level in manned]
    if not wanted:
        assert accepted.state == "accepted"
    else:
        on_route = [level for level in expected[1:] if level in manned]
        beyond = [level for level in above if ORDER.index(level) > ORDER.index(expected[-1])]
        at = [*on_route, *beyond, expected[1]][0]
        assert (accepted.level, accepted.waiting_office) == (at, offices[at])
        assert accepted.route == sorted(accepted.route, key=ORDER.index)


@pytest.fixture
def climbing(register, ladder):
    department = organisation("自治区工信厅", "industry_department", 150000, industries=["M"])
    account("specialist", department, "hr_reviewer")
    return register, {
        "department": department,
        "banner": register.office,
        "league": ladder.league,
        "region": ladder.region,
    }
