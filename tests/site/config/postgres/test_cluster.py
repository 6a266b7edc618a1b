import os
import signal
import subprocess

import psycopg
import pytest

from config.catalogue import IS_OPEN
from config.postgres.account import CommandFailed, server_account
from config.postgres.bootstrap import connect
from config.postgres.cluster import Cluster
from config.postgres.home import Home
from config.roles import APP, OWNER, PUBLIC, PUBLIC_SETTINGS
from tests.site.config.postgres.waiting import wait_until


def postmaster(home: Home) -> int:
    return int((home.data / "postmaster.pid").read_text().split()[0])


def answers(home):
    with connect(home=home, login=APP) as connection:
        return connection.execute("SELECT current_user, current_database()").fetchone()


def started(home: Home) -> Cluster:
    cluster = Cluster.at(home)
    cluster.start()
    return cluster


def test_first_start_makes_a_private_server_with_three_weak_logins(home):
    started(home)
    with connect(home=home, login=OWNER) as connection:
        logins = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname LIKE 'talent%'"
        ).fetchall()
        owner = connection.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'talent'")
        settings = connection.execute(
            "SELECT current_setting('fsync'), current_setting('listen_addresses'), datlocale, datlocprovider "
            "FROM pg_database WHERE datname = 'talent'"
        ).fetchone()
        assert owner.fetchone() == (OWNER,)
    assert sorted(logins) == [
        (APP, False, False, False),
        (OWNER, False, True, False),
        (PUBLIC, False, False, False),
    ]
    assert settings == ("on", "", "C.UTF-8", "b")
    modes = [path.stat().st_mode & 0o777 for path in (home.data, home.sockets, home.passwords)]
    assert modes == [0o700, 0o700, 0o600]
    assert not home.first_password.exists()


def test_wrong_password_is_refused(made_home):
    started(made_home)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(made_home.sockets), user=APP, dbname="talent", password="wrong")


def test_second_start_leaves_the_running_server_alone(made_home):
    first = started(made_home)
    before = postmaster(made_home)
    Cluster.at(made_home).start()
    assert postmaster(made_home) == before
    first.stop()
    assert not first.is_running()


def test_server_of_an_older_program_is_closed_in_every_database_at_the_next_start(made_home):
    first = started(made_home)
    with connect(home=made_home, login="postgres") as connection:
        connection.execute("GRANT EXECUTE ON FUNCTION pg_lock_status TO PUBLIC")
        assert connection.execute("SELECT count(*) FROM pg_locks").fetchone() > (0,)
    made_home.ready.write_text("")
    first.start()
    for database in ("talent", "template1"):
        with connect(home=made_home, login="postgres", database=database) as connection:
            connection.execute("SET ROLE talent_public")
            assert connection.execute(IS_OPEN).fetchone() == (False,)


def test_interrupted_initdb_is_done_anew_and_its_files_are_removed(home):
    remains = home.new_draft()
    for folder in (home.data, remains):
        folder.mkdir()
        (folder / "PG_VERSION").write_text("18\n")
    started(home)
    assert answers(home) == (APP, "talent")
    assert home.drafts() == []


def test_start_interrupted_before_the_logins_were_whole_is_done_anew(home):
    cluster = started(home)
    with connect(home=home, login=OWNER) as connection:
        connection.execute("CREATE TABLE half_done ()")
    home.ready.unlink()
    cluster.start()
    with connect(home=home, login=OWNER) as connection:
        assert connection.execute("SELECT to_regclass('half_done')").fetchone() == (None,)


def test_a_login_that_changed_its_password_and_its_settings_has_ours_again_after_a_start(made_home):
    cluster = started(made_home)
    with connect(home=made_home, login=PUBLIC) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER ROLE talent_public PASSWORD 'another'")
        connection.execute("ALTER ROLE talent_public SET statement_timeout = 1")
        connection.execute(
            "ALTER ROLE talent_public IN DATABASE talent SET default_transaction_read_only = off"
        )
    with pytest.raises(psycopg.OperationalError):
        connect(home=made_home, login=PUBLIC)
    cluster.stop()
    cluster.start()
    with connect(home=made_home, login=PUBLIC) as connection:
        shown = [connection.execute(f"SHOW {name}").fetchone() for name in PUBLIC_SETTINGS]
    assert shown == [("on",), ("30s",), ("1min",)]


def test_note_of_a_dead_server_is_forgotten_when_its_number_is_somebody_elses(made_home):
    account = server_account()
    other = subprocess.Popen(["sleep", "60"], user=account.uid if os.getuid() == 0 else None)
    try:
        (made_home.data / "postmaster.pid").write_text(
            f"{other.pid}\n{made_home.data}\n1\n5432\n{made_home.sockets}\n\n"
        )
        started(made_home)
        assert answers(made_home) == (APP, "talent")
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_killed_server_comes_back_with_what_was_committed(made_home):
    cluster = started(made_home)
    with connect(home=made_home, login=OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(postmaster(made_home), signal.SIGKILL)
    wait_until(lambda: not cluster.is_running())
    cluster.start()
    with connect(home=made_home, login=APP) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_server_that_never_waits_for_the_disk_is_made_anew_after_it_was_killed(made_home):
    passing = Home(made_home.root, lasting=False)
    cluster = started(passing)
    with connect(home=passing, login=OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        waits = connection.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert waits.fetchone() == ("off", "off")
    os.kill(postmaster(passing), signal.SIGKILL)
    wait_until(lambda: not cluster.is_running())
    cluster.start()
    with connect(home=passing, login=APP) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


def test_server_that_never_waits_for_the_disk_keeps_what_it_has_when_it_was_stopped(made_home):
    passing = Home(made_home.root, lasting=False)
    cluster = started(passing)
    with connect(home=passing, login=OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    cluster.stop()
    cluster.start()
    with connect(home=passing, login=APP) as connection:
        assert connection.execute("SELECT to_regclass('kept')::text").fetchone() == ("kept",)


def test_server_whose_socket_was_swept_away_is_replaced(made_home):
    cluster = started(made_home)
    before = postmaster(made_home)
    made_home.socket.unlink()
    cluster.start()
    assert answers(made_home) == (APP, "talent")
    assert postmaster(made_home) != before


def test_server_that_cannot_start_says_why(made_home):
    (made_home.data / "postgresql.auto.conf").write_text("max_connections = many\n")
    with pytest.raises(
        CommandFailed, match=r"PostgreSQL does not start\. .*server\.log ends:\n[^$]*max_connections"
    ):
        Cluster.at(made_home).start()


def test_refused_statement_leaves_no_value_in_the_log(made_home):
    started(made_home)
    with (
        connect(home=made_home, login=APP) as connection,
        pytest.raises(psycopg.errors.InvalidTextRepresentation),
    ):
        connection.execute("SELECT 'x150102199001011234'::int")
    assert "150102199001011234" not in made_home.log.read_text()
