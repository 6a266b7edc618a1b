"""Wagtail's publication and our frozen version are one step, whichever way it is reached."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from talent.categories.compiling import NotCompiled
from talent.categories.models import Category
from talent.security.models import AuditEvent, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    user = User.objects.create_user(username="author", password=None)
    user.groups.add(Group.objects.get(name="role:category_admin"))
    return user


def draft(author, **changes):
    """A saved draft of 社会工作人才 with these values."""
    category = Category.objects.get(key="social").get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(category, name, value)
    return category.save_revision(user=author, clean=False)


def in_force():
    version = Category.objects.select_related("current").get(key="social").current
    return version.number, version.schema.get("label_en"), version.published_by


def test_publishing_a_draft_freezes_it(author):
    draft(author, label_en="Social workers").publish(user=author)
    assert in_force() == (2, "Social workers", author)
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.by, event.detail["number"]) == ("publish_version", author, 2)


def test_publishing_the_same_definition_again_makes_no_version(author):
    for _ in range(3):
        draft(author, label_en="Social workers").publish(user=author)
    assert in_force()[0] == 2
    assert Category.objects.get(key="social").versions.count() == 2


def test_a_draft_keeps_no_memory_of_the_version_in_force(author):
    old = draft(author, label_en="Old")
    draft(author, label_en="New").publish(user=author)
    assert type(old).objects.get(pk=old.pk).as_object().current.number == 2


def test_a_saved_draft_changes_nothing_in_force(author):
    before = in_force()
    draft(author, label_en="Later")
    assert in_force() == before


def test_what_does_not_compile_is_not_published(author):
    category = Category.objects.get(key="social").get_latest_revision_as_object()
    category.groups[0].value["fields"][0].value["code_list"] = "no_such_list"
    revision = category.save_revision(user=author, clean=False)
    with pytest.raises(NotCompiled, match="no_such_list"), transaction.atomic():
        revision.publish(user=author)
    kept = Category.objects.get(key="social")
    assert (in_force()[0], kept.live_revision_id == revision.pk) == (1, False)


def test_a_publication_set_for_later_freezes_when_its_time_comes(author):
    moment = timezone.now() + timezone.timedelta(days=1)
    draft(author, label_en="Tomorrow", go_live_at=moment).publish(user=author)
    assert in_force()[0] == 1
    revision = Category.objects.get(key="social").revisions.latest("id")
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(hours=1),
        content={**revision.content, "go_live_at": None},
    )
    call_command("publish_scheduled", verbosity=0)
    assert in_force() == (2, "Tomorrow", author)
