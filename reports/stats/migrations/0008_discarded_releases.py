"""A draft that somebody could read stays under its number when it is discarded; only one that was never
drawn may go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

DRAFT = "('drawing', 'ready')"
GOES_ON = """
CREATE OR REPLACE FUNCTION stats_release_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'drawing' THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state {gone} THEN RETURN OLD; END IF;
    ELSIF OLD.state IN {draft} AND NEW.state <> 'withdrawn' {discarded} THEN
        RETURN NEW;
    ELSIF OLD.state = 'published' AND NEW.state = 'withdrawn'
            AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
NOW = GOES_ON.format(
    gone="= 'drawing'",
    draft=DRAFT,
    discarded="AND (NEW.state <> 'discarded' OR OLD.state = 'ready')",
)
BEFORE = GOES_ON.format(gone=f"IN {DRAFT}", draft=DRAFT, discarded="")
STATES = [
    ("drawing", "正在计算"),
    ("ready", "待批准"),
    ("published", "已发布"),
    ("withdrawn", "已撤回"),
    ("discarded", "已放弃"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stats", "0007_code_readings"),
    ]
    operations = [
        migrations.AddField(
            model_name="secretrelease",
            name="discarded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="secretrelease",
            name="discarded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="state",
            field=models.CharField(choices=STATES, default="drawing", max_length=10, verbose_name="状态"),
        ),
        migrations.RemoveConstraint(model_name="release", name="stats_release_state_known"),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", [state for state, _label in STATES])),
                name="stats_release_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="secretrelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("discarded_at__isnull", True), ("discarded_by__isnull", True))
                | models.Q(
                    ("approved_by__isnull", True),
                    ("discarded_at__isnull", False),
                    ("discarded_by__isnull", False),
                ),
                name="stats_discarded_by_somebody",
            ),
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
