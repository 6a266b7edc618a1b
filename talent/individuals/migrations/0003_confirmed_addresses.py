"""Who registered by a code in a mail has confirmed that address; of nobody else is it known.

Invitations and first accounts of units come by codes that people hand on themselves, so that an address
which stands there was never written to.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def confirm(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    accounts = apps.get_model("individuals", "PersonAccount")
    users = apps.get_model("security", "User")
    verified = accounts._base_manager.filter(user=OuterRef("pk"), contact_kind="mail", erased_at__isnull=True)
    users.objects.exclude(email="").update(
        email_confirmed_at=Subquery(verified.values("contact_verified_at")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("individuals", "0002_entry_files"), ("security", "0006_confirmed_addresses")]
    operations = [migrations.RunPython(confirm, migrations.RunPython.noop, elidable=True)]
