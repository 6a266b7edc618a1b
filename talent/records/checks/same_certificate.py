"""One certificate is one person's."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.marks import CERTIFICATES
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """At another person anywhere in the register. A unit is told of its own people only."""
    for field in CERTIFICATES:
        for path, _number in looked.each(field):
            alike = looked.around.alike.get((looked.change.pk, path), ())
            yield from looked.about_each("same_certificate", path, alike)


CHECK = Check(
    "same_certificate",
    Severity.WARNING,
    _("“%(label)s”在人才库中已登记在他人名下。"),
    _("一本证书只属一人：请对照证书原件核对编号和姓名，必要时联网查询。"),
    find,
)
