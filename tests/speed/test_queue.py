"""P3: a page of the review queue costs the same at any depth."""

import pytest
from django.db import connection
from django.db.models import Q

from talent.categories.models import Category
from talent.orgs.enums import Role
from talent.orgs.scope import Grant, Scope
from talent.records.models import Change
from talent.records.service import waiting_for
from tests.factories import make_organisation
from tests.speed.measure import SIZE, compare
from tests.talent.imports.test_importing import BANNER, MINE, OFFICE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = 50
PEOPLE = """
INSERT INTO records_person (id, document_kind, blind_index, number_masked)
SELECT n, '01', decode(lpad(to_hex(n), 64, '0'), 'hex'), '' FROM generate_series(1, %(n)s) n
"""
RECORDS = """
INSERT INTO records_talentrecord (id, person_id, category_id, unit_id, region_code, seat_code, industry, held)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', true FROM generate_series(1, %(n)s) n
"""
CHANGES = """
INSERT INTO records_change (id, record_id, category_id, unit_id, region_code, seat_code, industry, version_id,
    state, source, data, sealed, full_name, completeness, blocking, warnings, lock, route, step,
    waiting_office_id, deadline, reviewers, editors, name_bigrams, pinyin,
    self_reviewed, created_at, updated_at, submitted_at)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', %(version)s, 'waiting', 'unit', '{}', '', '苏和',
    80, '[]', '[]', 1, '{unit,banner}', 1, %(office)s, date '2026-01-01' + (n %% 200)::int, '{}', '{}', '{}',
    'sh', false, now(), now(), now() FROM generate_series(1, %(n)s) n
"""


@pytest.fixture
def scope():
    """A banner's reviewer with SIZE changes waiting."""
    office = make_organisation("hr_department", BANNER, code=OFFICE)
    unit = make_organisation("unit", BANNER, code=MINE, name=MINE, unit_type="42", industry="B")
    category = Category.objects.get(key="skilled")
    given = {"n": SIZE, "unit": unit.pk, "office": office.pk, "category": category.pk}
    with connection.cursor() as cursor:
        for statement in (PEOPLE, RECORDS, CHANGES):
            cursor.execute(statement, {**given, "version": category.current_id})
        cursor.execute("ANALYZE records_change")
    return Scope(1, (Grant(Role.HR_REVIEWER, office.pk, regions=((152502, 152502),)),))


def test_a_page_deep_in_the_queue_against_offset(scope):
    queue = waiting_for(scope).values_list("pk", "deadline")
    deep = SIZE * 9 // 10
    pk, deadline = queue[deep - 1]
    after = Q(deadline__gt=deadline) | Q(deadline=deadline, pk__gt=pk)
    by_key, by_offset = queue.filter(deadline__gte=deadline).filter(after)[:PAGE], queue[deep : deep + PAGE]
    assert list(by_key.all()) == list(by_offset.all())
    compare("queue page at 90 %", ours=lambda: list(by_key.all()), other=lambda: list(by_offset.all()))


def test_a_page_of_the_queue_against_a_primary_key_read_of_the_same_rows(scope):
    page = waiting_for(scope).values_list("pk", "deadline")[:PAGE]
    same = Change.objects.unscoped(reason="the floor").filter(pk__in=[pk for pk, _ in page])
    rows = same.values_list("pk", "deadline")
    compare("queue page, floor", ours=lambda: list(page.all()), other=lambda: list(rows.all()))
