"""The first minute of a private server: logins with their passwords, and the database."""

import psycopg
from psycopg import sql

from config.postgres.home import Home
from config.postgres.passwords import SUPERUSER, keep_passwords
from config.roles import DATABASE, LOGINS, OWNER, database_sql, logins_sql, schema_sql, template_sql


def connect(*, home: Home, login: str, database: str = DATABASE) -> psycopg.Connection:
    """A connection outside Django, each statement its own transaction."""
    return psycopg.connect(
        host=str(home.sockets), user=login, dbname=database, passfile=str(home.passwords), autocommit=True
    )


def create_database(*, home: Home) -> None:
    """Make the logins and the database on a server that has just been initialised."""
    passwords = keep_passwords(home.passwords)
    with connect(home=home, login=SUPERUSER, database="template1") as connection:
        for statement in template_sql():
            connection.execute(statement)
    with connect(home=home, login=SUPERUSER, database="postgres") as connection:
        for statement in logins_sql():
            connection.execute(statement)
        for login in LOGINS:
            set_password = sql.SQL("ALTER ROLE {} PASSWORD {}")
            connection.execute(set_password.format(sql.Identifier(login), sql.Literal(passwords[login])))
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with connect(home=home, login=OWNER) as connection:
        for statement in (*database_sql(), *schema_sql()):
            connection.execute(statement)
