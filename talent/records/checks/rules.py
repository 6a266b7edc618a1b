"""The category's own rules that only warn."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """What the definition warns of, in its own sentences (`given` is a Problem's)."""
    for kept in looked.change.warnings:
        yield Finding("rules", kept["path"], {"key": kept["key"], "given": kept["given"]})


CHECK = Check("rules", Severity.WARNING, "", _("请对照佐证材料核对；有误的请退回修改。"), find)
