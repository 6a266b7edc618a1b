import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from talent.orgs import auditing
from talent.security.models import AuditEvent
from talent.security.service import record_event
from tests.contracts.world import BANNER, REGION, SIBLING, member, organisation

pytestmark = pytest.mark.django_db

LOG = "/back/audit/"


@pytest.fixture
def places():
    return {code: organisation(f"{code}人社局", "hr_department", code) for code in (BANNER, SIBLING, REGION)}


def happen(action, office=None, by=None):
    with transaction.atomic():
        record_event(
            by=by,
            action=action,
            subject="change",
            subject_id=7,
            organisation_id=office.pk if office else None,
        )


def actions(answer):
    """The actions listed, without those of the system's set-up."""
    rows = BeautifulSoup(answer.content, "html.parser").select("tbody tr")
    listed = [row.select("td")[2].get_text() for row in rows if len(row.select("td")) > 1]
    return [action for action in listed if action != "publish_version"]


def log_in(client, at):
    client.force_login(member("auditor", at, "audit_admin"))


def test_the_office_of_the_region_reads_everything_newest_first(client, places):
    happen("one", places[BANNER])
    happen("two", places[SIBLING])
    happen("three")
    log_in(client, places[REGION])
    assert actions(client.get(LOG)) == ["three", "two", "one"]


def test_another_office_reads_the_events_of_its_own_regions(client, places):
    happen("one", places[BANNER])
    happen("two", places[SIBLING])
    happen("three")
    log_in(client, places[BANNER])
    assert actions(client.get(LOG)) == ["one"]


def test_the_log_is_searched_by_exact_values(client, places):
    clerk = member("clerk", places[BANNER])
    happen("one", by=clerk)
    happen("two")
    log_in(client, places[REGION])
    assert actions(client.get(LOG, {"by__username": "clerk"})) == ["one"]
    assert actions(client.get(LOG, {"action": "two"})) == ["two"]
    assert actions(client.get(LOG, {"subject": "change", "subject_id": "8"})) == []


@pytest.mark.parametrize("asked", [{"action": "\x00"}, {"before": "x"}, {"before": "9" * 40}])
def test_what_cannot_be_read_shows_the_newest(client, places, asked):
    happen("one")
    log_in(client, places[REGION])
    assert actions(client.get(LOG, asked)) == ["one"]


def test_older_rows_follow_by_the_number_of_the_last(client, places, monkeypatch):
    monkeypatch.setattr(auditing, "PAGE", 2)
    for action in ("one", "two", "three"):
        happen(action)
    log_in(client, places[REGION])
    first = client.get(LOG, {"subject": "change"})
    link = BeautifulSoup(first.content, "html.parser").select_one("a[rel=next]")["href"]
    assert actions(first) == ["three", "two"]
    assert actions(client.get(LOG + link)) == ["one"]


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "category_admin", "analyst"])
def test_nobody_else_finds_the_log(client, places, role):
    client.force_login(member("other", places[REGION], role))
    assert client.get(LOG).status_code == 404


def test_reading_changes_nothing_and_nothing_can_be_posted(client, places):
    log_in(client, places[REGION])
    before = AuditEvent.objects.count()
    client.get(LOG)
    assert client.post(LOG).status_code == 405
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("before", ["9" * 4400, "9" * 19, "٣", "-1", "x", ""])
def test_a_place_that_cannot_be_a_row_of_the_log_is_the_start(client, places, before):
    happen("one", places[BANNER])
    log_in(client, places[REGION])
    answer = client.get(LOG, {"before": before})
    assert (answer.status_code, actions(answer)) == (200, ["one"])
