"""When a password was set, and the hashes of earlier ones. Passwords of today count as set today."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("security", "0004_first_password")]
    operations = [
        migrations.AddField(
            "user",
            "password_changed_at",
            models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="密码设置时间"
            ),
        ),
        migrations.CreateModel(
            name="FormerPassword",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="密码")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_passwords",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={"verbose_name": "用过的密码", "verbose_name_plural": "用过的密码"},
        ),
    ]
