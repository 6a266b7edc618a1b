import pytest

from talent.categories.editor.retiring import restore, retire
from talent.categories.models import Category
from talent.security.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def social():
    return Category.objects.get(key="social")


def keys(queryset):
    return set(queryset.values_list("key", flat=True))


def test_a_retired_category_stays_published_and_is_not_offered_until_it_is_restored():
    user = make_user()
    retire(category=social(), by=user)
    assert keys(Category.objects.published()) - keys(Category.objects.offered()) == {"social"}
    restore(category=social(), by=user)
    assert keys(Category.objects.published()) == keys(Category.objects.offered())


def test_each_step_is_one_audit_event_and_repeating_it_is_none():
    user = make_user()
    for step in (retire, retire, restore, restore):
        step(category=social(), by=user)
    found = AuditEvent.objects.filter(subject="category", by=user).order_by("pk")
    assert list(found.values_list("action", "subject_id")) == [
        ("retire_category", "social"),
        ("restore_category", "social"),
    ]


def test_publishing_an_older_draft_does_not_offer_a_retired_category_again():
    draft = social().get_latest_revision_as_object()
    draft.label_en = "Later"
    revision = draft.save_revision()
    retire(category=social(), by=make_user())
    revision.publish()
    assert (social().is_retired, social().label_en, social().current.number) == (True, "Later", 2)
