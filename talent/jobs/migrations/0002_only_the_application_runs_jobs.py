"""The functions of the queue are the application's alone; a new function is everybody's until this is said."""

from django.db import migrations

FUNCTIONS = """
DO $$
DECLARE
    each regprocedure;
BEGIN
    FOR each IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', each);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_app') THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO talent_app', each);
        END IF;
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
