"""A post, an engagement or a title from years in which nobody may be employed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, value
from talent.records.checks.thresholds import NO_CHILD_LABOUR_SINCE, YOUNGEST
from talent.records.enums import Severity

#: When somebody began in a post, or got what only people in work get.
_BEGUN = (
    *("employment.work_start", "employment.unit_since", "work.start"),
    *("post.post_since", "appointment.start"),
    *("title.obtained_on", "vocational_qualification.date", "cert.approved_on"),
)


def find(looked: Looked) -> Iterator[Finding]:
    """Before the sixteenth birthday; what the category's own rules warn of is not said twice."""
    of_age = looked.when_aged(YOUNGEST)
    warned = {each["path"] for each in looked.change.warnings}
    for known in _BEGUN:
        for path, said in looked.each(known):
            is_under = earlier(str(said), of_age) and not earlier(str(said), looked.born)
            if is_under and path not in warned and not earlier(str(said), NO_CHILD_LABOUR_SINCE):
                yield Finding("under_age", path, {"said": value(known, said), "age": YOUNGEST})


CHECK = Check(
    "under_age",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，当时不满 %(age)s 周岁。"),
    _("请对照任职文件、证书和证件号码，核对这个时间和出生日期。"),
    find,
)
