"""The login of the public, by plain SQL: it reads releases and what is said of them, and no other table."""

import pytest
from psycopg import errors

pytestmark = pytest.mark.django_db(databases=["default", "public"])
READABLE = {"stats_release", "stats_releasecell", "stats_releasenote", "stats_releasetable"}
EVERY = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def test_of_all_tables_and_views_the_public_reads_those_of_releases_alone(
    owner_connection, public_connection
):
    every = owner_connection.execute(EVERY).fetchall()
    readable = set()
    for schema, name in every:
        try:
            public_connection.execute(f'SELECT FROM "{schema}"."{name}" LIMIT 1')
        except errors.InsufficientPrivilege:
            continue
        readable.add(name)
    assert readable == READABLE
    assert len(every) > 100
