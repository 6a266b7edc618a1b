"""Attributes of codes that the system itself reads: what may stand in each of them.

An office may give its codes any other attribute; only its own formulas read it, as a text.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 50
LONGEST = 200
_YES_OR_NO = re.compile(r"yes|no"), gettext_lazy("请写 yes 或 no")
#: Attribute → what it may be, and how to write it.
_READ = {
    "rank": (re.compile(r"[0-9]{1,9}"), gettext_lazy("请写整数，最高的一级写 1")),
    "counted_in_stats": _YES_OR_NO,
    "is_high_skilled": _YES_OR_NO,
    # A remark instead of the digit stands where certificates of a level have no such digit.
    "cert_digit": (re.compile(r"[0-9]|.{2,}"), gettext_lazy("请写证书编号第 16 位的数字")),
}


def attribute_complaints(attributes: Mapping[str, str]) -> Iterator[str]:
    """A sentence that says how to mend it for all that is wrong with the attributes of a code."""
    if len(attributes) > MOST or any(len(text) > LONGEST for pair in attributes.items() for text in pair):
        yield (
            _("属性最多 %(count)s 项，名称和值各最多 %(limit)s 个字，请删减。")
            % {"count": MOST, "limit": LONGEST}
        )
    for name, (pattern, remedy) in _READ.items():
        value = attributes.get(name, "")
        if value and not pattern.fullmatch(value):
            yield _("属性 %(name)s 用于推算和统计，%(remedy)s；现为“%(value)s”。") % {
                "name": name,
                "remedy": remedy,
                "value": value[:LONGEST],
            }


def rank_in(attributes: Mapping[str, object]) -> int | None:
    """The rank that the attributes of a code give it, 1 being the highest; None for none that is a number."""
    said = str(attributes.get("rank", ""))
    return int(said) if _READ["rank"][0].fullmatch(said) else None
