"""What the public reads, and that its login can read nothing else."""

from datetime import date

import pytest
from django.utils import timezone
from psycopg import errors, sql

from reports.stats.models import Release, ReleaseCell, ReleaseTable
from reports.stats.service import Category, open_table, release
from talent.orgs.models import Region
from tests.reports.stats.population import CATEGORIES, approve, figures
from tests.reports.stats.published import seal
from tests.talent.records.register import Register

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

FROZEN = {"stats_release", "stats_releasetable", "stats_releasecell"}
OPEN = FROZEN | {"stats_releasenote"}
TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
VIEWS = """
    SELECT schemaname, viewname FROM pg_views WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
    UNION SELECT schemaname, matviewname FROM pg_matviews
"""


def reads(connection, schema, table):
    try:
        connection.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(schema, table)))
    except errors.InsufficientPrivilege:
        return False
    return True


def test_before_the_first_release_there_is_no_table():
    assert open_table("league_category") is None


def test_a_table_that_is_not_released_is_none():
    release(by=None)

    assert open_table("banner_category") is None


def test_a_table_is_the_newest_release_as_it_was_frozen():
    register = Register()
    approve(register, range(100, 160))
    release(by=None)
    approve(register, range(160, 260), key="professional")
    new = release(by=None)

    table = open_table("league_category")

    leagues = Region.objects.filter(level="league", valid_to=None).order_by("code")
    assert (table.release, table.as_of, table.published_at) == (2, timezone.localdate(), new.published_at)
    assert (table.key, table.title) == (
        "league_category",
        {"zh": "各盟市各类别人才", "en": "Talent by league and category"},
    )
    assert [row.code for row in table.rows] == ["total", *(str(each.code) for each in leagues)]
    assert [row.label_zh for row in table.rows] == ["内蒙古自治区", *(each.name for each in leagues)]
    assert [column.code for column in table.columns] == [*CATEGORIES, "total"]
    assert table.columns[-1] == Category("total", "合计", "Total")
    assert isinstance(table.as_of, date)
    shown = {cell: figure.value or figure.text for cell, figure in table.cells.items()}
    assert shown == {
        ("total" if area == 150000 else str(area), key): figure
        for (area, key), figure in figures(new).items()
    }
    assert table.cells["total", "rural"].value is None
    assert (table.cells["total", "rural"].text, shown["152500", "professional"] >= 90) == ("<10", True)


def test_a_large_figure_is_shown_with_its_thousands():
    small = ReleaseTable.objects.get(release=release(by=None), key="league_category")
    large = Release.objects.create(number=2, as_of=timezone.localdate())
    table = ReleaseTable.objects.create(
        release=large, key=small.key, level=small.level, areas=small.areas, dimensions=small.dimensions
    )
    ReleaseCell.objects.create(table=table, area=150000, classes={}, value=1234565)
    seal(large)

    figure = open_table("league_category").cells["total", "total"]

    assert (figure.value, figure.text) == (1234565, "1,234,565")


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", sorted(FROZEN))
def test_not_even_the_owner_changes_what_was_released(owner_connection, table, statement):
    release(by=None)
    before = owner_connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    with pytest.raises(errors.IntegrityConstraintViolation, match="frozen"):
        owner_connection.execute(statement.format(table))
    assert owner_connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() == before != []


def test_nothing_is_added_to_what_was_released(owner_connection):
    new = release(by=None)
    table = ReleaseTable.objects.get(release=new)
    for statement in (
        "INSERT INTO stats_releasecell (table_id, area, classes, value, mark)"
        f" VALUES ({table.pk}, 1, '{{}}', 5, '')",
        "INSERT INTO stats_releasetable (release_id, key, title_zh, title_en, level, areas, dimensions)"
        f" VALUES ({new.pk}, 'more', '', '', 'league', '[]', '[]')",
        "INSERT INTO stats_release (number, as_of, state, published_at)"
        " VALUES (9, now(), 'published', now())",
        "UPDATE stats_release SET number = 9, state = 'withdrawn'",
    ):
        with pytest.raises(errors.IntegrityConstraintViolation, match="frozen"):
            owner_connection.execute(statement)


@pytest.mark.parametrize("state", ["drawing", "ready", "withdrawn", "discarded"])
def test_the_public_login_sees_no_row_of_what_is_not_published(owner_connection, public_connection, state):
    new = release(by=None) if state == "withdrawn" else Release.objects.create(number=1, as_of="2026-11-28")
    if state != "withdrawn":
        table = ReleaseTable.objects.create(
            release=new, key="t", title_zh="", title_en="", level="league", areas=[], dimensions=[]
        )
        ReleaseCell.objects.create(table=table, area=150000, classes={}, value=50)
        Release.objects.filter(pk=new.pk).update(state="ready")
    Release.objects.filter(pk=new.pk).update(state=state)

    counts = {
        table: (
            owner_connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0,
            public_connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0],
        )
        for table in sorted(FROZEN)
    }

    assert counts == dict.fromkeys(FROZEN, (True, 0))


def test_the_public_login_reads_releases_and_no_other_table(owner_connection, public_connection):
    release(by=None)
    tables = owner_connection.execute(TABLES).fetchall()

    readable = {table for schema, table in tables if reads(public_connection, schema, table)}

    assert (readable, len(tables) > 50) == (OPEN, True)


def test_no_view_shows_the_public_login_more(owner_connection, public_connection):
    views = owner_connection.execute(VIEWS).fetchall()

    assert [view for schema, view in views if reads(public_connection, schema, view)] == []


@pytest.mark.parametrize("table", sorted(OPEN))
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {} DEFAULT VALUES",
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "LOCK TABLE {} IN EXCLUSIVE MODE",
        "ALTER TABLE {} ADD COLUMN more integer",
        "DROP TABLE {} CASCADE",
    ],
)
def test_the_public_login_changes_nothing(public_connection, table, statement):
    with pytest.raises(errors.InsufficientPrivilege), public_connection.transaction():
        public_connection.execute(sql.SQL(statement).format(sql.Identifier(table)))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.more (id integer)",
        "CREATE TEMPORARY TABLE more (id integer)",
        "CREATE SCHEMA more",
        "SELECT nextval('stats_release_id_seq')",
        "SET ROLE talent_app",
        "SELECT pg_read_file('/etc/hostname')",
        "COPY stats_release TO PROGRAM 'cat'",
    ],
)
def test_the_public_login_makes_nothing_and_becomes_nobody(public_connection, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        public_connection.execute(statement)
