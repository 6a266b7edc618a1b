import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from talent.security.audit import OutsideTransaction, record_event
from talent.security.models import AuditEvent
from tests.factories import make_user

CHANGES = [
    "UPDATE security_auditevent SET action = 'forged'",
    "DELETE FROM security_auditevent",
    "TRUNCATE security_auditevent",
]


@pytest.fixture
def event(db):
    return record_event(by=None, action="publish_version", subject="category", subject_id=3)


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_what():
    user, before = make_user(), timezone.now()
    made = record_event(
        by=user, action="accept", subject="change", subject_id=7, organisation_id=5, detail={"step": 1}
    )
    kept = AuditEvent.objects.get(pk=made.pk)
    assert (kept.by, kept.action, kept.subject, kept.subject_id, kept.organisation_ids, kept.detail) == (
        user,
        "accept",
        "change",
        "7",
        [5],
        {"step": 1},
    )
    assert before <= kept.at <= timezone.now()


@pytest.mark.django_db
def test_an_action_on_several_organisations_is_one_event_that_names_each_once():
    made = record_event(by=None, action="accept", subject="change", organisation_ids=[9, 5, 9, 7])
    assert AuditEvent.objects.get(pk=made.pk).organisation_ids == [5, 7, 9]


@pytest.mark.django_db
def test_an_event_of_the_system_needs_nothing_more():
    made = record_event(by=None, action="setup", subject="site")
    assert (made.by, made.subject_id, made.organisation_ids, made.detail) == (None, "", [], {})


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    before = AuditEvent.objects.count()
    with pytest.raises(OutsideTransaction, match=r"^accept$"):
        record_event(by=None, action="accept", subject="change")
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_an_event_disappears_with_its_action():
    before = AuditEvent.objects.count()
    with transaction.atomic():
        record_event(by=None, action="accept", subject="change")
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_has_no_right_to_change_the_log(event, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.get(pk=event.pk).action == "publish_version"


def test_django_cannot_change_an_event_either(event):
    event.action = "forged"
    for change in (event.save, event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEvent.objects.get(pk=event.pk).action == "publish_version"


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES)
def test_even_the_owner_is_stopped_by_the_trigger(owner_connection, statement):
    rows = "SELECT id, action FROM security_auditevent ORDER BY id"
    before = owner_connection.execute(rows).fetchall()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="security_auditevent is append-only"):
        owner_connection.execute(statement)
    assert owner_connection.execute(rows).fetchall() == before != []
