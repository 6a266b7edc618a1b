"""The same identity number elsewhere in the register."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Under another name one of the two is wrong. Profiles in several categories under one name are in order,
    and listed beside; a second one in the same category is refused when it is submitted (holding)."""
    others = looked.around.same_person.get(looked.change.record.person_id, ())
    unlike = [each for each in others if each.full_name != looked.change.full_name]
    yield from looked.about_each("same_person", "identity.id_number", unlike)


CHECK = Check(
    "same_person",
    Severity.WARNING,
    _("同一“%(label)s”在人才库中另有登记，而姓名不同。"),
    _("请对照证件核对号码和姓名；另一处有误的，请告知其审核机构更正。"),
    find,
)
