"""How each account came to be linked, and the links that units ended.

Of the links that stand already: a code of a unit that was used at that time, else the entry that was taken.
"""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_A_MOMENT = 60


def tell_how(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    accounts = apps.get_model("individuals", "PersonAccount")
    invitations = apps.get_model("individuals", "Invitation")
    entries = apps.get_model("individuals", "SelfEntry")
    for account in accounts._base_manager.filter(person__isnull=False):
        used = invitations.objects.filter(person=account.person_id, used_at__isnull=False).order_by(
            "-used_at"
        )
        code = used.first()
        near = code is not None and abs((code.used_at - account.claimed_at).total_seconds()) < _A_MOMENT
        taken = entries._base_manager.filter(account=account.pk, state="taken").order_by("pk").first()
        account.linked_by = "code" if near or taken is None else "entry"
        account.linked_unit_id = code.unit_id if near else taken.unit_id if taken is not None else None
        account.save(update_fields=["linked_by", "linked_unit"])


class Migration(migrations.Migration):
    dependencies = [
        ("individuals", "0003_confirmed_addresses"),
        ("orgs", "0007_areas"),
        ("records", "0010_transfer_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="personaccount",
            name="linked_by",
            field=models.CharField(
                blank=True,
                choices=[("code", "凭单位的邀请码认领"), ("entry", "单位采纳本人的首次申报")],
                default="",
                max_length=5,
                verbose_name="关联方式",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="personaccount",
            name="linked_unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organisation",
                verbose_name="关联单位",
            ),
        ),
        migrations.RunPython(tell_how, migrations.RunPython.noop, elidable=True),
        # What was just written is checked now, so that the table may be altered once more.
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED",
            migrations.RunSQL.noop,
            elidable=True,
        ),
        migrations.AddConstraint(
            model_name="personaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("linked_by", ""), ("linked_unit__isnull", True), ("person__isnull", True)),
                    models.Q(("linked_by__in", ["code", "entry"]), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="individuals_link_says_how",
            ),
        ),
        migrations.CreateModel(
            name="Unlinking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unlinkings",
                        to="individuals.personaccount",
                        verbose_name="个人账号",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unlinkings",
                        to="records.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={"verbose_name": "解除关联", "verbose_name_plural": "解除关联"},
        ),
        migrations.AddConstraint(
            model_name="unlinking",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="individuals_unlinked_says_why"
            ),
        ),
    ]
