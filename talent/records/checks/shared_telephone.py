"""A telephone that stands at many people reaches nobody in particular."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.marks import TELEPHONE
from talent.records.checks.thresholds import OTHERS_AT_ONE_TELEPHONE
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Counted within the unit, where such a number is filled in for everybody; told as a hint."""
    alike = looked.around.alike.get((looked.change.pk, TELEPHONE), ())
    own = tuple(each.record_id for each in alike if each.unit_id == looked.change.unit_id)
    if len(own) >= OTHERS_AT_ONE_TELEPHONE:
        yield Finding("shared_telephone", TELEPHONE, {"count": len(own)}, about=own)


CHECK = Check(
    "shared_telephone",
    Severity.HINT,
    _("“%(label)s”在本单位还有 %(count)s 人填了同一个。"),
    _("可能是单位电话或经办人的号码，请让填报人改填本人的。"),
    find,
)
