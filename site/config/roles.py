"""Database logins and what each may do, as SQL: for the private server and for an outside one.

Three logins keep an error in one place from opening another. The owner migrates. The application
reads and writes rows and can change no table. The public login reads only what a migration names:
released statistics.
"""

OWNER = "talent_owner"
APP = "talent_app"
PUBLIC = "talent_public"
LOGINS = (OWNER, APP, PUBLIC)
DATABASE = "talent"
#: Whoever speaks through the public login can neither keep the server busy nor leave anything on it.
PUBLIC_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
}


def logins_sql() -> list[str]:
    """Statements for a superuser, once a server: the logins, without passwords.

    The owner is a member of the other two, since only a member may end their sessions, which the
    tests do before they lay a database anew.
    """
    return [
        f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
        f"CREATE ROLE {APP} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
        f"CREATE ROLE {PUBLIC} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
        f"GRANT {APP}, {PUBLIC} TO {OWNER}",
        *settings_sql(),
        "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC",
    ]


def settings_sql() -> list[str]:
    """Statements for a superuser, as often as wanted: what holds for a session of each login.

    PostgreSQL lets every login set its own, and its password: said again, they are as they were.
    """
    return [
        *(f"ALTER ROLE {login} RESET ALL" for login in LOGINS),
        *(f"ALTER ROLE {PUBLIC} SET {name} = '{value}'" for name, value in PUBLIC_SETTINGS.items()),
    ]


def template_sql() -> list[str]:
    """Statements for a superuser, once in each database or in the template of it: no large objects.

    They belong to whoever makes them, so no grant on a table would hold them back.
    """
    makers = "lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea)"
    return [f"REVOKE EXECUTE ON FUNCTION {makers} FROM PUBLIC"]


def database_sql(name: str = DATABASE) -> list[str]:
    """Statements for the owner, once a database: who may connect. A copy of a database needs them anew."""
    return [
        f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC',
        f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO {APP}',
        f'GRANT CONNECT ON DATABASE "{name}" TO {PUBLIC}',
    ]


def schema_sql() -> list[str]:
    """Statements for the owner, connected to the database; repeating them changes nothing.

    What the owner makes later is covered too: tables and sequences for the application, nothing for
    the public login.
    """
    tables, sequences = "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT"
    later = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public"
    return [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {APP}, {PUBLIC}",
        f"GRANT {tables} ON ALL TABLES IN SCHEMA public TO {APP}",
        f"GRANT {sequences} ON ALL SEQUENCES IN SCHEMA public TO {APP}",
        f"{later} GRANT {tables} ON TABLES TO {APP}",
        f"{later} GRANT {sequences} ON SEQUENCES TO {APP}",
    ]
