"""A published release never changes and never goes: what people quoted stays as they read it."""

from django.db import migrations

TABLES = ("stats_release", "stats_releasetable", "stats_releasecell")
REFUSE = """
CREATE FUNCTION stats_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
"""
    for table in TABLES
)
ALLOW = (
    "".join(f"DROP TRIGGER {table}_frozen ON {table};" for table in TABLES)
    + """
DROP FUNCTION stats_refuse_change();
"""
)


class Migration(migrations.Migration):
    dependencies = [("stats", "0002_public_reads_releases")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
