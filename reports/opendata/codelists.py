"""The codes behind the figures: divisions at every level, and the lists of published definitions, with the
days from and until which each code holds."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from reports.opendata import asking
from reports.opendata.addresses import absolute
from reports.opendata.answers import Made
from reports.opendata.books import as_json
from reports.opendata.cursors import page
from reports.opendata.describing import describe
from reports.opendata.questions import LEVELS
from reports.opendata.views import OpenView
from reports.opendata.wording import titles
from reports.stats.service import Division, divisions
from talent.categories.models import Code, CodeList
from talent.categories.service import public_code_list, public_code_lists

USUAL_LIMIT, MOST_LIMIT = 1000, 5000
_COLUMNS = (
    *("pk", "parent_id", "code", "label", "label_en", "is_heading", "valid_from", "valid_to", "is_retired"),
    *("merged_into__code", "exchange_code"),
)


class AreaList(OpenView):
    """Divisions at all levels, those of earlier days too."""

    parameters = ("level", "valid_on", "format")

    @describe("areas")
    def get(self, request: Request) -> HttpResponse:
        every = divisions()
        return self.answer(
            request,
            stamp=_digest(every),
            make=lambda kind: Made(as_json({"areas": [*_areas(request._request, every)]}).encode()),
        )


class CodeListList(OpenView):
    """The lists that definitions in force choose from."""

    @describe("code_lists")
    def get(self, request: Request) -> HttpResponse:
        found = public_code_lists()
        return self.answer(
            request,
            stamp=_digest([_stamp(each) for each in found]),
            make=lambda kind: Made(as_json([_line(request._request, each) for each in found]).encode()),
        )


class CodeListDetail(OpenView):
    """One list with its codes in their order, a page at a time."""

    parameters = ("limit", "cursor", "format")

    @describe("code_list")
    def get(self, request: Request, key: str) -> HttpResponse:
        found = public_code_list(key)
        if found is None:
            raise NotFound
        return self.answer(
            request, stamp=_digest(_stamp(found)), make=lambda kind: _codes(request._request, found)
        )


def _areas(request: HttpRequest, every: list[Division]) -> Iterator[dict[str, Any]]:
    level = asking.choice(request.GET, "level", LEVELS, "")
    day = asking.day(request.GET, "valid_on")
    for each in every:
        if (not level or each.level == level) and (day is None or _holds(each, day)):
            yield {
                "code": each.code,
                "name": titles(each.label_zh, each.label_en),
                "level": each.level,
                "parent": each.parent or None,
                "valid_from": each.valid_from,
                "valid_to": each.valid_to,
                "is_management_area": each.is_management_area,
                "successor": each.successor or None,
            }


def _holds(division: Division, day: date) -> bool:
    return (division.valid_from or day) <= day <= (division.valid_to or day)


def _codes(request: HttpRequest, found: CodeList) -> Made:
    limit = asking.whole(request.GET, "limit", most=MOST_LIMIT) or USUAL_LIMIT
    codes = [*Code.objects.filter(code_list=found).order_by("order", "code").values(*_COLUMNS)]
    cursor = asking.one(request.GET, "cursor")
    part = page(codes, cursor=cursor, limit=limit, question=f"{found.key} {found.revision}")
    more = ""
    if part.next:
        more = absolute(request, "code_list", found.key, limit=limit, cursor=part.next)
    by_pk = {each["pk"]: each for each in codes}
    told = {
        **_line(request, found),
        "codes": [_code(each, by_pk) for each in part.items],
        "next": more or None,
    }
    return Made(as_json(told).encode(), next=more)


def _code(raw: dict[str, Any], by_pk: dict[int, dict[str, Any]]) -> dict[str, Any]:
    above = by_pk.get(raw["parent_id"])
    return {
        "code": raw["code"],
        "name": titles(raw["label"], raw["label_en"]),
        "parent": above and above["code"],
        "depth": _depth(raw, by_pk),
        "heading": raw["is_heading"],
        "valid_from": raw["valid_from"],
        "valid_to": raw["valid_to"],
        "retired": raw["is_retired"],
        "merged_into": raw["merged_into__code"],
        "exchange_code": raw["exchange_code"],
    }


def _depth(raw: dict[str, Any], by_pk: dict[int, dict[str, Any]]) -> int:
    depth, seen = 1, {raw["pk"]}
    while (above := by_pk.get(raw["parent_id"])) is not None and above["pk"] not in seen:
        depth, raw = depth + 1, above
        seen.add(above["pk"])
    return depth


def _line(request: HttpRequest, found: CodeList) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": titles(found.name, found.name_en),
        "standard": found.standard,
        "revision": found.revision,
        "open": found.is_open,
        "url": absolute(request, "code_list", found.key),
    }


def _stamp(found: CodeList) -> tuple[Any, ...]:
    """Two equal ones stand for the same list; on another day other codes hold."""
    return found.key, found.revision, found.is_open, found.name, found.name_en, localdate()


def _digest(of: Any) -> str:
    return hashlib.blake2b(repr(of).encode(), digest_size=8).hexdigest()
