"""What each scope sees, against an oracle in plain Python that walks the reporting parents."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from talent.categories.models import Category
from talent.orgs.enums import Role
from talent.orgs.granting import scope_for
from talent.orgs.models import Region
from talent.records.models import Person, TalentRecord, placement
from tests.factories import make_member, make_organisation

REGIONS = [150000, 150400, 150402, 150700, 150702, 150781, 150782, 152500, 152501, 152502, 152522]
INDUSTRIES = ["A", "B", "Q", ""]
OFFICES = ["hr_department", "industry_department", "admin_department"]
READ = {"collector", "unit_reviewer", "hr_reviewer", "analyst"}
_SERIAL = count(1)

systems = st.lists(st.sampled_from(REGIONS), min_size=1, max_size=2)
#: kind, region, industry, index of the administrative department or None, number of people
units = st.lists(
    st.tuples(
        st.sampled_from(["unit", "village_committee"]),
        st.sampled_from(REGIONS),
        st.sampled_from(INDUSTRIES),
        st.none() | st.integers(0, 1),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=6,
)
#: kind of the organisation, its region, its industries, which of the existing ones, role
grants = st.lists(
    st.tuples(
        st.sampled_from(["unit", *OFFICES]),
        st.sampled_from(REGIONS),
        st.lists(st.sampled_from(INDUSTRIES[:-1]), unique=True),
        st.integers(0, 9),
        st.sampled_from(Role),
    ),
    max_size=4,
)


def people_of(unit, number):
    category = Category.objects.get(key="professional")
    people = [
        Person(document_kind="01", blind_index=f"{next(_SERIAL)}".encode(), number_masked="*")
        for _ in range(number)
    ]
    Person._plain.bulk_create(people)
    rows = [TalentRecord(person=person, category=category, **placement(unit)) for person in people]
    return TalentRecord._plain.bulk_create(rows)


def sees(role, organisation, unit, parents):
    """The rule of the notice, said once more and differently."""
    if role not in READ:
        return False
    if organisation.kind in ("unit", "village_committee"):
        return unit == organisation
    code = unit.managing_region_id
    while code not in (None, organisation.managing_region_id):
        code = parents[code]
    if code is None:
        return False
    if organisation.kind == "industry_department":
        return unit.industry in organisation.industries
    if organisation.kind == "admin_department":
        return unit.administrative_department_id == organisation.pk
    return True


class TestVisibility(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(system_regions=systems, unit_facts=units, grant_facts=grants)
    def test_a_scope_shows_exactly_the_rows_that_the_rule_names(
        self, system_regions, unit_facts, grant_facts
    ):
        administering = [make_organisation("admin_department", region) for region in system_regions]
        found_units, held = [], []
        rows = {}
        for kind, region, industry, system, number in unit_facts:
            over = administering[system % len(administering)] if system is not None else None
            unit = make_organisation(kind, region, industry=industry, administrative_department=over)
            found_units.append(unit)
            rows.update({row.pk: unit for row in people_of(unit, number)})
        user, offices = None, {}
        for kind, region, industries, which, role in grant_facts:
            if kind == "unit":
                at = found_units[which % len(found_units)]
            elif kind == "admin_department":
                at = administering[which % len(administering)]
            elif (kind, region) in offices:
                at = offices[kind, region]
            else:
                at = offices[kind, region] = make_organisation(kind, region, industries=industries)
            user = make_member(role, at, user=user)
            held.append((role, at))
        parents = dict(Region.objects.values_list("code", "reporting_parent_id"))
        expected = {
            pk for pk, unit in rows.items() if any(sees(role, at, unit, parents) for role, at in held)
        }
        visible = TalentRecord.objects.visible_to(scope_for(user))
        people = Person.objects.visible_to(scope_for(user)).distinct()
        assert (set(visible.values_list("pk", flat=True)), visible.count()) == (expected, len(expected))
        assert set(people.values_list("records__pk", flat=True)) == expected
