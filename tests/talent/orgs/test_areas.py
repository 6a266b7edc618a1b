"""Management areas: who may plan their events, what happens to them, and what follows for everybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talent.orgs.answering import reviewing_office
from talent.orgs.areas import accept_area, area_events_for, areas_due, areas_for, drop_area, plan_area
from talent.orgs.enums import AreaEventKind
from talent.orgs.granting import region_nodes, scope_for
from talent.orgs.happening import CannotHappen
from talent.orgs.models import AreaEvent, Organisation, OrganisationEvent, Region
from talent.orgs.regions import leagues_of_areas, load_regions, region_choices, standard_code
from talent.orgs.scope import reporting_intervals
from talent.orgs.signals import area_reports_elsewhere, organisations_changed
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, LEAGUE, OTHER_LEAGUE, REGION, SIBLING, member, organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAMED = {"name": "乌拉盖管理区", "name_en": "Ulgai Management Area"}


class World:
    def __init__(self):
        codes = (BANNER, LEAGUE, REGION, OTHER_LEAGUE)
        self.offices = {code: organisation(f"{code}", "hr_department", code) for code in codes}
        self.admins = {code: member(f"a{code}", at, "system_admin") for code, at in self.offices.items()}

    def scope(self, code):
        return scope_for(self.admins[code])

    def as_(self, code):
        return {"by": self.admins[code], "scope": self.scope(code)}

    def plan(self, kind, at=LEAGUE, effective=TODAY, area=None, **after):
        given = {"kind": AreaEventKind(kind), "effective": effective, "document": "内政字〔2026〕1号"}
        return plan_area(area=area, after=after, **given, **self.as_(at))

    def set_up(self, at=LEAGUE, parent=LEAGUE, reports=LEAGUE, **more):
        given = {**NAMED, "parent": parent, "reporting_parent": reports}
        return self.plan("set_up", at, **{**given, **more})

    def old(self):
        """An area of the league that is a month old."""
        return self.set_up(effective=TODAY - timedelta(days=30)).area


@pytest.fixture
def world():
    return World()


def covered(code):
    return {each for low, high in reporting_intervals(code, region_nodes()) for each in range(low, high + 1)}


def test_an_area_is_set_up_with_a_number_that_the_standard_leaves_free(world):
    event = world.set_up()
    area = event.area
    assert (event.state, area.code, area.name, area.is_area) == ("done", 152571, "乌拉盖管理区", True)
    assert (area.parent_id, area.reporting_parent_id, area.valid_from) == (LEAGUE, LEAGUE, TODAY)
    rows = AuditEvent.objects.filter(subject="area").order_by("pk")
    office = world.offices[LEAGUE].pk
    assert [(each.action, each.organisation_ids) for each in rows] == [
        ("plan_area", [office]),
        ("apply_area", [office]),
    ]


def test_the_standard_has_no_number_of_an_area():
    assert [code for code in Region.objects.values_list("code", flat=True) if 61 <= code % 100 <= 80] == []


def test_no_code_is_given_twice_and_a_league_that_has_none_left_says_so(world):
    first = world.old()
    world.plan("closed", area=first, successor=BANNER)
    codes = [world.set_up(code=wanted).area.code for wanted in (152575, None)]
    assert codes == [152575, 152572]
    for wanted in (152571, 152522, 150471):
        with pytest.raises(CannotHappen):
            world.set_up(code=wanted)
    found = [world.set_up().area.code for _ in range(17)]
    assert sorted({first.code, *codes, *found}) == list(range(152561, 152581))
    with pytest.raises(CannotHappen):
        world.set_up()


@pytest.mark.parametrize(
    "change", [{"code": 152581}, {"parent": None}, {"valid_from": None}, {"is_area": False}]
)
def test_the_database_refuses_an_area_that_is_none(change):
    given = {"code": 152571, "name": "?", "parent_id": LEAGUE, "reporting_parent_id": LEAGUE, "is_area": True}
    given |= {"level": "banner", "valid_from": TODAY, **change}
    if "parent" in change:
        del given["parent_id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(**given)


@pytest.mark.parametrize(
    ("parent", "reports", "inside"),
    [
        (LEAGUE, LEAGUE, {LEAGUE, REGION}),
        (BANNER, BANNER, {BANNER, LEAGUE, REGION}),
        (BANNER, LEAGUE, {LEAGUE, REGION}),
        (LEAGUE, REGION, {REGION}),
        (LEAGUE, OTHER_LEAGUE, {OTHER_LEAGUE, REGION}),
    ],
)
def test_an_area_is_in_the_scope_of_whom_it_reports_to_and_of_nobody_else(world, parent, reports, inside):
    area = world.set_up(REGION, parent, reports).area
    above = (BANNER, LEAGUE, OTHER_LEAGUE, SIBLING, REGION)
    assert {code for code in above if area.code in covered(code)} == inside
    assert {code for code in world.admins if area in areas_for(world.scope(code))} == inside


def test_the_intervals_of_all_that_report_to_the_region_share_no_code_with_areas_among_them(world):
    for reports in (LEAGUE, REGION, OTHER_LEAGUE):
        world.set_up(REGION, LEAGUE, reports)
    tops = [node.code for node in region_nodes() if node.reporting_parent == REGION]
    sets = [covered(code) for code in tops]
    assert sum(map(len, sets)) == len(set().union(*sets))


def test_an_area_that_will_report_elsewhere_waits_for_the_consent_of_that_region(world):
    event = world.set_up(LEAGUE, LEAGUE, REGION)
    assert (event.state, event.area, Region.objects.filter(is_area=True).count()) == ("proposed", None, 0)
    with pytest.raises(CannotHappen):
        accept_area(event=event, **world.as_(LEAGUE))
    done = accept_area(event=event, **world.as_(REGION))
    assert (done.state, done.area.reporting_parent_id, done.accepted_by) == (
        "done",
        REGION,
        world.admins[REGION],
    )


@pytest.mark.parametrize("at", [BANNER, OTHER_LEAGUE])
def test_nobody_plans_for_areas_of_other_regions(world, at):
    with pytest.raises(CannotHappen):
        world.set_up(at)
    area = world.old()
    for kind, after in (
        ("renamed", NAMED),
        ("reports", {"reporting_parent": at}),
        ("closed", {"successor": at}),
    ):
        with pytest.raises(CannotHappen):
            world.plan(kind, at, area=area, **after)
    assert AreaEvent.objects.count() == 1
    assert area_events_for(world.scope(OTHER_LEAGUE)).count() == 0


def test_a_new_name_holds_and_the_old_one_is_kept(world):
    area = world.old()
    event = world.plan("renamed", area=area, name="乌拉盖新区", name_en="")
    area.refresh_from_db()
    assert (area.name, event.before) == ("乌拉盖新区", NAMED)


def test_whoever_an_area_reports_to_from_now_on_sees_it_and_who_had_it_no_longer(world):
    area, told = world.old(), []

    def hear(sender, code, **named):
        told.append(code)

    area_reports_elsewhere.connect(hear)
    event = world.plan("reports", REGION, area=area, reporting_parent=OTHER_LEAGUE)
    area_reports_elsewhere.disconnect(hear)
    assert (event.before, told) == ({"reporting_parent": LEAGUE}, [area.code])
    assert (area.code in covered(LEAGUE), area.code in covered(OTHER_LEAGUE)) == (False, True)
    assert leagues_of_areas() == {area.code: OTHER_LEAGUE}


def test_people_of_an_area_count_in_the_league_it_reports_to(world):
    inside = world.set_up(REGION, BANNER, BANNER).area
    past = world.set_up(REGION, LEAGUE, REGION).area
    other = world.set_up(REGION, LEAGUE, OTHER_LEAGUE).area
    assert leagues_of_areas() == {inside.code: LEAGUE, past.code: LEAGUE, other.code: OTHER_LEAGUE}


def test_a_closed_area_sends_its_organisations_on_and_its_office_closes(world):
    area = world.old()
    unit = make_organisation("unit", area.code, name="牧场")
    seated = make_organisation("unit", LEAGUE, name="盟直单位", seat_region_id=area.code)
    office = make_organisation("hr_department", area.code, name="管理区人社局")
    told = []

    def hear(sender, moved, **named):
        told.append(moved)

    organisations_changed.connect(hear)
    world.plan("closed", area=area, successor=BANNER)
    organisations_changed.disconnect(hear)
    area.refresh_from_db()
    assert (area.valid_to, area.successor_id) == (TODAY - timedelta(days=1), BANNER)
    places = Organisation.objects.in_bulk([unit.pk, seated.pk, office.pk])
    stands = {pk: (at.managing_region_id, at.seat_region_id, at.is_active) for pk, at in places.items()}
    assert stands == {
        unit.pk: (BANNER, BANNER, True),
        seated.pk: (LEAGUE, BANNER, True),
        office.pk: (BANNER, BANNER, False),
    }
    assert told == [[unit.pk, seated.pk]]
    line = OrganisationEvent.objects.get(organisation=unit)
    assert (line.kind, line.state, line.document) == ("moved", "done", "内政字〔2026〕1号")
    assert (line.before["managing_region"], line.after["managing_region"]) == (area.code, BANNER)
    with pytest.raises(CannotHappen):
        world.plan("renamed", area=area, **NAMED)


def test_organisations_go_to_another_administrators_region_with_consent_only(world):
    area = world.old()
    event = world.plan("closed", area=area, successor=OTHER_LEAGUE)
    assert event.state == "proposed"
    drop_area(event=event, **world.as_(OTHER_LEAGUE))
    event.refresh_from_db()
    area.refresh_from_db()
    assert (event.state, area.valid_to) == ("dropped", None)


def test_what_lies_ahead_happens_on_its_day_and_what_cannot_is_kept_with_the_reason(world):
    area, day = world.old(), TODAY + timedelta(days=3)
    named = world.plan("renamed", area=area, effective=day, **{**NAMED, "name": "乌拉盖新区"})
    closed = world.plan("closed", area=area, effective=day, successor=area.code)
    assert (areas_due(), areas_due(day), areas_due(day)) == (0, 1, 0)
    named.refresh_from_db()
    closed.refresh_from_db()
    assert (named.state, closed.state, bool(closed.note)) == ("done", "failed", True)
    assert Region.objects.get(pk=area.pk).name == "乌拉盖新区"


@pytest.mark.parametrize("reports", [LEAGUE, BANNER])
def test_the_area_s_own_office_reviews_and_without_one_the_office_above(world, reports):
    area = world.set_up(REGION, BANNER, reports).area
    unit = make_organisation("unit", area.code)
    assert reviewing_office(unit, "banner") == world.offices[reports]
    own = make_organisation("hr_department", area.code)
    assert [reviewing_office(unit, level) for level in ("banner", "league", "region")] == [
        own,
        world.offices[LEAGUE],
        world.offices[REGION],
    ]


def test_areas_are_offered_for_units_below_their_league_and_not_where_the_standard_is_asked(world):
    area = world.set_up(REGION, BANNER, BANNER).area
    assert dict(dict(region_choices())["锡林郭勒盟"])[area.code] == "乌拉盖管理区"
    assert area.code not in dict(dict(region_choices(areas=False))["锡林郭勒盟"])
    assert [standard_code(code) for code in (area.code, BANNER, 152572)] == [BANNER, BANNER, LEAGUE]


def test_loading_the_standard_again_leaves_areas_as_they_are(world):
    area = world.old()
    load_regions()
    assert Region.objects.filter(is_area=True).get() == area
