"""Conditions of a request (RFC 9110, 13 and 14): what a caller has already, and which part of it."""

import re
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.opendata.kinds import OUT_OF_RANGE
from reports.opendata.problems import Problem

_TAG = re.compile(r'(?:W/)?("[^"]*")')
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class Part(NamedTuple):
    """Bytes of a file, both ends included."""

    first: int
    last: int


def has_it(request: HttpRequest, etag: str) -> bool:
    """Whether the caller names this answer among those it has; the comparison is the weak one."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not header:
        return False
    return header.strip() == "*" or etag.removeprefix("W/") in _TAG.findall(header)


def part_of(request: HttpRequest, etag: str, size: int) -> Part | None:
    """The part of a file that is asked for; None for all of it, also where several parts are, or the caller
    has the beginning of another file. Raises Problem where the file has no such part."""
    found = _RANGE.fullmatch(request.META.get("HTTP_RANGE", "").replace(" ", ""))
    if request.method != "GET" or not found or request.META.get("HTTP_IF_RANGE", etag).strip() != etag:
        return None
    first, last = found.groups()
    if (not first and not last) or (first and last and int(last) < int(first)):
        return None
    part = (
        Part(int(first), min(int(last or size), size - 1))
        if first
        else Part(max(size - int(last), 0), size - 1)
    )
    if part.first >= size:
        raise outside(size)
    return part


def outside(size: int) -> Problem:
    """The problem with a part behind the end of a file of so many bytes."""
    where = {"Content-Range": f"bytes */{size}"}
    return Problem(OUT_OF_RANGE, format_lazy(_("文件共 {size} 字节。"), size=size), headers=where)
