import pytest

from talent.categories.editor.copying import copy_of
from talent.categories.models import Category
from talent.categories.versions import publish_version
from talent.security.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def copied(source, **values):
    return copy_of(
        source=source,
        **{"key": "herders", "label": "牧民", "label_en": "Herders", "by": make_user(), **values},
    )


def test_a_copy_is_a_draft_with_the_definition_and_its_own_name():
    source = Category.objects.get(key="rural")
    made = Category.objects.get(pk=copied(source).pk)
    assert (made.key, made.label, made.label_en, made.live, made.current) == (
        "herders",
        "牧民",
        "Herders",
        False,
        None,
    )
    assert made.groups.get_prep_value() == source.groups.get_prep_value()
    assert made.rules.get_prep_value() == source.rules.get_prep_value()
    assert made.latest_revision is not None


def test_a_copy_begins_with_the_newest_draft():
    source = Category.objects.get(key="rural")
    draft = source.get_latest_revision_as_object()
    draft.groups = draft.groups.get_prep_value()[:1]
    draft.save_revision()
    assert len(copied(Category.objects.get(key="rural")).groups) == 1


def test_a_copy_can_be_published_and_changes_nothing_of_the_first():
    source = Category.objects.get(key="rural")
    made = copied(source)
    version = publish_version(category=made, by=None)
    assert (version.number, version.schema["key"], Category.objects.get(key="rural").current) == (
        1,
        "herders",
        source.current,
    )


def test_copying_is_one_audit_event():
    made = copied(Category.objects.get(key="rural"))
    events = AuditEvent.objects.filter(action="copy_category").values_list("subject", "subject_id", "detail")
    assert list(events) == [("category", made.key, {"copied_from": "rural"})]
