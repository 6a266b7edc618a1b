"""Where a change goes, and until when."""

from datetime import date

import pytest
from django.utils import timezone

from talent.records.deadlines import after_working_days
from talent.records.models import RouteRule
from talent.records.reviewsettings import change_settings
from talent.records.routing import review_deadline
from talent.records.service import NotAllowed, accept, submit
from tests.talent.records.register import LEAGUE, again, organisation


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
    RouteRule.objects.all().delete()

    change = register.waiting()

    assert (change.route, change.waiting_office) == (["unit"], register.unit)
    assert accept(change=change, by=register.checker).state == "accepted"


def test_a_rule_of_the_category_adds_its_level_in_order(register):
    league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    RouteRule.objects.create(category=register.version.category, level="league")

    change = register.at_banner()
    last = accept(change=change, by=register.boss)

    assert (last.route, last.level, last.waiting_office) == (["unit", "banner", "league"], "league", league)


def test_a_rule_of_another_category_does_not_count(register):
    RouteRule.objects.create(category_id=register.version.category_id + 1, level="league")

    assert route_of(register) == ["unit", "banner"]


def test_a_level_whose_office_stands_already_is_left_out(register):
    RouteRule.objects.create(category=None, level="league")
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
