"""An office at which thousands of changes of fifty units wait, made by statements and not one by one."""

import json

from django.db import connection

from talent.categories.models import Category
from talent.security.service import encrypt
from tests.contracts.world import BANNER, member, organisation
from tests.speed.test_moving import DOCUMENT, NUMBERING, PEOPLE, SECRET

UNITS = 50
RECORDS = """
INSERT INTO records_talentrecord (id, person_id, category_id, unit_id, region_code, seat_code, industry, held)
SELECT n, n, %(category)s, (%(units)s::bigint[])[1 + n %% %(fifty)s], 152502, 152502, 'B', true
FROM generate_series(1, %(n)s) n
"""
CHANGES = """
INSERT INTO records_change (id, record_id, category_id, unit_id, region_code, seat_code, industry, version_id,
    state, source, data, sealed, full_name, completeness, blocking, warnings, lock, route, step,
    waiting_office_id, deadline, waiting_since, reviewers, editors, name_bigrams, pinyin, self_reviewed,
    asked, forwarded, passed_over, created_by_id, submitted_by_id, created_at, updated_at, submitted_at)
SELECT n, n, %(category)s, (%(units)s::bigint[])[1 + n %% %(fifty)s], 152502, 152502, 'B', %(version)s,
    'waiting', 'unit', jsonb_set(%(data)s, '{skill,highest_level}', to_jsonb((3 + n %% 3)::text)), sealed,
    '苏和', 80, '[]', '[]', 2, '{unit,banner}', 1, %(office)s, date '2026-01-01' + (n %% 200)::int,
    date '2025-12-20', array[(%(chiefs)s::bigint[])[1 + n %% %(fifty)s]], '{}', '{和,苏,苏和}', 'sh', false,
    '', false, '[]', (%(clerks)s::bigint[])[1 + n %% %(fifty)s], (%(clerks)s::bigint[])[1 + n %% %(fifty)s],
    now(), now(), now()
FROM unnest(%(sealed)s::bytea[]) WITH ORDINALITY AS row (sealed, n)
"""


class Banner:
    """`officers` review at an office where `size` changes wait; their numbers are 1 to `size`, lock 2."""

    def __init__(self, size, *, officers=1):
        self.size, self.office = size, organisation("旗人社局", "hr_department", BANNER)
        self.officers = [member(f"officer{n}", self.office, "hr_reviewer") for n in range(officers)]
        units = [organisation(f"单位{n}", "unit", BANNER, unit_type="42", industry="B") for n in range(UNITS)]
        found = Category.objects.get(key="skilled")
        given = {
            "n": size,
            "fifty": UNITS,
            "units": [unit.pk for unit in units],
            "clerks": [member(f"clerk{n}", unit, "collector").pk for n, unit in enumerate(units)],
            "chiefs": [member(f"chief{n}", unit, "unit_reviewer").pk for n, unit in enumerate(units)],
            "category": found.pk,
            "version": found.current_id,
            "office": self.office.pk,
            "data": json.dumps(DOCUMENT),
            "sealed": [encrypt(table="change", column="sealed", row_id=n, values=SECRET)
                       for n in range(1, size + 1)],
        }  # fmt: skip
        with connection.cursor() as cursor:
            for statement in (PEOPLE, RECORDS, CHANGES, NUMBERING):
                cursor.execute(statement, given)
