"""Two people of one name and birth month in one unit: perhaps one person with two numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Only within the unit: in the region two people of one name and age are nothing rare."""
    alike = looked.around.alike.get((looked.change.pk, "identity.full_name"), ())
    own = tuple(each.record_id for each in alike if each.unit_id == looked.change.unit_id)
    if own:
        yield Finding("same_name", "identity.full_name", {"count": len(own)}, about=own)


CHECK = Check(
    "same_name",
    Severity.WARNING,
    _("本单位另有 %(count)s 人“%(label)s”和出生年月都相同，证件号码不同。"),
    _("请核对是否同一人填报了两个证件号码；确是两人的，注明核实。"),
    find,
)
