"""Lines of a list that are no entries: signatures, totals and notes."""

import re
from collections.abc import Sequence

from talent.categories.service import plain_heading as plain

_SIGNED = (
    "单位负责人|部门负责人|主要负责人|负责人|主管领导|分管领导|单位领导|填表人|填报人|制表人|制表|经办人|审核人|审核|审批人|复核人"
    "|联系人|联系电话|电话|填表日期|填报日期|制表日期|填表时间|填报时间|制表时间|填表单位|填报单位|报送单位|制表单位|单位|盖章"
    "|填表说明|说明|备注|注"
)
_WORD = re.compile(rf"(?:{_SIGNED})(?:\([^()]*\))?(?P<said>:.*)?", re.DOTALL)
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)(?::.*|[0-9]+人?)?|(?:以上)?共[0-9]+人.*")
#: A value may be such a word (分管领导); a line of them has it alone, with a name, or beside others.
_FEW_CELLS = 2


def is_signature(texts: Sequence[str]) -> bool:
    """Whether a row of these texts is a line of names, dates or notes (单位负责人：　填表人：)."""
    first = _WORD.fullmatch(plain(texts[0]))
    if not first:
        return False
    if first["said"] or len(texts) <= _FEW_CELLS:
        return True
    return any(_WORD.fullmatch(plain(each)) for each in texts[1:])


def is_total(first: str) -> bool:
    """Whether a row whose first text is this counts the entries above it."""
    return _TOTAL.fullmatch(plain(first)) is not None
