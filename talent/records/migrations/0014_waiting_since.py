"""Since when a change waits where it waits. A trigger says it, so that no way of moving a change forgets it."""

from django.conf import settings
from django.db import migrations, models

ARRIVE = """
CREATE FUNCTION records_arrives() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.waiting_since := CASE
        WHEN NEW.waiting_office_id IS NULL THEN NULL
        WHEN TG_OP = 'INSERT' THEN coalesce(NEW.waiting_since, NEW.submitted_at, now())
        ELSE now()
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER records_change_begun BEFORE INSERT ON records_change
    FOR EACH ROW WHEN (NEW.waiting_office_id IS NOT NULL) EXECUTE FUNCTION records_arrives();
CREATE TRIGGER records_change_arrives BEFORE UPDATE OF waiting_office_id ON records_change
    FOR EACH ROW WHEN (NEW.waiting_office_id IS DISTINCT FROM OLD.waiting_office_id)
    EXECUTE FUNCTION records_arrives();
UPDATE records_change SET waiting_since = submitted_at WHERE waiting_office_id IS NOT NULL;
"""
LEAVE = """
DROP TRIGGER records_change_begun ON records_change;
DROP TRIGGER records_change_arrives ON records_change;
DROP FUNCTION records_arrives();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0015_places_of_moves_offered"),
        ("orgs", "0008_ended_at_once"),
        ("records", "0013_review_settings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="change",
            name="records_change_queue",
        ),
        migrations.AddField(
            model_name="change",
            name="waiting_since",
            field=models.DateTimeField(editable=False, null=True, verbose_name="到达待审机构的时间"),
        ),
        migrations.RunSQL(ARRIVE, LEAVE),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("waiting_office__isnull", False)),
                fields=["waiting_office", "deadline", "id"],
                include=("waiting_since", "unit"),
                name="records_change_queue",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("waiting_office__isnull", True), ("waiting_since__isnull", True)),
                    models.Q(("waiting_office__isnull", False), ("waiting_since__isnull", False)),
                    _connector="OR",
                ),
                name="records_waiting_has_begun",
            ),
        ),
    ]
