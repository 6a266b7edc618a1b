"""Rules are added and changed with their history; the carried ones are never put back."""

from datetime import date

import pytest

from talent.categories.models import Category
from talent.notify.models import Notification
from talent.records.models import RouteEdit, RouteRule
from talent.records.routes.carried import load_routes
from talent.records.routes.shaping import Meanwhile, Ruled, add_rule, change_rule, plain, said_by
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER
from tests.factories import make_user
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def given(**said):
    skilled = Category.objects.get(key="skilled").pk
    whole = {
        "name": "带徒师傅",
        "levels": ("league",),
        "categories": (skilled,),
        "valid_from": date(2026, 1, 1),
    }
    return Ruled(**{**whole, **said})


def last_event():
    event = AuditEvent.objects.latest("pk")
    return event.action, event.subject, event.subject_id, event.detail


def test_a_new_rule_has_its_first_line_of_history_and_an_event(by):
    rule = add_rule(given=given(), by=by)

    edit = RouteEdit.objects.get(rule=rule)
    assert said_by(RouteRule.objects.get(pk=rule.pk)) == given()
    assert (edit.by, edit.before, edit.after) == (by, {}, plain(given()))
    assert last_event() == ("add_route", "route", str(rule.pk), {})


def test_a_change_keeps_what_stood_before_and_says_what_changed(by):
    rule = add_rule(given=given(), by=by)

    changed = change_rule(rule=rule, given=given(levels=("banner", "league"), enabled=False), by=by, lock=0)

    edit = RouteEdit.objects.filter(rule=rule).first()
    assert (edit.before, edit.after) == (
        plain(given()),
        plain(given(levels=("banner", "league"), enabled=False)),
    )
    assert changed.lock == RouteRule.objects.get(pk=rule.pk).lock == 1
    assert last_event() == (
        "edit_route",
        "route",
        str(rule.pk),
        {"changed": ["rule_levels", "rule_enabled"]},
    )


def test_the_other_administrators_of_the_region_are_told_of_each_change(by):
    region, banner = (
        organisation("厅", "hr_department", 150000),
        organisation("局", "hr_department", BANNER),
    )
    asked, other = (account(name, region, "system_admin") for name in ("asked", "other"))
    account("below", banner, "system_admin")
    rule = add_rule(given=given(), by=asked)
    change_rule(rule=rule, given=given(levels=("region",)), by=asked, lock=0)
    change_rule(rule=rule, given=given(levels=("region",)), by=asked, lock=1)

    told = Notification.objects.filter(kind="route_changed").order_by("pk")
    assert [(each.recipient, each.data, each.arguments) for each in told] == [
        (other, {"by": asked.name, "rule": "带徒师傅"}, [rule.pk])
    ] * 2


def test_the_same_again_writes_nothing(by):
    rule = add_rule(given=given(), by=by)
    before = last_event()

    change_rule(rule=rule, given=given(), by=by, lock=0)

    assert (last_event(), rule.edits.count(), RouteRule.objects.get(pk=rule.pk).lock) == (before, 1, 0)


def test_of_two_who_change_a_rule_the_second_is_told(by):
    rule = add_rule(given=given(), by=by)
    change_rule(rule=rule, given=given(name="名师"), by=by, lock=0)

    with pytest.raises(Meanwhile):
        change_rule(rule=rule, given=given(name="高师"), by=by, lock=0)

    assert RouteRule.objects.get(pk=rule.pk).name == "名师"


def test_a_carried_rule_that_was_changed_or_switched_off_stays_so(by):
    rule = RouteRule.objects.get(key="senior_title")
    change_rule(rule=rule, given=given(name="不用", enabled=False), by=by, lock=rule.lock)
    count = RouteRule.objects.count()

    assert load_routes() == 0

    kept = RouteRule.objects.get(key="senior_title")
    assert (kept.name, kept.enabled, RouteRule.objects.count()) == ("不用", False, count)
