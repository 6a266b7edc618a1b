"""Lists and statistics reports are official too, and long lists are printed as batches.

A list tells the state of its day. It is superseded once the same list was printed again with other lines; a report is
once a newer release is published, and withdrawn with its release.
"""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("reports.printing.migrations.0002_public_verifies").FUNCTION
_LAST = "    ) AS told\n"
_MORE = """
        UNION ALL
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN organisation.id IS NULL THEN 'withdrawn'
                WHEN EXISTS (
                    SELECT FROM printing_printedsheet later
                    WHERE later.subject_id = sheet.subject_id AND later.kept = sheet.kept
                        AND later.sheet = sheet.sheet AND later.version = sheet.version
                        AND later.digest <> sheet.digest AND later.id > sheet.id
                ) THEN 'superseded'
                ELSE 'dated'
            END,
            organisation.name::text
        FROM printing_printedsheet sheet
        LEFT JOIN orgs_organisation organisation ON organisation.id = sheet.subject_id
        WHERE sheet.number = $1 AND sheet.kept = 'list'
        UNION ALL
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN release.state IS DISTINCT FROM 'published' THEN 'withdrawn'
                WHEN EXISTS (
                    SELECT FROM stats_release newer
                    WHERE newer.number > release.number AND newer.state = 'published'
                ) THEN 'superseded'
                ELSE 'current'
            END,
            ''
        FROM printing_printedsheet sheet
        LEFT JOIN stats_release release ON release.number = sheet.subject_id
        WHERE sheet.number = $1 AND sheet.kept = 'release'
"""
FUNCTION = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(_LAST, _MORE + _LAST)
RETURN = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
KEPT = [
    ("record", "人才记录"),
    ("entry", "机构登记表"),
    ("list", "名单或汇总表"),
    ("release", "统计发布"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("printing", "0003_print_runs"),
        ("stats", "0006_sealed_releases"),
    ]
    operations = [
        migrations.RunSQL(FUNCTION, RETURN),
        migrations.RemoveConstraint("printedsheet", "printing_kept_known"),
        migrations.AlterField(
            "printedsheet",
            "kept",
            models.CharField(choices=KEPT, max_length=10, verbose_name="依据"),
        ),
        migrations.AddConstraint(
            "printedsheet",
            models.CheckConstraint(
                condition=models.Q(("kept__in", [key for key, _name in KEPT])), name="printing_kept_known"
            ),
        ),
        migrations.AddField(
            "printrun",
            "sheet",
            models.CharField(db_default="change", default="change", max_length=40, verbose_name="表"),
        ),
        migrations.AlterField(
            "printrun",
            "total",
            models.PositiveIntegerField(null=True, verbose_name="人数或条数"),
        ),
    ]
