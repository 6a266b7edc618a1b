"""A change under another version than its own."""

import pytest

from talent.categories.service import live_version
from talent.records.carrying import carried
from talent.records.models import Change
from tests.talent.categories.following import MERGE, RENAME, follow, renamed_and_merged
from tests.talent.records.register import again, person

pytestmark = pytest.mark.django_db


def later(serial=1, **skill):
    """What somebody types into the form of the second version."""
    raw = person(serial)
    raw["skill"] = {"trade_now": "焊工", **skill}
    return raw


def test_a_change_stands_unchanged_under_its_own_version(register):
    change = register.approved()
    assert carried(change, to=register.version).document == change.document()


def test_a_change_moves_to_a_later_version_and_back(register):
    change = register.approved()
    second = follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    there = carried(change, to=second).document
    assert (there["skill"]["trade_now"], "current_trade" in there["skill"]) == ("焊工", False)
    newer = Change(version=second, data=there, sealed=b"")
    assert carried(newer, to=register.version).document["skill"] == change.document()["skill"]


def test_where_a_move_cannot_be_undone_an_earlier_version_sees_it_as_it_stands(register):
    second = follow("skilled", MERGE)
    newer = Change(version=second, data={"skill": {"highest_level": "4"}}, sealed=b"")
    assert carried(newer, to=register.version).document == {"skill": {"highest_level": "4"}}


def test_the_same_content_under_the_new_version_is_the_same(register):
    change = register.approved()
    register.version = renamed_and_merged()
    found = register.propose(later())
    assert (found.kind, found.change.pk) == ("same", change.pk)


def test_other_content_is_a_new_change_under_the_version_in_force(register):
    register.approved()
    register.version = renamed_and_merged()
    found = register.propose(later(years_in_trade="3"))
    assert (found.kind, found.change.version) == ("changed", live_version("skilled"))


def test_what_could_not_be_carried_over_is_never_the_same(register):
    raw = person()
    raw["skill"]["studio"] = "巴特尔工作室"
    draft = register.propose(raw).change
    register.version = follow(
        "skilled",
        ("convert", {"path": "skill.studio", "rule": "as_written"}),
        retyped={"skill.studio": ("integer", {})},
    )
    found = register.propose(person())
    assert (found.kind, again(draft).version) == ("changed", register.version)
