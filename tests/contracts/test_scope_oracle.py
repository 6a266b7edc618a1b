"""What each scope sees, against an oracle in plain Python that walks the reporting parents."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from talent.categories.models import Category
from talent.orgs.enums import Role
from talent.orgs.models import Region
from talent.orgs.service import scope_for
from talent.records.models import Person, TalentRecord, placement
from tests.factories import make_member, make_organisation

REGIONS = [150000, 150700, 150702, 150781, 150782, 152500, 152501, 152502]
INDUSTRIES = ["A", "Q", ""]
UNIT_ROLES = {"collector", "unit_reviewer"}
READ = UNIT_ROLES | {"hr_reviewer", "analyst"}
#: First and last day of a grant, counted from today, and whether it holds today.
DATES = [(-9, None, True), (0, 0, True), (-9, 9, True), (-9, -1, False), (1, None, False)]
_SERIAL = count(1)

systems = st.lists(st.sampled_from([150000, 150700]), min_size=1, max_size=2)
#: kind, region, industry, index of the administrative department or None
units = st.lists(
    st.tuples(
        st.sampled_from(["unit", "village_committee"]),
        st.sampled_from(REGIONS),
        st.sampled_from(INDUSTRIES),
        st.none() | st.integers(0, 1),
    ),
    min_size=1,
    max_size=6,
)
#: Of each person, the units of their records: one in each category.
people = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=3), min_size=1, max_size=6)
#: kind of the organisation, its region, its industries, which of the existing ones, role, dates
grants = st.lists(
    st.tuples(
        st.sampled_from(["unit", "hr_department", "industry_department", "admin_department"]),
        st.sampled_from(REGIONS),
        st.lists(st.sampled_from(INDUSTRIES[:-1]), unique=True),
        st.integers(0, 9),
        st.sampled_from([*sorted(READ), *sorted(READ), *Role]),
        st.sampled_from(DATES),
    ),
    min_size=1,
    max_size=4,
)


class World:
    """Organisations, records and one account, of which the oracle knows the grants that hold today."""

    def __init__(self, system_regions, unit_facts, people_facts, grant_facts):
        self.systems = [make_organisation("admin_department", region) for region in system_regions]
        self.units = [self._unit(*facts) for facts in unit_facts]
        self.unit_of = {row: unit for places in people_facts for row, unit in self._person(places)}
        self.user, self.offices = None, {}
        self.held = [held for facts in grant_facts for held in self._grant(*facts)]
        self.parents = dict(Region.objects.values_list("code", "reporting_parent_id"))

    def _unit(self, kind, region, industry, system):
        over = None if system is None else self.systems[system % len(self.systems)]
        return make_organisation(kind, region, industry=industry, administrative_department=over)

    def _person(self, places):
        index = f"{next(_SERIAL)}".encode()
        person = Person._plain.create(document_kind="01", blind_index=index, number_masked="*")
        for place, category in zip(places, Category.objects.filter(subject="people"), strict=False):
            unit = self.units[place % len(self.units)]
            yield TalentRecord._plain.create(person=person, category=category, **placement(unit)), unit

    def _grant(self, kind, region, industries, which, role, dates):
        at = self._organisation(kind, region, industries, which)
        first, last, holds = dates
        today = timezone.localdate()
        begin, end = (None if days is None else today + timedelta(days) for days in (first, last))
        self.user = make_member(role, at, user=self.user, valid_from=begin, valid_to=end)
        return [(role, at)] if holds else []

    def _organisation(self, kind, region, industries, which):
        if kind == "unit":
            return self.units[which % len(self.units)]
        if kind == "admin_department":
            return self.systems[which % len(self.systems)]
        if (kind, region) not in self.offices:
            self.offices[kind, region] = make_organisation(kind, region, industries=industries)
        return self.offices[kind, region]

    def seen(self):
        """The records that some grant of today shows."""
        return {
            row
            for row, unit in self.unit_of.items()
            if any(self._sees(role, at, unit) for role, at in self.held)
        }

    def _sees(self, role, at, unit):
        """The rule of the notice, said once more and differently."""
        if role not in READ:
            return False
        if at.collects or role in UNIT_ROLES:
            return unit == at
        code = unit.managing_region_id
        while code not in (None, at.managing_region_id):
            code = self.parents[code]
        if code is None:
            return False
        if at.kind == "industry_department":
            return unit.industry in at.industries
        return at.kind == "hr_department" or unit.administrative_department == at


class TestVisibility(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.builds(World, systems, units, people, grants))
    def test_a_scope_shows_and_counts_exactly_the_rows_that_the_rule_names(self, world):
        expected = world.seen()
        whose = {row.person for row in expected}
        scope = scope_for(world.user)
        for model, rows in ((TalentRecord, expected), (Person, whose)):
            visible = model.objects.visible_to(scope)
            assert (set(visible), len(visible), visible.count()) == (rows, len(rows), len(rows))
