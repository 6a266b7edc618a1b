"""The audit log takes new rows only: a trigger for everybody, and no right at all for the application's login."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION security_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER security_auditevent_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON security_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION security_refuse_change();
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON security_auditevent FROM talent_app;
    END IF;
END $$;
"""
ALLOW = """
DROP TRIGGER security_auditevent_append_only ON security_auditevent;
DROP FUNCTION security_refuse_change();
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_app') THEN
        GRANT UPDATE, DELETE ON security_auditevent TO talent_app;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
