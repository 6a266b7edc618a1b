"""Keys that are taken, and which one is still free."""

import re
from collections.abc import Set
from itertools import count

from django.utils.translation import gettext as _

_NUMBERED = re.compile(r"_[0-9]{1,3}$")
#: As definition.KEY has it.
_LONGEST = 40


def free_key(key: str, taken: Set[str]) -> str:
    """The same key with the first number that nobody has: `area`, `area_2`, `area_3`."""
    stem = _NUMBERED.sub("", key)
    numbered = (f"{stem[: _LONGEST - len(f'_{number}')]}_{number}" for number in count(2))
    return next(each for each in numbered if each not in taken)


def taken_key(key: str, taken: Set[str], *, group: str, field: str) -> str:
    """Which field of which group has the key, and one that could be taken instead."""
    given = {"key": key, "group": group, "field": field, "free": free_key(key, taken)}
    return _("代号“%(key)s”已用于“%(group)s › %(field)s”，请改用另一个代号，例如 %(free)s。") % given
