"""A post that somebody had before the first day of work."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, name, value
from talent.records.enums import Severity

_BEGUN = ("employment.unit_since", "post.post_since", "appointment.start")


def find(looked: Looked) -> Iterator[Finding]:
    """Compared as far as both dates are known."""
    start = str(looked.one("employment.work_start") or "")
    for known in _BEGUN:
        for path, said in looked.each(known):
            if earlier(str(said), start):
                given = {
                    "said": value(known, said),
                    "start": value("employment.work_start", start),
                    "other": name("employment.work_start"),
                }
                yield Finding("post_before_work", path, given)


CHECK = Check(
    "post_before_work",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，早于“%(other)s”%(start)s。"),
    _("请对照任职文件和工作经历，核对这两个时间。"),
    find,
)
