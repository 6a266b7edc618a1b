"""The rows of people follow their unit; no waiting change is stranded on the way."""

from contextlib import suppress

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports.stats.models import Fact
from talent.notify.models import Notification
from talent.orgs.enums import EventKind
from talent.orgs.happening import CannotHappen
from talent.orgs.lifecycle import plan
from talent.orgs.models import Organisation, Region
from talent.orgs.service import reviewing_office, scope_for
from talent.records import placing
from talent.records.models import Change, Question, TalentRecord, placement
from talent.records.placing import place, place_all, place_chunk
from talent.records.reviewing import accept, submit
from talent.records.service import ask_collector
from talent.records.telling import named
from tests.talent.records.register import (
    BANNER,
    LEAGUE,
    SIBLING,
    Register,
    account,
    again,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


class Moving:
    """The register, with an administrator over the whole league and an office in the sibling banner."""

    def __init__(self, register):
        self.register = register
        self.league = organisation("盟人社局", "hr_department", 152500)
        self.sibling = organisation("邻旗人社局", "hr_department", SIBLING)
        self.admin = account("admin", self.league, "system_admin")
        self.there = account("there", self.sibling, "hr_reviewer")

    def plan(self, kind, unit=None, **more):
        given = {"effective": timezone.localdate(), "reason": "改制", "by": self.admin}
        organisation = Organisation.objects.get(pk=(unit or self.register.unit).pk)
        return plan(
            organisation=organisation, kind=EventKind(kind), scope=scope_for(self.admin), **given, **more
        )

    def move(self, **more):
        return self.plan("moved", after={"managing_region": SIBLING, "industry": "C", **more})


@pytest.fixture
def moving(register):
    return Moving(register)


def astray():
    """Rows that do not stand where their unit does."""
    found = []
    for model in (TalentRecord, Change):
        for row in model._plain.select_related("unit"):
            stands = placement(row.unit)
            if any(getattr(row, name) != stands[name] for name in stands):
                found.append(row)
    return found


def test_records_changes_and_facts_follow_a_unit_that_moves(register, moving):
    record = register.approved().record_id
    draft = register.draft(2)
    moving.move()
    assert astray() == []
    assert Fact.objects.get(record=record).region_code == SIBLING
    draft.refresh_from_db()
    assert (draft.region_code, draft.state) == (SIBLING, "draft")
    assert set(TalentRecord.objects.visible_to(scope_for(moving.there))) == set(TalentRecord._plain.all())
    assert not TalentRecord.objects.visible_to(scope_for(register.boss)).exists()


def test_a_unit_that_gets_and_loses_its_department_takes_its_people_along(register, moving):
    register.approved()
    system = organisation("国资委", "admin_department")
    for department in (system.pk, None):
        moving.plan("moved", after={"administrative_department": department})
        assert (astray(), TalentRecord._plain.get().system_id) == ([], department)


def test_what_waits_above_goes_to_the_office_that_answers_now(register, moving):
    change = accept(change=submit(change=register.draft(), by=register.clerk), by=register.checker)
    assert change.waiting_office == register.office
    moving.move()
    change.refresh_from_db()
    assert (change.waiting_office, change.route, change.step) == (moving.sibling, ["unit", "banner"], 1)
    done = accept(change=change, by=moving.there)
    assert done.state == "accepted"


def test_what_waits_at_the_unit_stays_there(register, moving):
    change = submit(change=register.draft(), by=register.clerk)
    moving.move()
    change.refresh_from_db()
    assert (change.waiting_office, change.state) == (register.unit, "waiting")
    assert accept(change=change, by=register.checker).waiting_office == moving.sibling


def test_the_first_chunk_goes_at_once_and_a_job_goes_on_where_it_ended(register, moving, monkeypatch):
    for serial in range(5):
        register.approved(serial + 1)
    monkeypatch.setattr(placing, "CHUNK", 2)
    moving.move()
    assert TalentRecord._plain.filter(region_code=SIBLING).count() == 2
    assert place_chunk(register.unit.pk)
    assert TalentRecord._plain.filter(region_code=SIBLING).count() == 4
    place(register.unit.pk)
    place(register.unit.pk)
    assert (astray(), Fact.objects.filter(region_code=SIBLING).count()) == ([], 5)


def test_the_nightly_look_finds_what_nothing_else_has(register):
    register.approved()
    TalentRecord._plain.update(region_code=SIBLING)
    Change._plain.update(industry="Z")
    place_all()
    assert astray() == []


def test_a_closed_unit_reviews_nothing_more_and_its_drafts_stay(register, moving):
    waiting = submit(change=register.draft(1), by=register.clerk)
    above = accept(change=submit(change=register.draft(2), by=register.clerk), by=register.checker)
    moving.plan("closed")
    waiting.refresh_from_db()
    above.refresh_from_db()
    assert (waiting.state, waiting.waiting_office) == ("withdrawn", None)
    assert not TalentRecord._plain.get(pk=waiting.record_id).held
    assert (above.state, above.waiting_office) == ("waiting", register.office)


def test_what_a_unit_asked_before_it_closed_needs_no_answer_and_can_be_asked_anew(register, moving):
    waiting = register.waiting()
    ask_collector(change=waiting, text="发证机关？", by=register.checker)
    moving.plan("closed")
    moving.plan("reopened")
    change = submit(change=again(waiting), by=register.clerk)
    ask_collector(change=change, text="发证机关？", by=register.checker)
    assert [each.lapsed_at is None for each in Question._plain.all()] == [False, True]


def test_people_of_a_unit_that_merges_go_with_it(register, moving):
    done = register.approved(1)
    under_way = register.at_banner(2)
    draft = register.draft(3)
    moving.plan("merged", other=register.other)
    assert {each.unit for each in (*TalentRecord._plain.all(), *Change._plain.all())} == {register.other}
    assert astray() == []
    assert Fact.objects.get(record=done.record_id).unit_id == register.other.pk
    assert again(under_way).waiting_office == register.office
    assert again(draft).state == "draft"
    assert TalentRecord.objects.visible_to(scope_for(register.neighbour)).count() == 3


def test_what_waits_at_the_own_step_of_a_unit_that_merges_waits_at_its_successor(register, moving):
    change = register.waiting()
    moving.plan("merged", other=register.other)
    assert again(change).waiting_office == register.other
    assert accept(change=again(change), by=register.neighbour).waiting_office == register.office


def test_earlier_decisions_keep_the_unit_under_which_they_were_made(register, moving):
    first = register.approved(1)
    again_sent = submit(change=register.draft(1, "乌云"), by=register.clerk)
    second = accept(change=accept(change=again_sent, by=register.checker), by=register.boss)
    moving.plan("merged", other=register.other)
    assert (again(first).unit, again(second).unit) == (register.unit, register.other)
    assert astray() == []


def test_a_person_whom_both_units_have_ends_as_one_record_with_what_was_approved(register, moving):
    theirs = register.propose(person(1, "旧名"), unit=register.other, by=register.neighbour).change
    approved = register.approved(1)
    moving.plan("merged", other=register.other)
    record = TalentRecord._plain.get(unit=register.other)
    assert (record.approved_id, record.held, record.pk) == (approved.pk, True, theirs.record_id)
    assert (again(theirs).state, again(theirs).unit) == ("draft", register.other)
    left = TalentRecord._plain.get(unit=register.unit)
    assert (left.approved, left.held, Change._plain.filter(record=left).count()) == (None, False, 0)
    assert list(Fact.objects.values_list("record", "unit_id")) == [(record.pk, register.other.pk)]


def test_of_two_drafts_of_one_person_that_of_the_successor_goes_on(register, moving):
    mine = register.draft(1)
    theirs = register.propose(person(1, "乌云"), unit=register.other, by=register.neighbour).change
    moving.plan("merged", other=register.other)
    assert (again(mine).state, again(theirs).state) == ("rejected", "draft")
    assert again(mine).record_id == theirs.record_id


def test_of_two_under_way_that_of_the_unit_that_held_the_person_goes_on(register, moving):
    theirs = register.propose(person(1, "乌云"), unit=register.other, by=register.neighbour).change
    mine = register.waiting(1)
    moving.plan("merged", other=register.other)
    assert (again(mine).state, again(theirs).state) == ("waiting", "rejected")
    assert again(mine).waiting_office == register.other
    assert TalentRecord._plain.get(unit=register.other).held


def merger_told():
    kind = "change_ended_by_merger"
    found = Notification.objects.filter(kind=kind).values_list("recipient", "place", "arguments", "data")
    return {recipient: (place, list(arguments), data) for recipient, place, arguments, data in found}


def test_who_typed_the_change_that_ends_is_told_where_its_content_is(register, moving):
    mine = register.draft(1)
    theirs = register.propose(person(1, "乌云"), unit=register.other, by=register.neighbour).change
    category = mine.category
    moving.plan("merged", other=register.other)
    ended, unit, into = again(mine), register.unit.name, register.other.name
    data = {"name": ended.full_name, "unit": unit, "into": into, **named(category)}
    page = ["collect:change", [register.other.pk, mine.pk]]
    # The typist's own grant ended with the unit, so the colleagues of the successor are told as well.
    assert merger_told() == {
        mine.created_by_id: ("", [], data),
        register.neighbour.pk: (*page, data),
    }
    assert (ended.unit, ended.state, again(theirs).state) == (register.other, "rejected", "draft")


def test_the_clerk_of_the_successor_alone_is_told_of_the_own_change_that_ends(register, moving):
    theirs = register.propose(person(1, "乌云"), unit=register.other, by=register.neighbour).change
    register.waiting(1)
    moving.plan("merged", other=register.other)
    place_all()
    assert {pk: told[:2] for pk, told in merger_told().items()} == {
        register.neighbour.pk: ("collect:change", [register.other.pk, theirs.pk])
    }


def test_nobody_is_told_where_both_units_had_one_change_between_them(register, moving):
    register.approved(1)
    register.propose(person(1, "乌云"), unit=register.other, by=register.neighbour)
    moving.plan("merged", other=register.other)
    assert merger_told() == {}


def test_people_end_in_the_last_of_several_units_that_merge(register, moving):
    register.approved(1)
    last = organisation("总厂", "unit")
    moving.plan("merged", other=register.other)
    moving.plan("merged", unit=register.other, other=last)
    late = organisation("晚到", "unit", merged_into=register.other, is_active=False)
    TalentRecord._plain.filter(unit=last).update(**placement(late))
    Change._plain.filter(unit=last).update(**placement(late))
    place_all()
    assert (TalentRecord._plain.get().unit, Change._plain.get().unit) == (last, last)


def test_a_merger_in_chunks_goes_on_where_it_ended(register, moving, monkeypatch):
    for serial in range(1, 6):
        register.approved(serial)
    monkeypatch.setattr(placing, "CHUNK", 2)
    moving.plan("merged", other=register.other)
    assert TalentRecord._plain.filter(unit=register.other).count() == 2
    place(register.unit.pk)
    assert (TalentRecord._plain.filter(unit=register.other).count(), astray()) == (5, [])


class Walk:
    """Units with people, and what a random sequence of events does to them."""

    REGIONS = (BANNER, LEAGUE, SIBLING, 150000, 150781)

    def __init__(self, events):
        self.register = Register()
        self.region = organisation("厅", "hr_department", 150000)
        for code in (LEAGUE, SIBLING, 150781):
            organisation(f"{code}", "hr_department", code)
        self.admin = account("admin", self.region, "system_admin")
        self.systems = [organisation("国资委", "admin_department", 150000)]
        self.units = [self.register.unit, self.register.other, organisation("丙", "unit", SIBLING)]
        self._people()
        for event in events:
            self._happen(*event)

    def _people(self):
        # Before a unit holds the person, others may have drafts too.
        for serial, unit in ((1, 1), (3, 1), (4, 1), (4, 2), (5, 2)):
            self.register.propose(person(serial), unit=self.units[unit], by=self.register.neighbour)
        self.register.approved(1)
        self.register.at_banner(2)
        self.register.waiting(3)
        self.register.draft(4)

    def _happen(self, kind, which, other, region, industry, with_system):
        unit, into = (Organisation.objects.get(pk=self.units[each].pk) for each in (which, other))
        place = {
            "managing_region": self.REGIONS[region],
            "seat_region": self.REGIONS[region],
            "industry": industry,
            "administrative_department": self.systems[0].pk if with_system else None,
        }
        given = {"after": place} if kind == "moved" else {"other": into} if kind == "merged" else {}
        with suppress(CannotHappen):
            plan(
                organisation=unit, kind=EventKind(kind), effective=timezone.localdate(), reason="改制",
                by=self.admin, scope=scope_for(self.admin), **given,
            )  # fmt: skip

    def oracle(self, code):
        """Records that an HR reviewer of a region sees, by the units as they stand."""
        parents = dict(Region.objects.values_list("code", "reporting_parent_id"))
        seen = set()
        for record in TalentRecord._plain.select_related("unit"):
            at = record.unit.managing_region_id
            while at not in (None, code):
                at = parents[at]
            if at == code:
                seen.add(record.pk)
        return seen


happenings = st.lists(
    st.tuples(
        st.sampled_from(["moved", "moved", "merged", "closed", "reopened"]),
        *(st.integers(0, 2), st.integers(0, 2), st.integers(0, 4)),
        *(st.sampled_from(["", "A", "Q"]), st.booleans()),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


class TestAnySequenceOfEvents(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(happenings)
    def test_rows_stand_where_their_units_do_and_scopes_see_what_the_oracle_says(self, events):
        walk = Walk(events)
        assert astray() == []
        lasting = TalentRecord._plain.filter(Q(held=True), unit__merged_into__isnull=False)
        assert list(lasting) == []
        for office in Organisation.objects.filter(kind="hr_department"):
            reviewer = account(f"r{office.pk}", office, "hr_reviewer")
            seen = set(TalentRecord.objects.visible_to(scope_for(reviewer)).values_list("pk", flat=True))
            assert seen == walk.oracle(office.managing_region_id)
        waiting = Change._plain.filter(state="waiting").select_related("waiting_office", "unit")
        stranded = [
            each for each in waiting
            if each.waiting_office != (
                each.unit if each.level == "unit" else reviewing_office(each.unit, each.level)
            ) or not each.waiting_office.is_active
        ]  # fmt: skip
        assert stranded == []
        facts = set(Fact.objects.values_list("record", "unit_id", "region_code", "seat_code"))
        approved = TalentRecord._plain.filter(approved__isnull=False)
        assert facts == set(approved.values_list("pk", "unit", "region_code", "seat_code"))
