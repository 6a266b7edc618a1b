"""The workspace of a unit with very many people opens as fast as that of a small one."""

import os

import pytest
from django.db import connection
from django.urls import reverse

from talent.categories.models import Category
from tests.speed.measure import compare
from tests.talent.collect.world import account, browser, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: People of the large unit; the small one has twenty.
LARGE, SMALL = int(os.environ.get("BENCH_SIZE", "20000")), 20
PEOPLE = """
INSERT INTO records_person (id, document_kind, blind_index, number_masked)
SELECT n, '01', decode(lpad(to_hex(n), 64, '0'), 'hex'), '' FROM generate_series(%(from)s, %(to)s) n
"""
RECORDS = """
INSERT INTO records_talentrecord (id, person_id, category_id, unit_id, region_code, seat_code, industry, held)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', true FROM generate_series(%(from)s, %(to)s) n
"""
CHANGES = """
INSERT INTO records_change (id, record_id, category_id, unit_id, region_code, seat_code, industry, version_id,
    state, source, data, sealed, full_name, completeness, blocking, warnings, lock, route, step,
    reviewers, editors, name_bigrams, pinyin, self_reviewed, created_at, updated_at, decided_at)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', %(version)s,
    CASE WHEN n %% 4 = 0 THEN 'draft' ELSE 'accepted' END, 'unit', '{}', '', '苏和',
    80, '[]', '[]', 1, '{unit,banner}', 1, '{}', '{}', '{}', 'sh', false, now(),
    now() - n * interval '1 minute', CASE WHEN n %% 4 = 0 THEN NULL ELSE now() END
    FROM generate_series(%(from)s, %(to)s) n
"""
APPROVED = """
UPDATE records_talentrecord SET approved_id = id, approved_at = now()
WHERE unit_id = %(unit)s AND id %% 4 <> 0
"""


def unit_with(name, first, count):
    """The browser of the clerk of a unit with so many people, and its workspace."""
    unit = organisation(name, "unit", unit_type="42", ownership="110", industry="B")
    category = Category.objects.get(key="skilled")
    given = {"from": first, "to": first + count - 1, "unit": unit.pk, "category": category.pk}
    with connection.cursor() as cursor:
        for statement in (PEOPLE, RECORDS, CHANGES, APPROVED):
            cursor.execute(statement, {**given, "version": category.current_id})
    clerk = browser(account(f"clerk_{first}", unit, "collector", "unit_reviewer"))
    return clerk, reverse("collect:workspace", args=(unit.pk,))


def test_a_unit_of_twenty_thousand_against_one_of_twenty():
    large, small = unit_with("大单位", 1_000_001, LARGE), unit_with("小单位", 2_000_001, SMALL)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def ask(side):
        clerk, url = side
        assert clerk.get(url).status_code == 200

    ask(large)
    ask(small)
    line = compare("workspace", ours=lambda: ask(large), other=lambda: ask(small), people=LARGE)
    assert line["ours"] <= 1.5 * line["other"]
