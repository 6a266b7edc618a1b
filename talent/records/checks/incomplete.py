"""Much of what should be filled in is missing."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.thresholds import COMPLETE_ENOUGH
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Old lists lack much and must still come in: nobody is stopped."""
    if looked.change.completeness < COMPLETE_ENOUGH:
        yield Finding("incomplete", "", {"share": looked.change.completeness})


CHECK = Check(
    "incomplete",
    Severity.HINT,
    _("完整度只有 %(share)s%%，应填的项目缺得较多。"),
    _("可以通过；需要补全的，请在缺的项目上提意见后退回。"),
    find,
)
