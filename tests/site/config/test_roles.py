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


COUNTS = "reltuples", "relpages", "relallvisible", "relallfrozen"


COUNTING = (
    *(f"SELECT {column} FROM pg_class LIMIT 1" for column in COUNTS),
    "SELECT * FROM pg_class LIMIT 1",
    "SELECT c FROM pg_class c LIMIT 1",
    "SELECT n_live_tup FROM pg_stat_all_tables",
    "SELECT seq_tup_read FROM pg_stat_user_tables",
    "SELECT heap_blks_read FROM pg_statio_all_tables",
    "SELECT tup_inserted FROM pg_stat_database",
    "SELECT query FROM pg_stat_activity",
    "SELECT objid FROM pg_locks",
    "SELECT pg_stat_get_live_tuples('later'::regclass)",
    "SELECT pg_relation_size('later')",
    "SELECT pg_table_size('later')",
    "SELECT pg_indexes_size('later')",
    "SELECT pg_total_relation_size('later')",
    "SELECT pg_database_size(current_database())",
    "EXPLAIN SELECT * FROM later",
    "SELECT stxdndistinct FROM pg_statistic_ext_data",
    "SELECT stanumbers1 FROM pg_statistic",
)


def is_answered(connection: psycopg.Connection, question: str) -> bool:
    try:
        connection.execute(question)
    except InsufficientPrivilege:
        return False
    return True


def test_public_login_learns_no_number_of_rows_from_the_catalogue(table, public_connection):
    assert [question for question in COUNTING if is_answered(public_connection, question)] == []


def test_public_login_is_told_nothing_where_the_catalogue_answers_by_right(
    table, owner_connection, public_connection
):
    owner_connection.execute("INSERT INTO later (name) SELECT 'x' FROM generate_series(1, 1000)")
    owner_connection.execute("ANALYZE later")
    for question in (
        "SELECT most_common_freqs FROM pg_stats WHERE tablename = 'later'",
        "SELECT last_value FROM pg_sequences WHERE sequencename = 'later_id_seq' AND last_value IS NOT NULL",
        "SELECT last_value FROM pg_get_sequence_data('later_id_seq') WHERE last_value IS NOT NULL",
    ):
        assert public_connection.execute(question).fetchall() == []


def test_public_login_holds_nobody_up(public_connection):
    calls = "pg_advisory_lock(1)", "pg_try_advisory_lock(1)", "pg_try_advisory_xact_lock_shared(1, 1)"
    asked = [f"SELECT {call}" for call in (*calls, "pg_terminate_backend(pg_backend_pid())")]
    assert [question for question in asked if is_answered(public_connection, question)] == []


def test_logins_of_the_application_watch_and_lock_as_before(table, app_connection, owner_connection):
    for connection in (app_connection, owner_connection):
        assert connection.execute("SELECT pg_try_advisory_lock_shared(1)").fetchone() == (True,)
        size = "SELECT reltuples, pg_relation_size(oid), n_live_tup FROM pg_class"
        joined = f"{size} JOIN pg_stat_user_tables ON relid = oid WHERE oid = 'later'::regclass"
        assert connection.execute(joined).fetchone() == (-1, 0, 0)


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


def test_script_for_a_server_prepared_earlier_is_the_part_that_closes(capsys):
    call_command("database_roles", database="register", again=True)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == '\\connect "register"'
    call_command("database_roles", database="register")
    whole = capsys.readouterr().out.splitlines()
    assert (len(rest), [line for line in rest if line not in whole]) == (9, [])
