"""What a change says of an office that was passed over, or that does not stand (records/passingover.py)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from talent.orgs.enums import Level


def gap_in_words(mark: Mapping[str, Any]) -> str:
    """One mark as a sentence for reviewers and those who filled in."""
    said = {"name": mark["name"], "level": Level(mark["level"]).label, "to": mark["to"], "day": mark["on"]}
    if mark["name"]:
        return _("%(day)s “%(name)s”(%(level)s)本级无审核员，转上级“%(to)s”。") % said
    return _("%(day)s 没有“%(level)s”这一级的审核机构，由“%(to)s”审核。") % said
