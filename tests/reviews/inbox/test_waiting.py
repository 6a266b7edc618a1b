from reviews.inbox.waiting import inbox_for
from talent.orgs.service import counted, scope_for
from tests.contracts.world import BANNER, LEAGUE, REGION, SIBLING, member, organisation


def waiting(user):
    return [change.pk for change in inbox_for(scope_for(user))]


def test_each_step_waits_for_the_reviewer_of_its_own_office_only(desks):
    at_unit, at_banner = desks.at_unit(1), desks.at_banner(2)
    office = {BANNER: desks.banner, LEAGUE: desks.league, REGION: desks.region, SIBLING: desks.sibling}
    people = {code: member(f"hr{code}", office[code], "hr_reviewer") for code in (LEAGUE, REGION, SIBLING)}
    people |= {"clerk": desks.clerk, "chief": desks.chief, BANNER: desks.officer}
    people["next door"] = member("next", desks.neighbour, "unit_reviewer")
    people["industry"] = member(
        "industry", organisation("卫健委", "industry_department", REGION, industries=["Q"]), "hr_reviewer"
    )
    expected = {name: [] for name in people} | {"chief": [at_unit.pk], BANNER: [at_banner.pk]}
    assert {name: waiting(user) for name, user in people.items()} == expected


def test_the_unit_step_is_not_for_an_hr_role_nor_the_office_step_for_a_unit_role(desks):
    desks.at_unit(1), desks.at_banner(2)
    wrong = [member("a", desks.unit, "hr_reviewer"), member("b", desks.banner, "unit_reviewer")]
    assert [waiting(user) for user in wrong] == [[], []]


def test_what_is_most_urgent_comes_first(desks):
    first, second, third = (desks.at_banner(serial) for serial in (1, 2, 3))
    type(first)._plain.filter(pk=third.pk).update(deadline="2020-01-01")
    assert waiting(desks.officer) == [third.pk, first.pk, second.pk]


def test_a_count_stops_where_it_is_capped(desks):
    for serial in (1, 2, 3):
        desks.at_banner(serial)
    queue = inbox_for(scope_for(desks.officer))
    assert [counted(queue, most=most) for most in (2, 3, 4)] == ["2+", "3", "3"]
