"""What waits is counted from the index of the queue alone; what waited before has a first day as well."""

from django.conf import settings
from django.db import migrations, models

BEGAN = """
UPDATE records_change SET waiting_since = (submitted_at AT TIME ZONE 'Asia/Shanghai')::date
WHERE waiting_office_id IS NOT NULL AND waiting_since IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0015_places_of_moves_offered"),
        ("orgs", "0008_ended_at_once"),
        ("records", "0017_rules_stand_alone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(BEGAN, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="change",
            name="records_change_queue",
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("waiting_office__isnull", False)),
                fields=["waiting_office", "deadline", "id"],
                include=("waiting_since", "unit"),
                name="records_change_queue",
            ),
        ),
    ]
