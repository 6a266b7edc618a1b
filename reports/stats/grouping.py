"""Public classes of a dimension as unions of its fine codes.

Two classes that overlap, or two names for one set of persons, could be subtracted from each other; so a
grouping is checked when it is declared. A public code is never used again for other fine codes: a changed
grouping needs new codes, and so makes new cells.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

#: Fine code → public code.
Grouping = Mapping[str, str]


class GroupingError(ValueError):
    """The public classes are not unions of the fine ones; the text is for the administrator."""


def public_classes(grouping: Grouping) -> dict[str, frozenset[str]]:
    """The fine codes of each public code."""
    members = defaultdict(set)
    for fine, public in grouping.items():
        members[public].add(fine)
    return {public: frozenset(codes) for public, codes in members.items()}


def check_grouping(grouping: Grouping, *, fine_codes: Mapping[str, str]) -> None:
    """Refuse what is not a partition of the fine codes, or calls one set of persons by two names.

    A class of one fine code keeps that code, and no other class may bear a fine code: then equal sets are
    equal cells, with one figure. `fine_codes`: code → name. Raises GroupingError.
    """
    if missing := fine_codes.keys() - grouping.keys():
        named = {f"{code}({fine_codes[code]})" for code in missing}
        raise GroupingError(_("每个细分代码都要分到一组，还缺：%(codes)s") % {"codes": _listed(named)})
    if strays := grouping.keys() - fine_codes.keys():
        raise GroupingError(_("分组里有这个维度没有的细分代码：%(codes)s") % {"codes": _listed(strays)})
    classes = public_classes(grouping)
    misnamed = {
        public
        for public, members in classes.items()
        if members != {public} and (len(members) == 1 or public in grouping)
    }
    if misnamed:
        raise GroupingError(
            _("只含一个细分代码的组须沿用该代码，其他组不得使用细分代码：%(codes)s")
            % {"codes": _listed(misnamed)}
        )


def _listed(codes: Collection[str]) -> str:
    return "、".join(sorted(codes))
