import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from talent.categories.compiling import NotCompiled
from talent.categories.models import Category, CategoryVersion
from talent.categories.signals import version_published
from talent.categories.versions import (
    NoLiveVersion,
    definition_of,
    digest_of,
    live_version,
    moves_of,
    publish_version,
)
from talent.security.models import AuditEvent
from tests.talent.categories.following import MERGE, RENAME, edited, follow, renamed_and_merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return Category.objects.get(key="skilled")


def relabel(category, label):
    category.label = label
    category.save()
    return publish_version(category=category, by=None)


def test_the_default_categories_are_published_as_version_one():
    numbers = dict(CategoryVersion.objects.values_list("category__key", "number"))
    assert numbers == dict.fromkeys(
        ("professional", "skilled", "management", "rural", "social", "responsible_person"), 1
    )


def test_publishing_the_same_definition_again_changes_nothing(category):
    before = AuditEvent.objects.count()
    assert publish_version(category=category, by=None) == live_version("skilled")
    assert AuditEvent.objects.count() == before


def test_a_changed_definition_is_the_next_version_and_in_force_at_once(category):
    first = live_version("skilled")
    second = relabel(category, "技能型人才")
    assert (second.number, live_version("skilled")) == (first.number + 1, second)
    assert (definition_of(first).label, definition_of(second).label) == ("技能人才", "技能型人才")
    assert second.digest == digest_of(second.schema)


def test_publishing_is_one_audit_event_and_one_notice(category):
    heard = []
    version_published.connect(heard_by := lambda version, **kwargs: heard.append(version), weak=False)
    try:
        second = relabel(category, "技能型人才")
    finally:
        version_published.disconnect(heard_by)
    assert heard == [second]
    assert AuditEvent.objects.filter(action="publish_version", detail__number=2).count() == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE categories_categoryversion SET number = 9", "DELETE FROM categories_categoryversion"],
)
def test_a_published_version_is_frozen_in_the_database(statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_not_even_the_owner_changes_a_published_version(owner_connection, statement):
    table = "categories_categoryversion"
    before = owner_connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="frozen"):
        owner_connection.execute(statement.format(table))
    assert owner_connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() == before != []


@pytest.mark.parametrize(
    "current", ["NULL", "(SELECT current_id FROM categories_category WHERE key = 'social')"]
)
def test_a_published_category_keeps_a_version_of_its_own_in_force(current):
    statement = f"UPDATE categories_category SET current_id = {current} WHERE key = 'skilled'"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (live_version("skilled").category.key, live_version("skilled").number) == ("skilled", 1)


def test_a_definition_with_a_fault_is_not_published(category):
    raw = category.groups.raw_data[0]["value"]
    raw["fields"] = [*raw["fields"], raw["fields"][0]]
    with pytest.raises(NotCompiled):
        publish_version(category=category, by=None)
    assert live_version("skilled").number == 1


def test_a_category_that_was_never_published_has_no_live_version():
    Category.objects.create(key="sixth", label="第六类")
    with pytest.raises(NoLiveVersion):
        live_version("sixth")


def test_a_version_says_which_one_it_follows_and_by_which_moves():
    second = renamed_and_merged()
    assert (second.number, second.schema["from"]) == (2, 1)
    assert second.schema["moves"] == [
        {"move": "rename", "from": "skill.current_trade", "to": ["skill.trade_now"]},
        {"move": "merge_codes", "path": "skill.highest_level", "codes": ["5"], "into": "4"},
    ]
    assert [each.kind for each in moves_of(second)] == ["rename", "merge_codes"]
    assert "skill.trade_now" in definition_of(second).by_path


def test_moves_are_emptied_where_they_were_published_and_not_asked_again():
    edited_category = edited("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    edited_category.save()
    second = publish_version(category=edited_category, by=None)
    assert (len(edited_category.moves), len(Category.objects.get(key="skilled").moves)) == (0, 0)
    assert publish_version(category=edited_category, by=None) == second


def test_a_move_alone_makes_a_version():
    assert follow("skilled", MERGE).number == 2
    assert follow("skilled").number == 2


def test_moves_that_cannot_be_are_refused_and_nothing_is_published():
    with pytest.raises(NotCompiled) as refused:
        follow("skilled", RENAME)
    assert [place for place, _said in refused.value.complaints] == ["skill.trade_now"]
    with pytest.raises(NotCompiled) as refused:
        follow("skilled", renamed={"skill.current_trade": "trade_now"})
    assert [place for place, _said in refused.value.complaints] == ["skill.current_trade"]
    assert live_version("skilled").number == 1


def test_a_field_that_is_switched_off_is_retired_in_so_many_words():
    second = follow("skilled", off=["skill.studio"])
    assert second.schema["moves"] == [{"move": "retire", "path": "skill.studio"}]
    third = follow("skilled", off=["skill.studio"], added=[("skill", "text", {"key": "extra"})])
    assert (third.number, "moves" in third.schema, third.schema["from"]) == (3, False, 2)


def test_a_retired_key_comes_back_as_the_same_kind_of_field_or_not_at_all():
    follow("skilled", off=["skill.studio"])
    with pytest.raises(NotCompiled) as refused:
        follow("skilled", retyped={"skill.studio": ("integer", {"enabled": True})})
    assert [place for place, _said in refused.value.complaints] == ["skill.studio"]
    assert follow("skilled", retyped={"skill.studio": ("text", {"enabled": True})}).number == 3


def test_a_draft_of_an_earlier_version_brings_no_moves_along():
    draft = edited("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    revision = draft.save_revision(clean=False)
    assert len(revision.as_object().moves) == 1
    follow("skilled", added=[("skill", "text", {"key": "extra"})])
    restored = type(revision).objects.get(pk=revision.pk).as_object()
    assert (len(restored.moves), restored.current.number) == (0, 2)
