"""Repeating groups under a condition stand open once it holds, with and without scripts."""

import pytest

from talent.categories.service import live_version
from talent.collect.relevance import relevance
from tests.talent.categories.publishing import publish_with
from tests.talent.collect.test_record import soup
from tests.talent.collect.world import browser, person, posted


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def conditional(world):
    """技能竞赛 is asked of those with three pupils."""

    def edit(groups):
        groups.group("competition")["shown_if"] = "skill.apprentices >= 3"

    world.version = publish_with("skilled", edit)
    return world.version


def typed(pupils, **groups):
    document = person(**groups)
    document["skill"] |= {"apprentices": pupils}
    return document


def is_open(page):
    return page.select_one("#group-competition > details").has_attr("open")


def test_only_repeating_groups_under_a_condition_are_told_of(world, conditional):
    found = [relevance(conditional, {"skill": {"apprentices": pupils}}, world.unit) for pupils in (2, 3)]
    assert found == [{"competition": False}, {"competition": True}]


def test_a_definition_without_conditions_asks_nothing_of_the_database(
    world, django_assert_num_queries, statements
):
    version = live_version("skilled")
    relevance(version, {}, world.unit)
    with django_assert_num_queries(0):
        assert relevance(version, {}, world.unit) == {}


@pytest.mark.parametrize(("pupils", "opened"), [("", False), ("2", False), ("3", True)])
def test_an_empty_group_of_a_record_that_stands_is_open_where_its_condition_holds(
    world, clerk, conditional, pupils, opened
):
    draft = world.draft(document=typed(pupils))
    assert is_open(soup(clerk.get(world.url("change", draft.pk)))) is opened


def test_without_scripts_the_form_that_comes_back_has_the_group_open(world, clerk, conditional):
    draft = world.draft(document=typed("1"))
    values = posted(typed("3"), lock=draft.lock, add="work")
    page = soup(clerk.post(world.url("change", draft.pk), values))
    assert (is_open(page), page.select_one("[name='skill.apprentices']")["value"]) == (True, "3")


def test_a_group_with_something_in_it_stays_open_although_its_condition_does_not_hold(
    world, clerk, conditional
):
    draft = world.draft(document=typed("3", competition=[{"title": "焊工大赛"}]))
    values = posted(typed("1", competition=[{"title": "焊工大赛"}]), lock=draft.lock, add="work")
    assert is_open(soup(clerk.post(world.url("change", draft.pk), values)))
