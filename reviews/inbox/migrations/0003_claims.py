"""Who is looking at what; a decision, whichever way it was made, ends it."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

DECIDED = """
CREATE FUNCTION inbox_end_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM inbox_claim USING made WHERE inbox_claim.change_id = made.change_id;
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_decision_ends_claim
    AFTER INSERT ON inbox_decision REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION inbox_end_claims();
"""
UNDECIDED = """
DROP TRIGGER inbox_decision_ends_claim ON inbox_decision;
DROP FUNCTION inbox_end_claims();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0002_kept_decisions"),
        ("orgs", "0008_ended_at_once"),
        ("records", "0012_approved_is_its_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to="records.change",
                        verbose_name="变更",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("until", models.DateTimeField(verbose_name="截止时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.organisation",
                        verbose_name="审核机构",
                    ),
                ),
            ],
            options={
                "verbose_name": "正在办理",
                "verbose_name_plural": "正在办理",
                "base_manager_name": "_plain",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("at"))), name="inbox_claim_ends_later"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunSQL(DECIDED, UNDECIDED),
    ]
