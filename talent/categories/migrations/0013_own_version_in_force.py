"""The version in force of a category is one of its own, and once there is one there always is."""

from django.db import migrations, models

GUARD = """
ALTER TABLE categories_category
    ADD CONSTRAINT categories_category_own_current FOREIGN KEY (current_id, id)
        REFERENCES categories_categoryversion (id, category_id);
CREATE FUNCTION categories_refuse_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published category keeps a version in force'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER categories_category_stays_published
    BEFORE UPDATE ON categories_category
    FOR EACH ROW WHEN (OLD.current_id IS NOT NULL AND NEW.current_id IS NULL)
    EXECUTE FUNCTION categories_refuse_unpublishing();
"""
RELEASE = """
DROP TRIGGER categories_category_stays_published ON categories_category;
DROP FUNCTION categories_refuse_unpublishing();
ALTER TABLE categories_category DROP CONSTRAINT categories_category_own_current;
"""


class Migration(migrations.Migration):
    dependencies = [("categories", "0012_waiting_code_files")]
    operations = [
        migrations.AddConstraint(
            model_name="categoryversion",
            constraint=models.UniqueConstraint(
                fields=("id", "category"), name="categories_version_and_category"
            ),
        ),
        migrations.RunSQL(GUARD, RELEASE),
    ]
