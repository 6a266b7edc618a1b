"""A draft that may not be public stays under its number: what its refusal says was read from figures."""

from django.db import migrations, models

RESTORED = "EXISTS (SELECT FROM stats_secretrelease WHERE release_id = OLD.id AND restored_by_id IS NOT NULL)"
GOES_ON = """
CREATE OR REPLACE FUNCTION stats_release_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'drawing' THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state = 'drawing' THEN RETURN OLD; END IF;
    ELSIF OLD.state IN ('drawing', 'ready') AND NEW.state <> 'withdrawn'
            AND (NEW.state <> 'discarded' OR OLD.state = 'ready') {refused} THEN
        RETURN NEW;
    ELSIF ((OLD.state = 'published' AND NEW.state = 'withdrawn' AND NOT {restored})
            OR (OLD.state = 'withdrawn' AND NEW.state = 'published' AND {restored}))
            AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
NOW = GOES_ON.format(restored=RESTORED, refused="AND (NEW.state <> 'refused' OR OLD.state = 'drawing')")
BEFORE = GOES_ON.format(restored=RESTORED, refused="")
#: Of those there are nothing stands, so their declared tables do not count either.
REFUSED = """
UPDATE stats_release SET state = 'refused'
WHERE state = 'drawing' AND id IN (SELECT release_id FROM stats_secretrelease WHERE step = 'refused');
UPDATE stats_secretrelease SET step = '', lattice = 0 WHERE step = 'refused';
"""
STATES = [
    ("drawing", "正在计算"),
    ("ready", "待批准"),
    ("published", "已发布"),
    ("withdrawn", "已撤回"),
    ("discarded", "已放弃"),
    ("refused", "不能公布"),
]


class Migration(migrations.Migration):
    dependencies = [("stats", "0014_sets_that_were_public")]
    operations = [
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
        migrations.RunSQL(NOW, BEFORE),
        migrations.RunSQL(REFUSED, migrations.RunSQL.noop),
    ]
