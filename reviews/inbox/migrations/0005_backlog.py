"""What waits at each office and how fast it decides; what was reported to the office above."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0004_department_level"),
        ("orgs", "0008_ended_at_once"),
        ("records", "0018_counted_by_the_queue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Backlog",
            fields=[
                ("at", models.DateTimeField(verbose_name="统计时间")),
                ("decided_week", models.PositiveIntegerField(default=0, verbose_name="近 7 天办结")),
                ("decided_month", models.PositiveIntegerField(default=0, verbose_name="近 30 天办结")),
                ("returned_month", models.PositiveIntegerField(default=0, verbose_name="近 30 天退回")),
                (
                    "median_days",
                    models.PositiveIntegerField(null=True, verbose_name="办理用时中位数(工作日)"),
                ),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="backlog",
                        serialize=False,
                        to="orgs.organisation",
                        verbose_name="审核机构",
                    ),
                ),
                ("waiting", models.PositiveIntegerField(default=0, verbose_name="待审")),
                ("overdue", models.PositiveIntegerField(default=0, verbose_name="逾期")),
                ("urged", models.PositiveIntegerField(default=0, verbose_name="已催办")),
                ("oldest_on", models.DateField(null=True, verbose_name="最早到达")),
            ],
            options={
                "verbose_name": "积压情况",
                "verbose_name_plural": "积压情况",
                "base_manager_name": "_plain",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ReviewerFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="统计时间")),
                ("decided_week", models.PositiveIntegerField(default=0, verbose_name="近 7 天办结")),
                ("decided_month", models.PositiveIntegerField(default=0, verbose_name="近 30 天办结")),
                ("returned_month", models.PositiveIntegerField(default=0, verbose_name="近 30 天退回")),
                (
                    "median_days",
                    models.PositiveIntegerField(null=True, verbose_name="办理用时中位数(工作日)"),
                ),
            ],
            options={
                "verbose_name": "审核人办理情况",
                "verbose_name_plural": "审核人办理情况",
            },
        ),
        migrations.CreateModel(
            name="Urging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deadline", models.DateField(verbose_name="审核时限")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "逾期催办",
                "verbose_name_plural": "逾期催办",
                "base_manager_name": "_plain",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="arrived_on",
            field=models.DateField(null=True, verbose_name="到达日期"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["at"], name="inbox_decision_at", pages_per_range=32
            ),
        ),
        migrations.AddField(
            model_name="reviewerfigures",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="审核人",
            ),
        ),
        migrations.AddField(
            model_name="reviewerfigures",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="orgs.organisation",
                verbose_name="审核机构",
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="above",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organisation",
                verbose_name="报送的上级机构",
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="change",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="urgings",
                to="records.change",
                verbose_name="变更",
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organisation",
                verbose_name="待审机构",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewerfigures",
            constraint=models.UniqueConstraint(fields=("office", "by"), name="inbox_figures_once_a_reviewer"),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                fields=("change", "office", "deadline"), name="inbox_urged_once"
            ),
        ),
    ]
