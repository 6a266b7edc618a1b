"""Who made an account, and whether its password is still the one that was handed out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("security", "0003_organisations_of_events")]
    operations = [
        migrations.AddField(
            "user",
            "must_change_password",
            models.BooleanField(default=False, verbose_name="下次登录须改密码"),
        ),
        migrations.AddField(
            "user",
            "created_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="建账号的管理员",
            ),
        ),
    ]
