"""Reading parameters strictly: a question that is not understood is refused; ignored, it would be answered
wrongly. Of lists of codes and of cursors an empty text counts as not given."""

import codecs
import re
from collections.abc import Collection, Iterable
from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.opendata.kinds import INVALID_VALUE, UNKNOWN_PARAMETER, UNREADABLE, WRONG_CHARSET
from reports.opendata.problems import Problem, of_parameter, one_of

#: What lists of codes look like, as the OpenAPI description says it too.
CODES = r"^([A-Za-z0-9_.\-]{1,60}(,[A-Za-z0-9_.\-]{1,60})*)?$"
AREAS = r"^([0-9]{6}(,[0-9]{6})*)?$"
OTHER_CHARSET = _("请求头 Content-Type 写了 UTF-8 以外的编码；请不要带。")
#: And one key.
KEY = r"^([A-Za-z0-9_.\-]{1,60})?$"
#: And one code, with a minus for falling figures.
FALLING = r"^(-?[A-Za-z0-9_.\-]{1,60})?$"
MOST_LENGTH = 4000
LARGEST = 2_147_483_647


def only_known(
    given: QueryDict, parameters: Collection[str], *, named: Collection[str] | None = None
) -> None:
    """Raises Problem that names each parameter which is not among these, and those that are.

    `named`: which to name, where some that are known would be refused for another reason.
    """
    unknown = sorted(set(given) - set(parameters))
    if unknown:
        raise unknown_parameters(unknown, parameters if named is None else named)


def unknown_parameters(unknown: Iterable[str], parameters: Iterable[str]) -> Problem:
    """The problem with these parameters, where an address has others."""
    known = ", ".join(parameters)
    errors = dict.fromkeys(unknown, format_lazy(_("没有这个参数；可用：{known}"), known=known))
    return Problem(UNKNOWN_PARAMETER, format_lazy(_("可用的参数：{known}。"), known=known), errors=errors)


def only_utf8(request: HttpRequest) -> None:
    """Raises Problem where the Content-Type is none, or names another charset: the parameters of the address
    would be read by it, and the same address would be two questions."""
    if not request.META.get("CONTENT_TYPE"):
        return
    if "/" not in (request.content_type or ""):
        raise Problem(UNREADABLE, _("请求头 Content-Type 不能识别；请不要带。"))
    charset = (request.content_params or {}).get("charset", "")
    if charset and not _is_utf8(charset):
        raise Problem(WRONG_CHARSET, OTHER_CHARSET)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False


def one(given: QueryDict, name: str) -> str | None:
    """The text of a parameter that may be given once; None where it is not given."""
    values = given.getlist(name)
    if len(values) > 1:
        raise of_parameter(INVALID_VALUE, name, _("只能写一次"))
    return values[0] if values else None


def codes(given: QueryDict, name: str, pattern: str = CODES) -> tuple[str, ...]:
    """The codes of a list with commas, each once, in their order."""
    text = one(given, name)
    if not text:
        return ()
    if len(text) > MOST_LENGTH or not re.fullmatch(pattern.removeprefix("^").removesuffix("$"), text):
        raise of_parameter(INVALID_VALUE, name, _("应当是代码，用逗号隔开，不留空格"))
    return tuple(dict.fromkeys(text.split(",")))


def whole(given: QueryDict, name: str, *, least: int = 1, most: int = LARGEST) -> int | None:
    """A whole number within limits; None where it is not given."""
    text = one(given, name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", text, re.ASCII) or not least <= int(text) <= most:
        raise of_parameter(INVALID_VALUE, name, _whole(least, most))
    return int(text)


def _whole(least: int, most: int) -> Promise:
    return format_lazy(_("应当是 {least} 到 {most} 的整数"), least=least, most=most)


def choice(given: QueryDict, name: str, known: Collection[str], default: str) -> str:
    """One of a few words."""
    text = one(given, name)
    if text is None:
        return default
    if text not in known:
        raise of_parameter(INVALID_VALUE, name, one_of(known))
    return text


def day(given: QueryDict, name: str) -> date | None:
    """A day as ISO 8601 writes it; None where it is not given."""
    text = one(given, name)
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise of_parameter(INVALID_VALUE, name, _("应当是日期，例如 2026-11-28"))
