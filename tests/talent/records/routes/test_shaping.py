"""Rules are added and changed with their history; the carried ones are never put back."""

from datetime import date

import pytest

from talent.categories.models import Category
from talent.records.models import RouteEdit, RouteRule
from talent.records.routes.carried import load_routes
from talent.records.routes.shaping import Meanwhile, Ruled, add_rule, change_rule, plain, said_by
from talent.security.models import AuditEvent
from tests.factories import make_user

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
