"""Something that happened before the person was born cannot be so."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, value
from talent.records.enums import Severity

_DATED = frozenset({"date", "month", "partial_date", "year"})


def find(looked: Looked) -> Iterator[Finding]:
    """Every date of the definition but the birth date itself; of sensitive ones no value is kept."""
    for known in looked.definition.all_fields():
        if known.type not in _DATED or known.is_sensitive or known.path == "identity.birth_date":
            continue
        for path, said in looked.each(known.path):
            if earlier(str(said), looked.born):
                given = {"said": value(known.path, said), "born": value("identity.birth_date", looked.born)}
                yield Finding("before_birth", path, given)


CHECK = Check(
    "before_birth",
    Severity.BLOCK,
    _("“%(label)s”是 %(said)s，早于出生日期 %(born)s。"),
    _("不可能如此，不能通过；请退回，让填报人改正其中一项。"),
    find,
)
