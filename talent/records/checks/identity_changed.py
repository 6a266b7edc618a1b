"""Who somebody is does not change with a correction: name and birth of an approved record."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding, value
from talent.records.enums import Severity

_LASTING = ("identity.full_name", "identity.birth_date", "identity.sex")


def find(looked: Looked) -> Iterator[Finding]:
    """Against the approved state; the number cannot change within a record."""
    before = (looked.before or {}).get("identity") or {}
    for path in _LASTING:
        was, now = before.get(path.partition(".")[2]), looked.one(path)
        if was and now and was != now and not looked.definition.by_path[path].is_sensitive:
            yield Finding("identity_changed", path, {"before": value(path, was), "now": value(path, now)})


CHECK = Check(
    "identity_changed",
    Severity.WARNING,
    _("“%(label)s”由“%(before)s”改为“%(now)s”，而证件号码没有变。"),
    _("请对照证件核对；改名的应有户籍证明。"),
    find,
)
