"""A professional title that was obtained before the first day of work."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, name, value
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Titles are evaluated of people in work; compared as far as both dates are known."""
    start = str(looked.one("employment.work_start") or "")
    for path, said in looked.each("title.obtained_on"):
        if earlier(str(said), start):
            given = {
                "said": value("title.obtained_on", said),
                "start": value("employment.work_start", start),
                "other": name("employment.work_start"),
            }
            yield Finding("title_before_work", path, given)


CHECK = Check(
    "title_before_work",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，早于“%(other)s”%(start)s。"),
    _("请对照职称证书和工作经历，核对这两个时间。"),
    find,
)
