"""A page of the query against a plain read of the same rows by their primary keys."""

import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.stats.service import rebuild
from talent.categories.models import Category
from talent.records.models import TalentRecord
from tests.factories import make_organisation
from tests.speed.measure import SIZE, compare
from tests.talent.categories.publishing import publish_with
from tests.talent.collect.world import account, browser
from tests.talent.imports.test_importing import BANNER, MINE, OFFICE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TRADE, LEVEL = "skill.current_trade", "skill.highest_level"
ROUNDS = 30
ROW = ("person", "unit", "approved")
PEOPLE = """
INSERT INTO records_person (id, document_kind, blind_index, number_masked)
SELECT n, '01', decode(lpad(to_hex(n), 64, '0'), 'hex'), '152502********0000' FROM generate_series(1, %(n)s) n
"""
RECORDS = """
INSERT INTO records_talentrecord (id, person_id, category_id, unit_id, region_code, seat_code, industry, held,
    approved_id, approved_at)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', true, n, now() FROM generate_series(1, %(n)s) n
"""
# One in a hundred has the rare level, and one in a thousand the rare trade; a document is as long as a short
# one of real people.
CHANGES = """
INSERT INTO records_change (id, record_id, category_id, unit_id, region_code, seat_code, industry, version_id,
    state, source, data, sealed, full_name, completeness, blocking, warnings, lock, route, step,
    reviewers, editors, name_bigrams, pinyin, self_reviewed, created_at, updated_at, decided_at)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', %(version)s, 'accepted', 'unit',
    jsonb_build_object(
        'identity', jsonb_build_object('sex', CASE n %% 2 WHEN 0 THEN '1' ELSE '2' END, 'full_name', '苏和'),
        'skill', jsonb_build_object(
            'current_trade', CASE n %% 1000 WHEN 0 THEN '起重机械检修工' ELSE '焊工' END,
            'highest_level', CASE n %% 100 WHEN 0 THEN '5' ELSE '4' END, 'years_in_trade', n %% 40),
        'education', jsonb_build_array(jsonb_build_object('school', md5(n::text), 'major', md5('m' || n))),
        'experience', jsonb_build_array(jsonb_build_object('unit', md5('u' || n), 'post', md5('p' || n)))),
    '', '苏和', 80, '[]', '[]', 1, '{unit,banner}', 1, '{}', '{}', '{}', 'sh', false, now(), now(), now()
    FROM generate_series(1, %(n)s) n
"""


@pytest.fixture
def client():
    """The browser of an analyst of a banner with SIZE approved people."""
    version = publish_with("skilled", lambda groups: groups.field(TRADE).update(filterable=True))
    office = make_organisation("hr_department", BANNER, code=OFFICE)
    unit = make_organisation("unit", BANNER, code=MINE, name=MINE, unit_type="42", industry="B")
    category = Category.objects.get(key="skilled")
    given = {"n": SIZE, "unit": unit.pk, "category": category.pk, "version": version.pk}
    with connection.cursor() as cursor:
        # A record names its change, so that no row is written twice: what is dead would be measured as well.
        for statement in (PEOPLE, CHANGES, RECORDS):
            cursor.execute(statement, given)
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return browser(account("reads", office, "analyst"))


def test_pages_with_filters_against_a_plain_read_of_the_same_rows(client):
    """A code that one in a hundred has, by the facts; a word that one in a thousand has, in the documents."""
    for name, asked, rare in (("coded", {LEVEL: "5"}, 100), ("text", {TRADE: "起重"}, 1000)):
        measure(client, name, {"category": "skilled", **asked}, rare)


def measure(client, name, asked, rare):
    found = []

    def page():
        answer = client.get("/back/query/", asked)
        assert answer.status_code == 200
        found[:] = [row.record for row, _href, _cells in answer.context["rows"]]

    page()
    assert 0 < len(found) <= min(50, SIZE // rare)
    within = TalentRecord.objects.unscoped(reason="the floor")
    plain = within.filter(pk__in=list(found), approved__isnull=False).select_related(*ROW)
    compare(f"query page, {name}", ours=page, other=lambda: list(plain.all()), rounds=15)
    with CaptureQueriesContext(connection) as statements:
        page()
    spent = sum(float(each["time"]) for each in statements if "candidate" in each["sql"])
    asked_for = len(statements)
    times = sorted(timed(page) for _ in range(ROUNDS))
    print(f"query page, {name}: {len(found)} people, p50 {statistics.median(times) * 1000:.0f} ms, "
          f"p95 {times[int(ROUNDS * 0.95) - 1] * 1000:.0f} ms, selecting {spent * 1000:.0f} ms, "
          f"{asked_for} statements at {SIZE} people")  # fmt: skip


def timed(run):
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
