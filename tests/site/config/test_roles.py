import psycopg
import pytest
from django.core.management import call_command
from psycopg.errors import InsufficientPrivilege

from config.roles import LOGINS, database_sql, schema_sql

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.fixture
def app_connection(fresh_database):
    with fresh_database.connect(alias="default") as connection:
        yield connection


@pytest.fixture
def table(owner_connection) -> str:
    owner_connection.execute("CREATE TABLE later (id bigserial PRIMARY KEY, name text)")
    return "later"


def test_application_writes_rows_of_tables_made_later(table, app_connection):
    added = app_connection.execute("INSERT INTO later (name) VALUES ('a') RETURNING id, name").fetchone()
    app_connection.execute("UPDATE later SET name = 'b'")
    kept = app_connection.execute("DELETE FROM later RETURNING name").fetchone()
    assert (added, kept) == ((1, "a"), ("b",))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "TRUNCATE later",
        "ALTER TABLE later ADD COLUMN more text",
        "DROP TABLE later",
        "ALTER TABLE later DISABLE TRIGGER ALL",
        "CREATE ROLE another",
        "SET ROLE talent_owner",
        "SET ROLE talent_public",
    ],
)
def test_application_changes_no_table_and_no_login(table, app_connection, statement):
    with pytest.raises(InsufficientPrivilege):
        app_connection.execute(statement)


def test_public_login_reads_only_what_was_granted_by_name(table, owner_connection, public_connection):
    with pytest.raises(InsufficientPrivilege):
        public_connection.execute("SELECT * FROM later")
    owner_connection.execute("INSERT INTO later (name) VALUES ('released')")
    owner_connection.execute("GRANT SELECT ON later TO talent_public")
    assert public_connection.execute("SELECT name FROM later").fetchall() == [("released",)]
    with pytest.raises(InsufficientPrivilege):
        public_connection.execute("DELETE FROM later")


def test_public_login_makes_nothing_not_even_for_the_moment(public_connection):
    for statement in ("CREATE TABLE mine ()", "CREATE TEMPORARY TABLE mine ()"):
        with pytest.raises(InsufficientPrivilege):
            public_connection.execute(statement)


def test_public_login_leaves_nothing_on_the_server_and_never_stays_long(public_connection):
    for statement in ("SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')"):
        with pytest.raises(InsufficientPrivilege):
            public_connection.execute(statement)
    for limit, value in (("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "1min")):
        assert public_connection.execute(f"SHOW {limit}").fetchone() == (value,)


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_public_login_connects_to_no_other_database(fresh_database, database):
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        fresh_database.connect(alias="public", database=database)


def test_owner_may_end_the_sessions_of_the_others(owner_connection, app_connection):
    number = app_connection.info.backend_pid
    assert owner_connection.execute("SELECT pg_terminate_backend(%s, 5000)", [number]).fetchone() == (True,)
    with pytest.raises(psycopg.OperationalError):
        app_connection.execute("SELECT 1")


def test_statements_of_the_owner_can_be_repeated(owner_connection):
    query = "SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public'"
    before = owner_connection.execute(query).fetchone()
    for statement in (*database_sql(owner_connection.info.dbname), *schema_sql()):
        owner_connection.execute(statement)
    assert owner_connection.execute(query).fetchone() == before


def test_printed_script_prepares_any_server(capsys):
    call_command("database_roles", database="register")
    script = capsys.readouterr().out.splitlines()
    assert [line for line in script if line.startswith("\\")] == [
        *(f"\\password {login}" for login in LOGINS),
        '\\connect "register"',
    ]
    assert 'GRANT CONNECT ON DATABASE "register" TO talent_public;' in script
    assert [line for line in script if not line.endswith(";") and not line.startswith(("--", "\\"))] == []
