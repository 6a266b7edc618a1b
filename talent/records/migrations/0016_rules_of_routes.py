"""What was one row a level becomes one rule a category; the unit's own level needs no rule."""

from collections import defaultdict

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_UPWARD = ("banner", "league", "region")


def gather(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rules = apps.get_model("records", "RouteRule").objects.using(schema_editor.connection.alias)
    found = defaultdict(list)
    for row in rules.select_related("category").order_by("category_id", "pk"):
        found[row.category_id].append(row)
    for category_id, rows in found.items():
        first, levels = rows[0], {row.level for row in rows}
        first.levels = [level for level in _UPWARD if level in levels]
        rules.filter(pk__in=[row.pk for row in (rows[1:] if first.levels else rows)]).delete()
        if not first.levels:
            continue
        first.key, first.name, first.name_en = "everybody", "全部人员", "Everybody"
        first.every_category, first.order = True, 10
        if category_id is not None:
            first.key, first.name, first.name_en = "", first.category.label, first.category.label_en
            first.every_category, first.order = False, 20
            first.categories.add(category_id)
        first.valid_from = "2017-01-01"
        first.save()


class Migration(migrations.Migration):
    dependencies = [("records", "0015_routes_as_rules")]
    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
