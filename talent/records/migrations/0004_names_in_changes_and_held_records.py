"""Names move from the person to the changes; a record belongs to a unit once it is submitted."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

CARRY_OVER = """
UPDATE records_talentrecord r SET held = true
WHERE r.approved_id IS NOT NULL
   OR EXISTS (SELECT FROM records_change c WHERE c.record_id = r.id AND c.state IN ('waiting', 'returned'));
UPDATE records_change c
SET name_bigrams = p.name_bigrams, pinyin = p.pinyin,
    editors = CASE WHEN c.created_by_id IS NULL THEN '{}' ELSE ARRAY[c.created_by_id] END
FROM records_talentrecord r JOIN records_person p ON p.id = r.person_id
WHERE r.id = c.record_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0004_help_in_english"),
        ("orgs", "0003_region_name_en"),
        ("records", "0003_default_routes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="talentrecord",
            name="records_one_record_a_category",
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="records_person_bigrams",
        ),
        migrations.AddField(
            model_name="change",
            name="editors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, verbose_name="填写人"
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="name_bigrams",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=2), default=list
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="pinyin",
            field=models.CharField(blank=True, max_length=72, verbose_name="拼音首字母"),
        ),
        migrations.AddField(
            model_name="talentrecord",
            name="held",
            field=models.BooleanField(default=False, verbose_name="归本单位"),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="change",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_bigrams"], name="records_change_bigrams"
            ),
        ),
        migrations.AddConstraint(
            model_name="talentrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("held", True)),
                fields=("person", "category"),
                name="records_one_held_a_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="talentrecord",
            constraint=models.UniqueConstraint(
                fields=("person", "category", "unit"), name="records_one_record_a_category_and_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="talentrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved__isnull", True), ("held", True), _connector="OR"),
                name="records_approved_is_held",
            ),
        ),
        migrations.RemoveField(
            model_name="person",
            name="full_name",
        ),
        migrations.RemoveField(
            model_name="person",
            name="name_bigrams",
        ),
        migrations.RemoveField(
            model_name="person",
            name="pinyin",
        ),
    ]
