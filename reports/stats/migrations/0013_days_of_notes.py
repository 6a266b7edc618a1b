"""Notes repeat when their release was published: the public cannot ask a withdrawn one."""

from django.db import migrations, models

FILL = """
ALTER TABLE stats_releasenote DISABLE TRIGGER stats_releasenote_kept;
UPDATE stats_releasenote n SET published_at = r.published_at FROM stats_release r WHERE r.number = n.release;
ALTER TABLE stats_releasenote ENABLE TRIGGER stats_releasenote_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("stats", "0012_parts_of_sets")]
    operations = [
        migrations.AddField(
            model_name="releasenote",
            name="published_at",
            field=models.DateTimeField(null=True, verbose_name="发布时间"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="releasenote",
            name="published_at",
            field=models.DateTimeField(verbose_name="发布时间"),
        ),
    ]
