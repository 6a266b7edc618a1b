import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from talent.categories.compiling import NotCompiled
from talent.categories.models import Category, CategoryVersion
from talent.categories.signals import version_published
from talent.categories.versions import NoLiveVersion, definition_of, digest_of, live_version, publish_version
from talent.security.models import AuditEvent

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
