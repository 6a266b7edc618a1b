"""Code lists that administrators shape: drafts, trees, dates, merging; and what the project itself carried."""

import django.db.models.deletion
from django.db import migrations, models

#: A parent and a code that took another's place are of the same list.
WITHIN_THE_LIST = """
ALTER TABLE categories_code
    ADD CONSTRAINT categories_code_parent_in_list FOREIGN KEY (parent_id, code_list_id)
        REFERENCES categories_code (id, code_list_id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT categories_code_merged_in_list FOREIGN KEY (merged_into_id, code_list_id)
        REFERENCES categories_code (id, code_list_id) DEFERRABLE INITIALLY DEFERRED;
"""
ANYWHERE = """
ALTER TABLE categories_code
    DROP CONSTRAINT categories_code_parent_in_list,
    DROP CONSTRAINT categories_code_merged_in_list;
"""
#: Until now nobody could write a list or a code but `setup`, and every list could be used.
AS_CARRIED = """
UPDATE categories_codelist SET state = 'in_use', carried = jsonb_build_object(
    'name', name, 'name_en', name_en, 'standard', standard, 'is_open', is_open);
UPDATE categories_code SET carried = jsonb_build_object(
    'label', label, 'label_en', label_en, 'aliases', to_jsonb(aliases), 'attributes', attributes,
    'order', "order");
"""


class Migration(migrations.Migration):
    dependencies = [
        ("categories", "0005_title_rule"),
    ]

    operations = [
        migrations.AddField(
            model_name="code",
            name="carried",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="code",
            name="exchange_code",
            field=models.CharField(blank=True, max_length=40, verbose_name="交换代码"),
        ),
        migrations.AddField(
            model_name="code",
            name="is_heading",
            field=models.BooleanField(default=False, verbose_name="只作分组标题，不可选"),
        ),
        migrations.AddField(
            model_name="code",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="merged",
                to="categories.code",
                verbose_name="并入代码",
            ),
        ),
        migrations.AddField(
            model_name="code",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="children",
                to="categories.code",
                verbose_name="上级代码",
            ),
        ),
        migrations.AddField(
            model_name="code",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="有效期起"),
        ),
        migrations.AddField(
            model_name="code",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="有效期止"),
        ),
        migrations.AddField(
            model_name="codelist",
            name="carried",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="codelist",
            name="state",
            field=models.CharField(
                choices=[("draft", "草稿"), ("in_use", "使用中")],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddIndex(
            model_name="code",
            index=models.Index(fields=["code_list", "order", "code"], name="categories_code_listed"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(fields=("id", "code_list"), name="categories_code_and_list"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="categories_code_dates"
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("is_retired", True), _connector="OR"),
                name="categories_code_merged_is_retired",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent", models.F("id")), _negated=True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                ),
                name="categories_code_not_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="codelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "in_use"])), name="categories_codelist_state"
            ),
        ),
        migrations.RunSQL(WITHIN_THE_LIST, ANYWHERE),
        migrations.RunSQL(AS_CARRIED, migrations.RunSQL.noop),
    ]
