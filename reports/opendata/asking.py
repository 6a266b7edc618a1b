"""Reading parameters strictly: a question that is not understood is refused; ignored, it would be answered
wrongly. Of lists of codes and of cursors an empty text counts as not given."""

import codecs
import re
from collections.abc import Collection
from datetime import date

from django.http import HttpRequest, QueryDict

from reports.opendata.problems import (
    INVALID_VALUE,
    UNKNOWN_PARAMETER,
    UNREADABLE,
    WRONG_CHARSET,
    Problem,
    of_parameter,
)

#: What lists of codes look like, as the OpenAPI description says it too.
CODES = r"^([A-Za-z0-9_.\-]{1,60}(,[A-Za-z0-9_.\-]{1,60})*)?$"
AREAS = r"^([0-9]{6}(,[0-9]{6})*)?$"
#: And one key.
KEY = r"^([A-Za-z0-9_.\-]{1,60})?$"
#: And one code, with a minus for falling figures.
FALLING = r"^(-?[A-Za-z0-9_.\-]{1,60})?$"
MOST_LENGTH = 4000
LARGEST = 2_147_483_647


def only_known(given: QueryDict, parameters: Collection[str]) -> None:
    """Raises Problem that names each parameter which is not among these, and those that are."""
    unknown = sorted(set(given) - set(parameters))
    if unknown:
        known = ", ".join(parameters)
        errors = dict.fromkeys(unknown, f"unknown parameter; allowed: {known}")
        raise Problem(UNKNOWN_PARAMETER, f"Allowed are {known}.", errors=errors)


def only_utf8(request: HttpRequest) -> None:
    """Raises Problem where the Content-Type is none, or names another charset: the parameters of the address
    would be read by it, and the same address would be two questions."""
    if not request.META.get("CONTENT_TYPE"):
        return
    if "/" not in (request.content_type or ""):
        raise Problem(UNREADABLE, "The header Content-Type cannot be read; leave it out.")
    charset = (request.content_params or {}).get("charset", "")
    if charset and not _is_utf8(charset):
        raise Problem(WRONG_CHARSET, "The header Content-Type names another charset; leave it out.")


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False


def one(given: QueryDict, name: str) -> str | None:
    """The text of a parameter that may be given once; None where it is not given."""
    values = given.getlist(name)
    if len(values) > 1:
        raise of_parameter(INVALID_VALUE, name, "to be given once")
    return values[0] if values else None


def codes(given: QueryDict, name: str, pattern: str = CODES) -> tuple[str, ...]:
    """The codes of a list with commas, each once, in their order."""
    text = one(given, name)
    if not text:
        return ()
    if len(text) > MOST_LENGTH or not re.fullmatch(pattern.removeprefix("^").removesuffix("$"), text):
        raise of_parameter(INVALID_VALUE, name, "codes with commas between them, without blanks")
    return tuple(dict.fromkeys(text.split(",")))


def whole(given: QueryDict, name: str, *, least: int = 1, most: int = LARGEST) -> int | None:
    """A whole number within limits; None where it is not given."""
    text = one(given, name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", text, re.ASCII) or not least <= int(text) <= most:
        raise of_parameter(INVALID_VALUE, name, f"a whole number from {least} to {most}")
    return int(text)


def choice(given: QueryDict, name: str, known: Collection[str], default: str) -> str:
    """One of a few words."""
    text = one(given, name)
    if text is None:
        return default
    if text not in known:
        raise of_parameter(INVALID_VALUE, name, f"one of: {', '.join(known)}")
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
    raise of_parameter(INVALID_VALUE, name, "a day such as 2026-11-28")
