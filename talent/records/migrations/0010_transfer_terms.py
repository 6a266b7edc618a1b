"""Until when a unit answers a transfer, and the office that may decide after that.

Transfers under way get a whole term from now on; the nightly look gives them their office. Those that are over
have the day on which they ended.
"""

from datetime import date, timedelta

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone


def after_working_days(day: date, days: int) -> date:
    """As it was then: a migration reads no table that comes later."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def give_terms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    transfers = apps.get_model("records", "Transfer").objects
    transfers.filter(ended_at__isnull=False).update(deadline=TruncDate("ended_at"))
    term = after_working_days(timezone.localdate(), settings.TRANSFER_WORKING_DAYS)
    transfers.filter(ended_at__isnull=True).update(deadline=term)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0007_areas"), ("records", "0009_newest_first")]

    operations = [
        migrations.AddField("transfer", "deadline", models.DateField(null=True, verbose_name="答复期限")),
        migrations.AddField(
            "transfer",
            "office",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organisation",
                verbose_name="负责机构",
            ),
        ),
        migrations.AddField(
            "transfer", "by_office", models.BooleanField(default=False, verbose_name="由负责机构决定")
        ),
        migrations.RunPython(give_terms, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("transfer", "deadline", models.DateField(verbose_name="答复期限")),
        migrations.AddIndex(
            "transfer", models.Index(fields=["office", "-id"], name="records_transfer_office")
        ),
        migrations.AddIndex(
            "transfer",
            models.Index(
                condition=Q(state__in=["asked", "offered"]), fields=["deadline"], name="records_transfer_due"
            ),
        ),
        migrations.AddConstraint(
            "transfer",
            models.CheckConstraint(
                condition=Q(by_office=False) | Q(office__isnull=False, state__in=["done", "refused"]),
                name="records_office_has_decided",
            ),
        ),
    ]
