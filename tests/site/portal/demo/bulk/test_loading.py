"""A register that was put into the tables at once says the same as one that came through the door."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils.timezone import localdate

from portal.demo.accounts import make_accounts
from portal.demo.bulk import loading, making
from portal.demo.bulk.bare import NotEmpty
from portal.demo.bulk.tables import COLUMNS, unspoken
from reports.stats.models import Fact
from reports.stats.service import rebuild
from reviews.inbox.models import Decision
from talent.categories.models import CategoryVersion
from talent.categories.service import clean
from talent.orgs.service import reviewing_office, scope_for
from talent.records.models import Change, Person, TalentRecord, placement
from talent.records.service import (
    Desks,
    bigrams,
    find_person,
    noted_of,
    pinyin_initials,
    review_deadline,
    unit_facts,
)
from talent.security.models import AuditEvent, User
from tests.factories import make_member

PEOPLE = 300
BACKEND = "django.contrib.auth.backends.ModelBackend"
REASON = "the test looks at all"
SHAPE = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL
SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint UNION ALL
SELECT tgrelid::regclass || pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1
"""


def load(people=PEOPLE, workers=1):
    heard = []
    loading.load(people=people, workers=workers, progress=heard.append, say=lambda step: None)
    return heard


def changes():
    return Change.objects.unscoped(reason=REASON).select_related("unit", "record__person", "import_run")


def as_checked(change, version):
    """What a check of the stored document says today, in the columns of a change."""
    cleaned = clean(version, change.document(), unit=unit_facts(change.unit))
    noted = noted_of(cleaned)
    return cleaned.data, noted.completeness, noted.blocking, noted.warnings


def as_stored(change):
    return change.document(), change.completeness, change.blocking, change.warnings


@pytest.mark.django_db
def test_everything_of_every_person_is_as_the_door_would_have_written_it():
    assert load()[-1] == PEOPLE
    found, desks, versions = list(changes()), Desks(), CategoryVersion.objects.in_bulk()
    assert Counter(each.record_id for each in found).keys() == set(
        TalentRecord.objects.unscoped(reason=REASON).values_list("pk", flat=True)
    )
    for change in found:
        assert as_stored(change) == as_checked(change, versions[change.version_id])
        assert change.full_name == change.document()["identity"]["full_name"]
        assert (change.name_bigrams, change.pinyin) == (
            bigrams(change.full_name),
            pinyin_initials(change.full_name),
        )
        here = placement(change.unit)
        assert {key: getattr(change, key) for key in here} == here
        assert {key: getattr(change.record, key) for key in here} == here
        assert change.route == (desks.route(change) if change.submitted_at else [])
        run = change.import_run
        assert (run is None) == (change.source != "import")
        assert run is None or (run.unit_id, run.category_id) == (change.unit_id, change.category_id)
        assert run is None or run.at < change.created_at
        office = reviewing_office(change.unit, change.level) if change.level else None
        assert (change.waiting_office, change.passed_over) == (office, [])
        assert (change.waiting_since is None) == (office is None)
        if office:
            assert change.deadline == review_deadline(change.level, change.waiting_since)


@pytest.mark.django_db
def test_people_are_found_by_their_numbers_and_facts_are_those_of_the_approved_changes():
    load()
    make_accounts()
    scope = scope_for(User.objects.get(username="zizhiqu"))
    for change in changes():
        identity = change.document()["identity"]
        assert find_person(kind="01", number=identity["id_number"], scope=scope) == change.record.person
    assert Person.objects.unscoped(reason=REASON).count() == PEOPLE
    before = list(Fact.objects.order_by("pk").values())
    rebuild()
    assert (list(Fact.objects.order_by("pk").values()), len(before) > PEOPLE // 2) == (before, True)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_step_of_a_change_has_its_decision_and_its_line_in_the_audit_log():
    load()
    decided = {}
    for each in Decision.objects.unscoped(reason=REASON).order_by("id"):
        decided.setdefault(each.change_id, []).append(each)
    logged = {
        action: [pk for event in AuditEvent.objects.filter(action=action) for pk in event.detail["changes"]]
        for action in ("submit", "accept")
    }
    for change in changes().prefetch_related("remarks"):
        own = decided.get(change.pk, [])
        moments = [change.created_at, *([change.submitted_at] if own else []), *(each.at for each in own)]
        assert moments == sorted(moments)
        passed = [each for each in own if each.outcome == "passed"]
        assert [each.level for each in passed] == change.route[: change.step]
        assert [each.by_id for each in passed] == change.reviewers
        assert [each.arrived_on for each in own] == [localdate(moment) for moment in moments[1:-1]]
        ended = {"returned": ["returned"], "rejected": ["rejected"]}.get(change.state, [])
        assert [each.outcome for each in own[len(passed) :]] == ended
        assert [each.at for each in own[len(passed) :]] == [each.at for each in change.remarks.all()]
        assert logged["submit"].count(change.pk) == (change.state != "draft")
        assert logged["accept"].count(change.pk) == change.step
    assert sum(each.detail["count"] for each in AuditEvent.objects.filter(action="propose")) == len(changes())


@pytest.mark.slow
@pytest.mark.django_db
def test_the_unit_and_its_office_see_what_waits_for_them(client):
    load()
    for level, role, address in (
        ("unit", "unit_reviewer", "/unit/{}/review/"),
        ("banner", "hr_reviewer", "/back/review/"),
    ):
        waiting = changes().filter(state="waiting").order_by("deadline", "id")
        office = next(each.waiting_office for each in waiting if each.level == level)
        client.force_login(make_member(role, office), backend=BACKEND)
        page = client.get(address.format(office.pk))
        assert page.status_code == 200
        assert [row.change for row, _href in page.context["rows"]] == list(
            waiting.filter(waiting_office=office)[:50]
        )


def test_every_column_of_the_tables_is_filled_or_takes_a_default():
    for model in apps.get_models():
        if (table := model._meta.db_table) in COLUMNS:
            rest = {model._meta.get_field(name) for name in unspoken(table)}
            bare = [each.name for each in rest if each.get_default() is None and not each.null]
            assert (table, bare) == (table, [])


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_number_of_people_gives_the_same_people():
    def said():
        load(40)
        return [(each.document(), each.state, each.unit.code) for each in changes().order_by("pk")]

    with transaction.atomic():
        first = said()
        transaction.set_rollback(True)
    assert said() == first


@pytest.mark.django_db
def test_nobody_is_added_to_people_who_are_there():
    load(10)
    with pytest.raises(NotEmpty, match="records_person"):
        load(10)
    assert Person.objects.unscoped(reason=REASON).count() == 10


@pytest.fixture
def owner(fresh_database):
    """This process has the owner's login for a while."""
    fresh_database.act_as_owner(yes=True)
    yield
    fresh_database.act_as_owner(yes=False)


def shape():
    with connection.cursor() as cursor:
        cursor.execute(SHAPE)
        # What is read back from the catalogue puts its casts and brackets elsewhere and means the same.
        return sorted(re.sub(r"::[a-z ]+(\[\])?|[()]", "", text) for (text,) in cursor.fetchall())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_owner_builds_indexes_and_references_again_behind_the_rows(owner, monkeypatch):
    before = shape()
    monkeypatch.setattr("portal.demo.bulk.plan.PORTION", 60)
    load(300, workers=2)
    assert shape() == before
    assert Person.objects.unscoped(reason=REASON).count() == 300
    facts = list(Fact.objects.order_by("pk").values())
    rebuild()
    assert list(Fact.objects.order_by("pk").values()) == facts


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_breaks_off_in_the_middle_leaves_nothing_behind(owner, monkeypatch):
    before, made = shape(), making.made

    def broken(portion, ground):
        if portion.number == 2:
            raise KeyboardInterrupt
        return made(portion, ground)

    monkeypatch.setattr("portal.demo.bulk.plan.PORTION", 60)
    monkeypatch.setattr(loading, "made", broken)
    with pytest.raises(KeyboardInterrupt):
        load(300)
    assert shape() == before
    assert (Fact.objects.count(), Person.objects.unscoped(reason=REASON).count()) == (0, 0)
    assert not User.objects.filter(username__startswith="demo-").exists()
