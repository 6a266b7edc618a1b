from django.db import migrations, models


class Migration(migrations.Migration):
    """Names for readers of English; `manage.py setup` fills them."""

    dependencies = [("orgs", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="region",
            name="name_en",
            field=models.CharField(blank=True, max_length=80, verbose_name="英文名称"),
        ),
    ]
