"""Values of conditions as people choose or type them, in the one form in which formulas hold them."""

import re
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables, table_of
from talent.categories.dates import read_date
from talent.categories.editor.vocabulary import AMOUNT, CODED, COUNT, DATE, Subject
from talent.categories.formulas.vetting import NUMBER, TEXTS
from talent.categories.plaintext import plain_digits, plain_text
from talent.categories.problems import Refused

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_COUNT = re.compile(r"[0-9]{1,6}")
#: What an input of one line would lose.
_BREAKS = re.compile(r"[\t\r\n]+")
#: So much of a date a field holds; only its whole dates can equal another one.
_WHOLE = {"date": len("2024-05-31"), "month": len("2024-05")}


class NotChosen(ValueError):
    """No formula can hold the value, or none would ever be true of it; the sentence says what to write."""


def chosen_value(subject: Subject, over: str, operator: str, raw: str, tables: Tables) -> str:
    """The value as formulas hold it; what is in that form comes back as it is. Raises NotChosen."""
    kind = subject.kind(over)
    try:
        if kind in (NUMBER, AMOUNT):
            return _number(plain_digits(raw), _COUNT if over == COUNT else _NUMBER)
        text = _BREAKS.sub(" ", plain_text(raw))
    except Refused as refused:
        raise NotChosen(_("值里有看不见的字符，请重新输入。")) from refused
    read = _READERS.get(kind, _text)
    value = read(subject, operator, text, tables)
    if '"' in value and "”" in value:
        raise NotChosen(_('公式里的文字不能同时含有半角引号 " 和中文后引号 ”，请去掉其中一种。'))
    return value


def _number(text: str, wanted: re.Pattern[str]) -> str:
    if not wanted.fullmatch(text):
        raise NotChosen(_("请填数字，例如 3。"))
    return format(Decimal(text), "f")


def _text(subject: Subject, operator: str, text: str, tables: Tables) -> str:
    return text


def _date(subject: Subject, operator: str, text: str, tables: Tables) -> str:
    found = read_date(text)
    if found is None:
        raise NotChosen(_("请填日期，例如 2024-05-31；“不早于”“不晚于”也可以只写年或年月。"))
    whole = _WHOLE.get(subject.field.type, 0) if subject.field else 0
    if len(found.iso()) > whole > 0 or (operator == "=" and whole and len(found.iso()) != whole):
        raise NotChosen(_("请写成与这个字段一样的日期：日期写到日，年月写到月。"))
    return found.iso()


def _code(subject: Subject, operator: str, text: str, tables: Tables) -> str:
    """A name gives its code; a word that is neither stays where the list takes other words."""
    if subject.field is None:
        return text
    table = table_of(subject.field, tables)
    known = table.by_code.get(text) or table.find(text)
    if known is None and not table.is_open:
        raise NotChosen(_("“%(label)s”没有“%(text)s”这个代码。") % {"label": subject.label, "text": text})
    return known.code if known else text


_READERS: dict[str, Callable[[Subject, str, str, Tables], str]] = {DATE: _date, CODED: _code, TEXTS: _code}
