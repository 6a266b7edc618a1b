"""A version of a look is history: nobody changes or deletes it, whatever the program does."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION printing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of looks are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER printing_look_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON printing_look
    FOR EACH STATEMENT EXECUTE FUNCTION printing_refuse_change();
"""
ALLOW = """
DROP TRIGGER printing_look_frozen ON printing_look;
DROP FUNCTION printing_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("printing", "0006_looks")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
