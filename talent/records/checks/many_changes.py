"""A unit that changes a great part of its approved records in one day."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.thresholds import CHANGES_A_DAY, SHARE_A_DAY
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """For changes of approved records alone: a first collection is no sudden change."""
    changed, approved = looked.around.today.get(looked.change.unit_id, (0, 0))
    if looked.before is None or changed < CHANGES_A_DAY or 100 * changed < SHARE_A_DAY * approved:
        return
    yield Finding(
        "many_changes", "", {"count": changed, "share": min(100, 100 * changed // max(1, approved))}
    )


CHECK = Check(
    "many_changes",
    Severity.WARNING,
    _("该单位今天一次修改了 %(count)s 人已审核通过的资料，约占 %(share)s%%。"),
    _("请先抽看几条，问清修改的原因和依据，再办理这一批。"),
    find,
)
