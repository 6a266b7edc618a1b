"""What PostgreSQL tells and lends to every login, kept for the logins of the register, as SQL.

Its catalogue has the number of rows in each table, its statistics what was written when, its locks
the keys of what others work on: true numbers, which no release says. And whoever takes the advisory
lock that the application waits for holds the application up.
"""

from config.roles import APP, OWNER

#: Predefined by PostgreSQL, for the programs that watch a server.
MONITOR = "pg_monitor"
TRUSTED = ", ".join((OWNER, APP, MONITOR))
#: Columns of pg_class that follow from the number of rows.
COUNTING_COLUMNS = ("reltuples", "relpages", "relallvisible", "relallfrozen")
#: Functions that count, measure, or have a hold on other sessions; patterns of LIKE.
FUNCTIONS = (
    r"pg\_stat\_get\_%",
    r"pg\_database\_size",
    r"pg\_tablespace\_size",
    r"pg\_%relation\_size",
    r"pg\_table\_size",
    r"pg\_indexes\_size",
    r"pg\_advisory\_%",
    r"pg\_try\_advisory\_%",
    r"pg\_lock\_status",
    r"pg\_%blocking\_pids",
    r"pg\_cancel\_backend",
    r"pg\_terminate\_backend",
)
COLUMNS = f"""
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = 'pg_class'::regclass AND attnum > 0
    AND attname <> ALL('{{{",".join(COUNTING_COLUMNS)}}}')
"""
CHOSEN = f"""
    SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
    AND proname LIKE ANY(ARRAY[{", ".join(f"'{pattern}'" for pattern in FUNCTIONS)}])
    AND has_function_privilege('{OWNER}', oid, 'EXECUTE')
"""
# A function that nobody may call by default has been left to the superuser by PostgreSQL itself.
CLOSE_FUNCTIONS = f"""
    DO $$ DECLARE chosen regprocedure; BEGIN
    FOR chosen IN {CHOSEN} LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {TRUSTED}', chosen);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', chosen);
    END LOOP; END $$
"""
CLOSE_COLUMNS = f"""
    DO $$ BEGIN
    GRANT SELECT ON pg_catalog.pg_class TO {TRUSTED};
    REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC;
    EXECUTE format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', ({COLUMNS}));
    END $$
"""
#: Asked as any login: whether it is told numbers of rows, sizes, statistics, or may hold others up.
IS_OPEN = """
    SELECT has_column_privilege('pg_catalog.pg_class', 'reltuples', 'SELECT')
        OR has_function_privilege('pg_stat_get_live_tuples(oid)', 'EXECUTE')
        OR has_function_privilege('pg_relation_size(regclass, text)', 'EXECUTE')
        OR has_function_privilege('pg_lock_status()', 'EXECUTE')
        OR has_function_privilege('pg_advisory_lock(bigint)', 'EXECUTE')
"""


def catalogue_sql() -> list[str]:
    """Statements for a superuser, in each database or in the template of it, when the logins are there.

    Repeating them changes nothing. Any other login keeps the names of tables and columns.
    """
    return [" ".join(block.split()) for block in (CLOSE_COLUMNS, CLOSE_FUNCTIONS)]
