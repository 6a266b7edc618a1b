"""What JSON says of releases, tables and dimensions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from reports.opendata.addresses import absolute, archive_at, release_at, table_at
from reports.opendata.books import TOTAL_EN, TOTAL_ZH
from reports.opendata.standing import Standing
from reports.opendata.wording import citation, coded, iso, moment, note, remark, terms, titles
from reports.stats.service import TOTAL, Note, PublishedRelease, PublishedTable


def release_line(request: HttpRequest, release: PublishedRelease) -> dict[str, Any]:
    """The plain values of ReleaseSerializer."""
    return {
        "release": release.number,
        "as_of": iso(release.as_of),
        "published_at": moment(release),
        "url": release_at(request, release),
        "tables": absolute(request, "tables", release=release.number),
        "archive": archive_at(request, release),
    }


def table_line(request: HttpRequest, table: PublishedTable) -> dict[str, Any]:
    """The plain values of TableSummarySerializer."""
    url = absolute(request, "table", table.key)
    return {
        "key": table.key,
        "title": titles(table.title_zh, table.title_en),
        "level": table.level,
        "release": table.release.number,
        "as_of": iso(table.release.as_of),
        "published_at": moment(table.release),
        "dimensions": [
            {
                "key": each["key"],
                "name": titles(each["label_zh"], each["label_en"]),
                "codes": [_total(), *(coded(code) for code in each["codes"])],
            }
            for each in table.dimensions
        ],
        "url": url,
        "permanent_url": table_at(request, table),
        **{name: f"{url}?format={name}" for name in ("csv", "xlsx", "jsonstat")},
    }


def table_head(request: HttpRequest, table: PublishedTable, notes: Iterable[Note] = ()) -> dict[str, Any]:
    """What stands before the figures of a table."""
    return {
        **table_line(request, table),
        "note": note(),
        "remarks": [remark(each) for each in notes],
        "licence": terms(),
        "citation": citation(table, table_at(request, table)),
        "areas": [{**coded(each), "level": each["level"]} for each in table.areas],
    }


def dimensions_of(standing: Standing) -> dict[str, dict[str, Any]]:
    """The plain values of DimensionSerializer by key: every break of the release, with the classes of all of
    its tables, and the area among them."""
    found = {"area": _area(standing)}
    for table in standing.tables.values():
        for each in table.dimensions:
            known = found.setdefault(each["key"], _dimension(each))
            codes = {code["code"] for code in known["codes"]}
            known["codes"] += [coded(code) for code in each["codes"] if code["code"] not in codes]
            known["tables"].append(table.key)
    return found


def _dimension(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": raw["key"],
        "name": titles(raw["label_zh"], raw["label_en"]),
        "codes": [_total()],
        "tables": [],
    }


def _total() -> dict[str, Any]:
    return {"code": TOTAL, "name": titles(TOTAL_ZH, TOTAL_EN)}


def _area(standing: Standing) -> dict[str, Any]:
    codes = {each["code"]: each for table in standing.tables.values() for each in table.areas}
    return {
        "key": "area",
        "name": titles("地区", "Area"),
        "codes": [{**coded(codes[code]), "level": codes[code]["level"]} for code in sorted(codes)],
        "tables": list(standing.tables),
    }
