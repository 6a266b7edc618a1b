"""One field of many people set to one value by one submission: a slipped column, or a value filled down."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding, value
from talent.records.checks.setting import set_by
from talent.records.checks.thresholds import SAME_VALUE, SAME_VALUE_SHARE
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Of approved records: in a first collection of one unit much is the same by nature."""
    if looked.around.size < SAME_VALUE:
        return
    for path, said in set_by(looked.definition, looked.before, looked.document):
        count = looked.around.same_values.get((path, repr(said)), 0)
        if count >= SAME_VALUE and 100 * count >= SAME_VALUE_SHARE * looked.around.size:
            yield Finding("one_value", path, {"count": count, "said": value(path, said)})


CHECK = Check(
    "one_value",
    Severity.WARNING,
    _("同一批上报中有 %(count)s 人的“%(label)s”都改成了“%(said)s”。"),
    _("请核对是否错列或整列填充；属实的，注明核实。"),
    find,
)
