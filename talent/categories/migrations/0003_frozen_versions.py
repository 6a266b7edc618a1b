"""A published version never changes and never goes."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION categories_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published versions are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER categories_categoryversion_frozen
    BEFORE UPDATE OR DELETE OR TRUNCATE ON categories_categoryversion
    FOR EACH STATEMENT EXECUTE FUNCTION categories_refuse_change();
"""
ALLOW = """
DROP TRIGGER categories_categoryversion_frozen ON categories_categoryversion;
DROP FUNCTION categories_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("categories", "0002_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
