"""Default route of every category: the unit, then its banner; an office may change it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_defaults(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("records", "RouteRule")
    for level in ("unit", "banner"):
        rule.objects.using(schema_editor.connection.alias).get_or_create(category=None, level=level)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_initial")]
    operations = [migrations.RunPython(add_defaults, migrations.RunPython.noop)]
