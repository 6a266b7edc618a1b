"""A rule no longer has one category and one level; it adds levels, and has a name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0016_rules_of_routes")]
    operations = [
        migrations.RemoveField(model_name="routerule", name="category"),
        migrations.RemoveField(model_name="routerule", name="level"),
        migrations.AddConstraint(
            model_name="routerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    levels__len__gt=0, levels__contained_by=["department", "banner", "league", "region"]
                ),
                name="records_route_rule_adds_levels",
            ),
        ),
        migrations.AddConstraint(
            model_name="routerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="records_route_rule_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="routerule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("key",),
                name="records_route_rule_carried_once",
            ),
        ),
    ]
