"""Dated events: who may plan them, when they happen, what stays to be read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talent.orgs.enums import EventKind, EventState
from talent.orgs.granting import scope_for
from talent.orgs.happening import CannotHappen
from talent.orgs.lifecycle import accept_event, drop_event, events_for, happen_due, history_of, plan
from talent.orgs.models import Organisation, OrganisationEvent
from talent.orgs.signals import organisations_changed
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, LEAGUE, SIBLING, member, organisation
from tests.factories import make_organisation
from tests.talent.orgs.applications import uscc

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


class World:
    def __init__(self):
        self.offices = {
            code: organisation(f"{code}", "hr_department", code) for code in (BANNER, LEAGUE, SIBLING)
        }
        self.admins = {code: member(f"a{code}", at, "system_admin") for code, at in self.offices.items()}
        self.unit = make_organisation("unit", BANNER, name="甲厂", industry="B")
        self.heir = make_organisation("unit", BANNER, name="乙厂")
        self.far = make_organisation("unit", SIBLING, name="邻旗厂")

    def as_(self, code):
        return {"by": self.admins[code], "scope": scope_for(self.admins[code])}

    def plan(self, kind, code=BANNER, effective=TODAY, **more):
        given = {"organisation": self.unit, "reason": "改制", "effective": effective, **more}
        return plan(kind=EventKind(kind), **self.as_(code), **given)

    def now(self, organisation=None):
        return Organisation.objects.get(pk=(organisation or self.unit).pk)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def heard():
    """What the parts above were told."""
    told = []

    def hear(sender, moved, merged, closed, **named):
        told.append((moved, merged, closed))

    organisations_changed.connect(hear)
    yield told
    organisations_changed.disconnect(hear)


def test_a_new_name_holds_at_once_and_the_old_one_is_kept(world, heard):
    event = world.plan("renamed", after={"name": "甲集团"}, document="内政发〔2026〕1号")
    assert (world.now().name, event.state, event.before) == ("甲集团", "done", {"name": "甲厂"})
    assert heard == []
    rows = AuditEvent.objects.filter(subject="event").order_by("pk")
    assert [(each.action, each.detail) for each in rows] == [
        ("plan_event", {"event": "renamed"}),
        ("apply_event", {"event": "renamed"}),
    ]


def test_a_temporary_code_gives_way_to_the_unified_one(world):
    old = world.unit.code
    event = world.plan("recoded", after={"code": uscc(1)})
    assert (world.now().code, world.now().code_is_temporary) == (uscc(1), False)
    assert event.before == {"code": old, "code_is_temporary": True}


def test_a_code_of_another_organisation_is_refused_and_nothing_is_written(world):
    make_organisation("unit", BANNER, code=uscc(1), code_is_temporary=False)
    with pytest.raises(CannotHappen):
        world.plan("recoded", after={"code": uscc(1)})
    assert (OrganisationEvent.objects.count(), world.now().code_is_temporary) == (0, True)


def test_a_move_within_the_own_regions_happens_and_is_told(world, heard):
    event = world.plan("moved", LEAGUE, after={"managing_region": SIBLING, "industry": "C"})
    now = world.now()
    assert (event.state, now.managing_region_id, now.industry) == ("done", SIBLING, "C")
    assert event.before == {"managing_region": BANNER, "industry": "B"}
    assert heard == [([world.unit.pk], [], [])]


def test_a_move_elsewhere_waits_for_the_consent_of_that_region(world, heard):
    event = world.plan("moved", after={"managing_region": SIBLING})
    assert (event.state, world.now().managing_region_id, heard) == ("proposed", BANNER, [])
    with pytest.raises(CannotHappen):
        accept_event(event=event, **world.as_(BANNER))
    assert event in events_for(scope_for(world.admins[SIBLING]))
    accepted = accept_event(event=event, **world.as_(SIBLING))
    assert (accepted.state, accepted.accepted_by) == ("done", world.admins[SIBLING])
    assert world.now().managing_region_id == SIBLING


def test_a_merger_closes_the_unit_ends_its_users_and_is_told(world, heard):
    clerk = member("clerk", world.unit, "collector", valid_from=TODAY - timedelta(days=5))
    new = member("new", world.unit, "collector")
    later = member("later", world.unit, "collector", valid_from=TODAY + timedelta(days=5))
    world.plan("merged", other=world.heir)
    now = world.now()
    assert (now.is_active, now.merged_into) == (False, world.heir)
    assert heard == [([], [(world.unit.pk, world.heir.pk)], [])]
    assert clerk.memberships.get().valid_to == TODAY - timedelta(days=1)
    assert new.memberships.get().valid_to == TODAY
    assert later.memberships.count() == 0
    assert [each.kind for each in history_of(world.heir)] == ["merged"]


def test_a_merger_into_another_region_waits_for_its_consent(world):
    event = world.plan("merged", other=world.far)
    assert (event.state, world.now().is_active) == ("proposed", True)
    accept_event(event=event, **world.as_(SIBLING))
    assert world.now().merged_into == world.far


def test_a_split_makes_a_unit_in_the_same_place(world):
    event = world.plan("split", after={"name": "丙厂"})
    made = event.other
    assert (made.name, made.managing_region_id, made.industry, made.is_active) == ("丙厂", BANNER, "B", True)
    made.clean()
    assert world.now().is_active


def test_a_closed_unit_can_be_reopened_and_nothing_else_happens_to_it(world, heard):
    world.plan("closed")
    assert (world.now().is_active, heard) == (False, [([], [], [world.unit.pk])])
    for kind in ("renamed", "closed", "split"):
        with pytest.raises(CannotHappen):
            world.plan(kind, after={"name": "丁厂"})
    world.plan("reopened")
    assert world.now().is_active


@pytest.mark.parametrize("other", ["itself", "department", "closed"])
def test_a_unit_merges_into_another_working_unit_only(world, other):
    into = {"itself": world.unit, "department": world.offices[BANNER]}.get(other)
    into = into or make_organisation("unit", BANNER, is_active=False)
    with pytest.raises(CannotHappen):
        world.plan("merged", other=into)
    assert world.now().is_active


def test_what_lies_ahead_happens_on_its_day_once(world):
    day = TODAY + timedelta(days=3)
    event = world.plan("renamed", effective=day, after={"name": "甲集团"})
    assert (event.state, happen_due(), world.now().name) == ("planned", 0, "甲厂")
    assert (happen_due(day), happen_due(day), world.now().name) == (1, 0, "甲集团")


def test_what_cannot_happen_on_its_day_is_kept_with_the_reason_and_stops_nothing_else(world):
    day = TODAY + timedelta(days=1)
    bad = world.plan("recoded", effective=day, after={"code": uscc(1)})
    good = world.plan("renamed", effective=day, after={"name": "甲集团"})
    make_organisation("unit", BANNER, code=uscc(1), code_is_temporary=False)
    assert happen_due(day) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.note) == ("failed", "这个代码已由另一机构使用。")
    assert good.state == "done"


@pytest.mark.parametrize("days", [-367, 367])
def test_no_event_is_dated_further_than_a_year_away(world, days):
    with pytest.raises(CannotHappen):
        world.plan("closed", effective=TODAY + timedelta(days=days))


@pytest.mark.parametrize(("kind", "code"), [("closed", SIBLING), ("closed", "office"), ("moved", "office")])
def test_nobody_plans_for_other_regions_or_moves_a_department(world, kind, code):
    given = {"organisation": world.offices[BANNER]} if code == "office" else {}
    with pytest.raises(CannotHappen):
        world.plan(kind, BANNER if code == "office" else code, **given)


def test_an_event_is_taken_back_before_it_happens_by_either_side(world):
    first = world.plan("closed", effective=TODAY + timedelta(days=3))
    second = world.plan("moved", after={"managing_region": SIBLING})
    with pytest.raises(CannotHappen):
        drop_event(event=first, **world.as_(SIBLING))
    drop_event(event=first, **world.as_(BANNER))
    drop_event(event=second, **world.as_(SIBLING))
    states = OrganisationEvent.objects.values_list("state", flat=True)
    assert set(states) == {EventState.DROPPED}
    with pytest.raises(CannotHappen):
        accept_event(event=second, **world.as_(SIBLING))


def test_records_and_what_individuals_handed_in_follow_the_signal():
    assert {key[0] for key, *_rest in organisations_changed.receivers} == {
        "records.place",
        "individuals.follow",
    }
