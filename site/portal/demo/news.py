"""Notices as a region in its first year would have them: the year's work, and how to get in. The releases
tell of themselves."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from portal.models import NoticeIndexPage, NoticePage

#: So many days before today the year's work was announced, and unfinished entries reminded of.
_ANNOUNCED, _REMINDED = 75, 12


@dataclass(frozen=True)
class _Notice:
    day: date
    slug: str
    title: str
    title_en: str
    body: str
    body_en: str


@transaction.atomic
def tell_news() -> None:
    """Publish the notices below the first column of notices; those that are there stay."""
    column = NoticeIndexPage.objects.live().first()
    if column is None:
        return
    known = set(NoticePage.objects.child_of(column).values_list("slug", flat=True))
    for each in _of_the_year(localdate()):
        if each.slug not in known:
            column.add_child(
                instance=NoticePage(
                    title=each.title,
                    title_en=each.title_en,
                    slug=each.slug,
                    date=each.day,
                    body=each.body,
                    body_en=each.body_en,
                    locale=column.locale,
                )
            )


def _of_the_year(today: date) -> tuple[_Notice, ...]:
    begun, reminded = today - timedelta(days=_ANNOUNCED), today - timedelta(days=_REMINDED)
    return (
        _Notice(
            begun,
            "collecting",
            f"{begun.year} 年度人才信息填报工作开始",
            f"Collection of talent records for {begun.year} begins",
            "<p>各单位登录单位工作台，新增、核对本单位五类人才信息，经单位审核后上报。可以逐人填写，也可以"
            '用电子表格成批录入，方法见<a href="/help/units/">单位怎样填报</a>。</p>'
            '<p>还没有登记的单位，请先申请<a href="/register/unit/">单位登记</a>。</p>',
            "<p>Units enter and check the records of their people in the five categories in their workspace "
            "and submit them after the unit's own review, one by one or from a spreadsheet: "
            '<a href="/help/units/">how a unit fills in records</a>.</p>'
            '<p>Units that are not registered yet <a href="/register/unit/">apply first</a>.</p>',
        ),
        _Notice(
            reminded,
            "own-records",
            "个人可以登记、查看和更正自己的资料",
            "Individuals can enter, see and correct their own records",
            '<p>用手机号码或电子邮箱<a href="/register/person/">注册</a>后，在“我的资料”里填写一类人才资料，'
            "由所在单位或嘎查村(居)委会核对接收。您随时可以看到哪些机构查看过您的资料，也可以导出、"
            "更正。</p>"
            '<p>收集哪些信息、依据是什么，见<a href="/privacy/">收集的信息与个人权利</a>。</p>',
            '<p>After <a href="/register/person/">registering</a> with a mobile number or mail address you '
            "enter your record yourself; your unit or village committee checks and takes it over. You always "
            "see which bodies have looked at your record, and can export and correct it.</p>"
            '<p>What is collected, and why: <a href="/privacy/">information collected and your '
            "rights</a>.</p>",
        ),
    )
