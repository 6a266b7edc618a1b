"""Rules of routes get names, conditions and several levels; changes say which offices were passed over."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

_LEVELS = [("department", "主管部门"), ("banner", "旗县(市、区)"), ("league", "盟市"), ("region", "自治区")]


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0015_places_of_moves_offered"),
        ("records", "0014_deadlines_worked_out_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="change",
            name="route",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=[("unit", "单位"), *_LEVELS], max_length=10),
                default=list,
                size=None,
                verbose_name="审核路线",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="passed_over",
            field=models.JSONField(default=list, verbose_name="转上级的记录"),
        ),
        migrations.AlterModelOptions(
            name="routerule",
            options={
                "ordering": ["order", "id"],
                "verbose_name": "审核路线规则",
                "verbose_name_plural": "审核路线规则",
            },
        ),
        migrations.RemoveConstraint(model_name="routerule", name="records_route_rule_once"),
        migrations.AddField(
            model_name="routerule",
            name="key",
            field=models.SlugField(blank=True, default="", editable=False, max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="routerule",
            name="name",
            field=models.CharField(default="审核路线", max_length=80, verbose_name="名称"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="routerule",
            name="name_en",
            field=models.CharField(blank=True, max_length=120, verbose_name="英文名称"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="order",
            field=models.PositiveSmallIntegerField(default=100, verbose_name="次序"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="every_category",
            field=models.BooleanField(default=False, verbose_name="全部类别"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="categories",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="categories.category", verbose_name="类别"
            ),
        ),
        migrations.AddField(
            model_name="routerule",
            name="unit_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=4),
                blank=True,
                default=list,
                size=None,
                verbose_name="单位类型",
            ),
        ),
        migrations.AddField(
            model_name="routerule",
            name="condition",
            field=models.CharField(blank=True, max_length=2000, verbose_name="条件"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="levels",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=_LEVELS, max_length=10),
                default=list,
                size=None,
                verbose_name="经过的级别",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="routerule",
            name="valid_from",
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name="起用日期"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="enabled",
            field=models.BooleanField(default=True, verbose_name="启用"),
        ),
        migrations.AddField(
            model_name="routerule",
            name="lock",
            field=models.PositiveIntegerField(default=0, verbose_name="修改次数"),
        ),
        migrations.CreateModel(
            name="RouteEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("before", models.JSONField(default=dict, verbose_name="修改前")),
                ("after", models.JSONField(verbose_name="修改后")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edits",
                        to="records.routerule",
                        verbose_name="规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "审核路线规则的修改",
                "verbose_name_plural": "审核路线规则的修改",
                "ordering": ["-id"],
            },
        ),
    ]
