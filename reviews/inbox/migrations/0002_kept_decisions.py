"""A decision is never changed and never goes: it says who answered for what."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION inbox_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions are kept as they are' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER inbox_decision_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_decision
    FOR EACH STATEMENT EXECUTE FUNCTION inbox_refuse_change();
"""
ALLOW = """
DROP TRIGGER inbox_decision_kept ON inbox_decision;
DROP FUNCTION inbox_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
