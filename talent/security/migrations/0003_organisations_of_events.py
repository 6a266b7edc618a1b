"""An event of several organisations names all of them. The one that was named before becomes the first."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# A change of type is no change of rows: nothing of the log is rewritten, and no trigger has to be lifted.
TO_MANY = """
ALTER TABLE security_auditevent
    ALTER COLUMN organisation_id TYPE bigint[] USING array_remove(ARRAY[organisation_id], NULL),
    ALTER COLUMN organisation_id SET NOT NULL;
ALTER TABLE security_auditevent RENAME COLUMN organisation_id TO organisation_ids;
"""
TO_ONE = """
ALTER TABLE security_auditevent RENAME COLUMN organisation_ids TO organisation_id;
ALTER TABLE security_auditevent
    ALTER COLUMN organisation_id DROP NOT NULL,
    ALTER COLUMN organisation_id TYPE bigint USING organisation_id[1];
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0002_append_only")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TO_MANY, TO_ONE)],
            state_operations=[
                migrations.RemoveField("auditevent", "organisation_id"),
                migrations.AddField(
                    "auditevent",
                    "organisation_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="机构"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["action", "-id"], name="security_audit_action")
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["at"], name="security_audit_at")),
        migrations.AddIndex(
            "auditevent",
            django.contrib.postgres.indexes.GinIndex(
                fields=["organisation_ids"], name="security_audit_organisations"
            ),
        ),
    ]
