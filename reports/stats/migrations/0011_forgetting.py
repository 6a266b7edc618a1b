"""Snapshots forget who an erased person was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stats", "0010_two_persons")]
    operations = [
        migrations.CreateModel(
            name="Forgetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_key", models.BigIntegerField()),
                ("instead", models.BigIntegerField()),
            ],
            options={"verbose_name": "快照中待替换的人员", "verbose_name_plural": "快照中待替换的人员"},
        ),
    ]
