"""A draft may be drawn and dropped; what is published never changes and never goes, except that it may be
withdrawn. The login of the public sees what is published and not withdrawn, and the notes on it."""

from django.db import migrations, models

DRAFT = "('drawing', 'ready')"
RELEASES, CONTENT = (
    "stats_release",
    {
        "stats_releasetable": "SELECT release_id FROM changed",
        "stats_releasecell": "SELECT t.release_id FROM changed c JOIN stats_releasetable t ON t.id = c.table_id",
    },
)
KEPT = ("stats_lattice", "stats_releasenote")

RULES = (
    "".join(f"DROP TRIGGER {table}_frozen ON {table};" for table in (RELEASES, *CONTENT))
    + f"""
CREATE FUNCTION stats_release_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'drawing' THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state IN {DRAFT} THEN RETURN OLD; END IF;
    ELSIF OLD.state IN {DRAFT} AND NEW.state <> 'withdrawn' THEN
        RETURN NEW;
    ELSIF OLD.state = 'published' AND NEW.state = 'withdrawn'
            AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stats_release_frozen BEFORE INSERT OR UPDATE OR DELETE ON stats_release
    FOR EACH ROW EXECUTE FUNCTION stats_release_goes_on();
CREATE TRIGGER stats_release_kept BEFORE TRUNCATE ON stats_release
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
"""
    + "".join(
        f"""
CREATE FUNCTION {table}_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ({release}) AS touched LEFT JOIN stats_release r ON r.id = touched.release_id
        WHERE r.state IS NULL OR r.state NOT IN {DRAFT}
    ) THEN
        RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_frozen BEFORE UPDATE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
CREATE TRIGGER {table}_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_of_drafts();
CREATE TRIGGER {table}_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_of_drafts();
"""
        for table, release in CONTENT.items()
    )
    + "".join(
        f"""
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
"""
        for table in KEPT
    )
)
NO_RULES = (
    "".join(f"DROP TRIGGER {table}_kept ON {table};" for table in KEPT)
    + "".join(
        f"""
DROP TRIGGER {table}_frozen ON {table};
DROP TRIGGER {table}_added ON {table};
DROP TRIGGER {table}_removed ON {table};
DROP FUNCTION {table}_of_drafts();
"""
        for table in CONTENT
    )
    + """
DROP TRIGGER stats_release_kept ON stats_release;
DROP TRIGGER stats_release_frozen ON stats_release;
DROP FUNCTION stats_release_goes_on();
"""
    + "".join(
        f"""
CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
"""
        for table in (RELEASES, *CONTENT)
    )
)
#: Each sees what the one before it lets through.
SEEN = {
    RELEASES: "state = 'published'",
    "stats_releasetable": "release_id IN (SELECT id FROM stats_release)",
    "stats_releasecell": "table_id IN (SELECT id FROM stats_releasetable)",
}
WALL = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {table}_public ON {table} USING (current_user <> 'talent_public' OR {seen});
"""
    for table, seen in SEEN.items()
)
NO_WALL = "".join(
    f"""
DROP POLICY {table}_public ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in SEEN
)
GRANT = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_public') THEN
        {what} SELECT ON stats_releasenote {to} talent_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stats", "0005_declared_releases")]
    operations = [
        migrations.AlterField(
            model_name="release",
            name="state",
            field=models.CharField(
                choices=[
                    ("drawing", "正在计算"),
                    ("ready", "待批准"),
                    ("published", "已发布"),
                    ("withdrawn", "已撤回"),
                ],
                default="drawing",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.RunSQL(RULES, NO_RULES),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(GRANT.format(what="GRANT", to="TO"), GRANT.format(what="REVOKE", to="FROM")),
    ]
