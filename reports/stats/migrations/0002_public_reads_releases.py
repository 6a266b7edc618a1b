"""The login of the public reads releases and nothing else of the database."""

from django.db import migrations

TABLES = "stats_release, stats_releasetable, stats_releasecell"
GRANT = f"""
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_public') THEN
        GRANT SELECT ON {TABLES} TO talent_public;
    END IF;
END $$;
"""
REVOKE = f"""
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_public') THEN
        REVOKE SELECT ON {TABLES} FROM talent_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stats", "0001_initial")]
    operations = [migrations.RunSQL(GRANT, REVOKE)]
