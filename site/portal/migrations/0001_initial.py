import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("headline", models.CharField(max_length=60, verbose_name="主标题")),
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="简介")),
                ("host", models.CharField(blank=True, max_length=80, verbose_name="主办单位")),
                ("operator", models.CharField(blank=True, max_length=80, verbose_name="承办单位")),
                ("telephone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("site_code", models.CharField(blank=True, max_length=20, verbose_name="网站标识码")),
                ("icp_number", models.CharField(blank=True, max_length=40, verbose_name="ICP 备案号")),
                ("police_number", models.CharField(blank=True, max_length=40, verbose_name="公安机关备案号")),
            ],
            options={
                "verbose_name": "首页",
                "verbose_name_plural": "首页",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NoticeIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "通知公告栏目",
                "verbose_name_plural": "通知公告栏目",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NoticePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="发布日期")),
                ("body", wagtail.fields.RichTextField(verbose_name="正文")),
            ],
            options={
                "verbose_name": "通知公告",
                "verbose_name_plural": "通知公告",
            },
            bases=("wagtailcore.page",),
        ),
    ]
