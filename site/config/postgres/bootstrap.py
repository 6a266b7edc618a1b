"""The first minute of a private server: logins with their passwords, and the database."""

import hashlib

import psycopg
from psycopg import sql

from config.catalogue import catalogue_sql
from config.postgres.home import Home
from config.postgres.passwords import SUPERUSER, keep_passwords
from config.roles import (
    DATABASE,
    LOGINS,
    OWNER,
    database_sql,
    logins_sql,
    schema_sql,
    settings_sql,
    template_sql,
)


def connect(*, home: Home, login: str, database: str = DATABASE) -> psycopg.Connection:
    """A connection outside Django, each statement its own transaction."""
    return psycopg.connect(
        host=str(home.sockets), user=login, dbname=database, passfile=str(home.passwords), autocommit=True
    )


def create_database(*, home: Home) -> None:
    """Make the logins and the database on a server that has just been initialised."""
    with connect(home=home, login=SUPERUSER, database="postgres") as connection:
        for statement in logins_sql():
            connection.execute(statement)
    restore_logins(home=home)
    close(home=home)
    with connect(home=home, login=SUPERUSER, database="postgres") as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with connect(home=home, login=OWNER) as connection:
        for statement in (*database_sql(), *schema_sql()):
            connection.execute(statement)


def restore_logins(*, home: Home) -> None:
    """Give each login the password and the settings of ours, whatever it has given itself since."""
    passwords = keep_passwords(home.passwords)
    set_password = sql.SQL("ALTER ROLE {} PASSWORD {}")
    with connect(home=home, login=SUPERUSER, database="postgres") as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate").fetchall()
        for login in LOGINS:
            role = sql.Identifier(login)
            connection.execute(set_password.format(role, sql.Literal(passwords[login])))
            for (name,) in names:
                reset = sql.SQL("ALTER ROLE {} IN DATABASE {} RESET ALL")
                connection.execute(reset.format(role, sql.Identifier(name)))
        for statement in settings_sql():
            connection.execute(statement)


def closing() -> str:
    """Eight digits that change when a newer program closes more than an older one did."""
    return hashlib.sha256("".join(_closing_sql()).encode()).hexdigest()[:8]


def close(*, home: Home) -> None:
    """Close in every database, and in the template of later ones, what the logins have no use for."""
    with connect(home=home, login=SUPERUSER, database="template1") as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datallowconn").fetchall()
    for (name,) in found:
        with connect(home=home, login=SUPERUSER, database=name) as connection:
            for statement in _closing_sql():
                connection.execute(statement)


def _closing_sql() -> list[str]:
    return [*template_sql(), *catalogue_sql()]
