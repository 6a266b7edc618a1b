from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.granting import region_nodes
from talent.orgs.scope import NOTHING, Grant, RegionNode, Scope, grant_for, reporting_intervals

#: One league with a city that reports to the region, and another league.
NODES = (
    RegionNode(150000, None, None),
    RegionNode(150700, 150000, 150000),
    RegionNode(150702, 150700, 150700),
    RegionNode(150781, 150700, 150000),
    RegionNode(152500, 150000, 150000),
    RegionNode(152501, 152500, 150000),
    RegionNode(152502, 152500, 152500),
)


@pytest.mark.parametrize(
    ("code", "intervals"),
    [
        (150000, ((150000, 159999),)),
        (150700, ((150700, 150780), (150782, 150799))),
        (152500, ((152500, 152500), (152502, 152599))),
        (150781, ((150781, 150781),)),
        (152501, ((152501, 152501),)),
        (150702, ((150702, 150702),)),
    ],
)
def test_an_interval_leaves_out_who_reports_past_it(code, intervals):
    assert reporting_intervals(code, NODES) == intervals


@pytest.mark.django_db
def test_the_intervals_of_every_region_hold_exactly_its_reporting_subtree():
    nodes = region_nodes()
    above = {node.code: node.reporting_parent for node in nodes}

    def reports_to(code, top):
        while code is not None and code != top:
            code = above[code]
        return code == top

    found = {
        top: {each for each in above for low, high in reporting_intervals(top, nodes) if low <= each <= high}
        for top in above
    }
    assert found == {top: {each for each in above if reports_to(each, top)} for top in above}


@pytest.mark.django_db
def test_no_two_leagues_share_a_code_and_together_with_the_cities_they_fill_their_spans():
    nodes = region_nodes()
    tops = [node.code for node in nodes if node.reporting_parent == 150000]
    covered = [
        code for top in tops for low, high in reporting_intervals(top, nodes) for code in range(low, high + 1)
    ]
    leagues = [node.code for node in nodes if node.parent == 150000]
    assert sorted(covered) == sorted(code for league in leagues for code in range(league, league + 100))


LEAGUES = (150100, 150200, 150300)
#: Banners: by code a few in each league, reporting to any league or to the region itself.
trees = st.dictionaries(
    st.sampled_from([league + place for league in LEAGUES for place in (1, 2, 3, 50, 98, 99)]),
    st.sampled_from([150000, *LEAGUES]),
)


@given(trees, st.data())
def test_the_intervals_of_any_tree_hold_exactly_the_codes_that_report(banners, data):
    above = {150000: None, **dict.fromkeys(LEAGUES, 150000), **banners}
    nodes = [
        RegionNode(code, None if code == 150000 else 150000 if code % 100 == 0 else code // 100 * 100, parent)
        for code, parent in above.items()
    ]
    top = data.draw(st.sampled_from(sorted(above)))

    def reports(code):
        """By the smallest division around a code."""
        known = next(each for each in (code, code // 100 * 100, 150000) if each in above)
        while known not in (None, top):
            known = above[known]
        return known == top

    found = reporting_intervals(top, data.draw(st.permutations(nodes)))
    assert {code for low, high in found for code in range(low, high + 1)} == {
        code for code in range(150000, 160000) if reports(code)
    }
    assert all(one[1] + 1 < two[0] for one, two in pairwise(found))


def test_two_neighbouring_holes_and_one_at_the_end_leave_no_empty_interval():
    nodes = (
        *NODES[:2],
        RegionNode(150798, 150700, 150000),
        RegionNode(150781, 150700, 150000),
        RegionNode(150782, 150700, 150000),
        RegionNode(150799, 150700, 150000),
    )
    assert reporting_intervals(150700, nodes) == ((150700, 150780), (150783, 150797))


WHOLE = ((150700, 150780), (150782, 150799))


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (OrganisationKind.HR_DEPARTMENT, {"regions": WHOLE}),
        (OrganisationKind.INDUSTRY_DEPARTMENT, {"regions": WHOLE, "industries": ("Q",)}),
        (OrganisationKind.ADMIN_DEPARTMENT, {"regions": WHOLE, "system_id": 9}),
        (OrganisationKind.UNIT, {"unit_id": 9}),
        (OrganisationKind.VILLAGE_COMMITTEE, {"unit_id": 9}),
    ],
)
def test_a_grant_follows_from_the_kind_of_the_organisation(kind, asked):
    given = {"organisation_id": 9, "kind": kind, "region_code": 150700, "industries": ("Q",)}
    assert grant_for(role=Role.ANALYST, regions=NODES, **given) == Grant(Role.ANALYST, 9, **asked)


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.UNIT_REVIEWER])
@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_role_of_units_reads_nothing_but_its_own_wherever_it_was_given(role, kind):
    grant = grant_for(
        role=role, organisation_id=9, kind=kind, region_code=150700, industries=("Q",), regions=NODES
    )
    assert grant == Grant(role, 9, unit_id=9)


def test_only_the_roles_that_work_on_rows_read_them():
    assert {role for role in Role if Grant(role, 1).reads} == {
        Role.COLLECTOR,
        Role.UNIT_REVIEWER,
        Role.HR_REVIEWER,
        Role.ANALYST,
    }


def test_a_scope_is_asked_by_role():
    collects, reviews, analyses = (
        Grant(Role.COLLECTOR, 2),
        Grant(Role.HR_REVIEWER, 1),
        Grant(Role.ANALYST, 2),
    )
    scope = Scope(7, (collects, reviews, analyses))
    assert scope.roles == {Role.COLLECTOR, Role.HR_REVIEWER, Role.ANALYST}
    assert scope.as_(Role.ANALYST, Role.COLLECTOR) == Scope(7, (collects, analyses))
    assert scope.organisations(Role.ANALYST, Role.COLLECTOR, Role.HR_REVIEWER) == (2, 1)
    assert scope.organisations(Role.AUDIT_ADMIN) == ()


def test_nothing_has_no_roles():
    assert (NOTHING.roles, NOTHING.organisations(*Role), NOTHING.user_id) == (frozenset(), (), None)
