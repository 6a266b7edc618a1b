"""Every set that was drawn is kept, and not the last one of each cell only."""

import django.contrib.postgres.fields
from django.db import migrations, models

#: The sums as they were packed: eight bytes each, the first one first.
UNPACKED = """ARRAY(
    SELECT ('x' || encode(substring(parts FROM 8 * at + 1 FOR 8), 'hex'))::bit(64)::bigint
    FROM generate_series(0, length(parts) / 8 - 1) AS at ORDER BY at
)"""
SETS = f"""
INSERT INTO stats_drawnset (release, cell, value, mark, parts)
SELECT last_redraw, cell, value, mark, {UNPACKED} FROM stats_publishedcell WHERE length(parts) > 0
"""
DRAFTS = f"""
UPDATE stats_drawncell SET sums = {UNPACKED}
WHERE length(parts) > 0 AND last_redraw = (SELECT number FROM stats_release WHERE id = release_id)
"""
PARTS = django.contrib.postgres.fields.ArrayField(
    base_field=models.BigIntegerField(), db_default=[], default=list, size=None
)


class Migration(migrations.Migration):
    dependencies = [("stats", "0013_days_of_notes")]
    operations = [
        migrations.CreateModel(
            name="DrawnSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("release", models.PositiveIntegerField()),
                ("cell", models.CharField(max_length=200)),
                ("value", models.PositiveIntegerField(null=True)),
                ("mark", models.CharField(blank=True, max_length=4)),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "verbose_name": "公开过的人群",
                "verbose_name_plural": "公开过的人群",
                "constraints": [models.UniqueConstraint(fields=("release", "cell"), name="stats_set_once")],
            },
        ),
        migrations.RunSQL(SETS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="publishedcell", name="parts"),
        migrations.AddField(model_name="drawncell", name="sums", field=PARTS),
        migrations.RunSQL(DRAFTS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="drawncell", name="parts"),
        migrations.RenameField(model_name="drawncell", old_name="sums", new_name="parts"),
    ]
