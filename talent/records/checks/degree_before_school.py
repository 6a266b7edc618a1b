"""A degree that was conferred before its holder entered the school."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import rows_at
from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, name, value
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Within one row of the education."""
    for at, row in rows_at(looked.document, "education"):
        conferred, entered = str(row.get("degree_date") or ""), str(row.get("start") or "")
        if earlier(conferred, entered):
            given = {
                "said": value("education.degree_date", conferred),
                "start": value("education.start", entered),
                "other": name("education.start"),
            }
            yield Finding("degree_before_school", f"{at}.degree_date", given)


CHECK = Check(
    "degree_before_school",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，早于同一段学习的“%(other)s”%(start)s。"),
    _("请对照学历、学位证书，核对这两个时间。"),
    find,
)
