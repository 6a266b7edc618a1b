"""Records on their way to a new version against a plain UPDATE of the same rows, each side committed: what a
constraint checks, it checks at the end of a transaction.
"""

import gc
import json
import time

import pytest
from django.db import connection, transaction

from reports.stats.facts import write_facts
from talent.categories.models import Category
from talent.categories.service import Mover
from talent.jobs.running import settle
from talent.records.enums import RunState
from talent.records.models import Change, TalentRecord
from talent.records.service import progress_of, start_run, work
from talent.security.service import encrypt
from tests.factories import make_organisation
from tests.speed.measure import RESULTS, SIZE
from tests.talent.categories.following import renamed_and_merged
from tests.talent.imports.test_importing import BANNER, MINE

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
    pytest.mark.slow,
]

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
    reviewers, editors, name_bigrams, pinyin, self_reviewed, created_at, updated_at, decided_at)
SELECT n, n, %(category)s, %(unit)s, 152502, 152502, 'B', %(version)s, 'accepted', 'unit',
    jsonb_set(%(data)s, '{skill,highest_level}', to_jsonb((3 + n %% 3)::text)), sealed, '苏和',
    80, '[]', '[]', 1, '{unit,banner}', 2, '{}', '{}', '{和,苏,苏和}', 'sh', false, now(), now(), now()
FROM unnest(%(sealed)s::bytea[]) WITH ORDINALITY AS row (sealed, n)
"""
POINT = "UPDATE records_talentrecord SET approved_id = id, approved_at = now()"
NUMBERING = """
SELECT count(nextval(pg_get_serial_sequence('records_change', 'id'))) FROM generate_series(1, %(n)s)
"""
PLAIN = """
UPDATE records_change SET version_id = %(version)s, data = jsonb_set(
    data #- '{skill,current_trade}', '{skill}', (data->'skill') - 'current_trade' || jsonb_build_object(
        'trade_now', data->'skill'->'current_trade',
        'highest_level', CASE WHEN data->'skill'->>'highest_level' = '5' THEN '4'::jsonb
            ELSE data->'skill'->'highest_level' END))
WHERE version_id = %(before)s
"""
#: About what one record says: 1 kB.
DOCUMENT = {
    "identity": {
        "id_type": "01", "full_name": "苏和", "sex": "1", "birth_date": "1985-07-26", "ethnic_group": "02",
        "political_status": "13",
    },
    "contact": {"office_phone": "0479-8212345"},
    "employment": {"unit": "示例矿山", "person_status": "1", "position": "焊工", "start": "2010-07"},
    "education_summary": {"highest_education": "61", "highest_degree": "4"},
    "skill": {"current_trade": "焊工", "years_in_trade": 12, "special_skill": "高压管道全位置焊接" * 4},
    "skill_cert": [
        {"occupation": {"text": "焊工"}, "level": "4", "assessor": "盟鉴定中心", "date": "2015-05-08"}
    ],
    "education": [{"school": "锡林郭勒职业学院", "education": "61", "end": "2009-07", "major": "焊接"}] * 2,
    "competition": [],
}  # fmt: skip
SECRET = {"identity.id_number": "152502198507264702", "contact.mobile": "13812345678"}


@pytest.fixture
def category():
    """技能人才 with SIZE approved records of the first version."""
    unit = make_organisation("unit", BANNER, code=MINE, name=MINE, unit_type="42", industry="B")
    found = Category.objects.get(key="skilled")
    sealed = [encrypt(table="change", column="sealed", row_id=n, values=SECRET) for n in range(1, SIZE + 1)]
    given = {"n": SIZE, "unit": unit.pk, "category": found.pk, "version": found.current_id, "sealed": sealed}
    with connection.cursor() as cursor:
        for statement in (PEOPLE, RECORDS, CHANGES, POINT, NUMBERING):
            cursor.execute(statement, {**given, "data": json.dumps(DOCUMENT)})
    write_facts(range(1, SIZE + 1))  # an approved record has its fact
    return found


@pytest.fixture
def worker():
    """This process collects garbage as one that runs jobs does."""
    settle()
    yield
    gc.unfreeze()


def tidy(owner):
    """What a server does by itself between two pieces of work, so that neither side does it for the other."""
    for table in ("records_change", "records_talentrecord", "stats_fact"):
        owner.execute(f"VACUUM ANALYZE {table}")


@transaction.atomic
def plainly(category, version):
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"version": version.pk, "before": category.current_id})


def test_a_rename_and_a_merge_against_a_plain_update_of_the_same_rows(category, worker, owner_connection):
    version = renamed_and_merged()
    tidy(owner_connection)

    began = time.perf_counter()
    run, mover = start_run(category=category, by=None), Mover(version)
    while run.state == RunState.RUNNING:
        run = work(run=run, mover=mover)
    ours = time.perf_counter() - began

    # The old changes stand as they stood: the same rows, in the table that holds the new ones as well.
    tidy(owner_connection)
    began = time.perf_counter()
    plainly(category, version)
    other = time.perf_counter() - began

    line = {"name": "move to a version", "size": SIZE, "ours": ours, "other": other, "ratio": other / ours}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\nmove to a version: ours {ours:.2f} s, plain UPDATE {other:.2f} s, ratio {other / ours:.2f} "
          f"at {SIZE} rows")  # fmt: skip
    assert progress_of(run).moved == SIZE
    moved = Change._plain.get(pk=TalentRecord._plain.get(pk=3).approved_id)
    assert (moved.data["skill"]["trade_now"], moved.data["skill"]["highest_level"]) == ("焊工", "3")
    assert moved.document()["identity"]["id_number"] == SECRET["identity.id_number"]
