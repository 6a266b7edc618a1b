"""Examples of the OpenAPI description: the answers of a small made-up release."""

from typing import Any

from reports.opendata import kinds, problems
from reports.opendata.asking import OTHER_CHARSET, unknown_parameters
from reports.opendata.conditions import outside
from reports.opendata.formats import JSON, none_accepted
from reports.opendata.limits import NOT_VALID
from reports.opendata.problems import Problem
from reports.opendata.questions import unknown_codes

HOST = "https://rc.example.cn"
V1 = f"{HOST}/open/v1"
_TABLE = f"{V1}/tables/league_category/"
_AT = "2026-11-23T09:00:00+08:00"

INDEX = {"releases": f"{V1}/releases/", "tables": f"{V1}/tables/", "schema": f"{V1}/schema/"}
LINE = {
    "release": 7,
    "as_of": "2026-11-23",
    "published_at": _AT,
    "url": f"{V1}/releases/7/",
    "tables": f"{V1}/tables/?release=7",
    "archive": f"{V1}/releases/7/archive/",
}
REMARK = {
    "kind": "correction",
    "release": 7,
    "as_of": "2026-11-23",
    "at": "2026-11-25T10:00:00+08:00",
    "text": {
        "zh": "乌海市的数字偏低，下次发布更正。",
        "en": "Figures of Wuhai are low; the next release mends it.",
    },
}
WITHDRAWN = REMARK | {"kind": "withdrawal", "release": 5, "as_of": "2026-05-23"}
RELEASES = {"releases": [LINE], "withdrawn": [WITHDRAWN], "next": None}
LICENCE = {
    "id": "CC-BY-4.0",
    "name": {
        "zh": "知识共享 署名 4.0 国际许可协议",
        "en": "Creative Commons Attribution 4.0 International",
    },
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
NOTE = {"zh": "经保密处理的近似数", "en": "Approximate figure, protected by disclosure control"}
RELEASE = LINE | {
    "note": NOTE,
    "remarks": [REMARK],
    "licence": LICENCE,
    "keys": ["league_category"],
    "file": {"name": "inner-mongolia-talent-7.zip", "bytes": 20480, "sha256": "9f86d081884c7d65" * 4},
}
_SKILLED = {"code": "skilled", "name": {"zh": "技能人才", "en": "Skilled talent"}}
_TOTAL = {"code": "total", "name": {"zh": "合计", "en": "Total"}}
_CATEGORY = {"zh": "人才类别", "en": "Category of talent"}
_REGION = {"code": "150000", "name": {"zh": "内蒙古自治区", "en": "Inner Mongolia"}, "level": "region"}
SUMMARY: dict[str, Any] = {
    "key": "league_category",
    "title": {"zh": "各盟市各类别人才", "en": "Talent by league and category"},
    "level": "league",
    "release": 7,
    "as_of": "2026-11-23",
    "published_at": _AT,
    "dimensions": [{"key": "category", "name": _CATEGORY, "codes": [_TOTAL, _SKILLED]}],
    "url": _TABLE,
    "permanent_url": f"{_TABLE}?release=7",
    "csv": f"{_TABLE}?format=csv",
    "xlsx": f"{_TABLE}?format=xlsx",
    "jsonstat": f"{_TABLE}?format=jsonstat",
}
TABLE = SUMMARY | {
    "note": NOTE,
    "remarks": [REMARK],
    "licence": LICENCE,
    "citation": {
        "zh": f"内蒙古人才信息库：《各盟市各类别人才》，第 7 号发布，2026年11月23日，{_TABLE}?release=7",
        "en": "Inner Mongolia Talent Information Database: “Talent by league and category”, release 7,"
        f" 23 November 2026, {_TABLE}?release=7",
    },
    "areas": [_REGION],
    "selected": 2,
    "next": None,
    "cells": [
        {"area": "150000", "classes": {"category": "total"}, "value": 120, "mark": ""},
        {"area": "150000", "classes": {"category": "skilled"}, "value": None, "mark": "<10"},
    ],
}
DIMENSIONS = {
    "release": 7,
    "dimensions": [
        {"key": "category", "name": _CATEGORY, "codes": [_TOTAL, _SKILLED], "tables": ["league_category"]}
    ],
}
AREAS = {
    "areas": [
        {
            **_REGION,
            "parent": None,
            "valid_from": None,
            "valid_to": None,
            "is_management_area": False,
            "successor": None,
        }
    ]
}
CODE_LIST = {
    "key": "sex",
    "name": {"zh": "性别", "en": "Sex"},
    "standard": "GB/T 2261.1",
    "revision": 1,
    "open": False,
    "url": f"{V1}/code-lists/sex/",
}
CODES = CODE_LIST | {
    "codes": [
        {
            "code": "1",
            "name": {"zh": "男", "en": "Male"},
            "parent": None,
            "depth": 1,
            "heading": False,
            "valid_from": None,
            "valid_to": None,
            "retired": False,
            "merged_into": None,
            "exchange_code": "1",
        }
    ],
    "next": None,
}
CATALOGUE = {
    "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
    "@graph": [{"@id": f"{V1}/catalogue/", "@type": "dcat:Catalog"}],
}
KEY = {
    "key": "nmrc_aaae63ygkzcqkq2nlbmvmulmmjzwkydbnqwxg",
    "header": "X-API-Key",
    "valid_days": 366,
    "requests": 1200,
    "seconds": 60,
}
CSV = (
    "area,area_zh,area_en,category,category_zh,category_en,value,mark,release,as_of,"
    "note,note_en,remark,remark_en\r\n"
    "150000,内蒙古自治区,Inner Mongolia,total,合计,Total,120,,7,2026-11-23,"
    f'{NOTE["zh"]},"{NOTE["en"]}",,\r\n'
)
FEED = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">…</feed>'
CUBE = {
    "version": "2.0",
    "class": "dataset",
    "label": "各盟市各类别人才",
    "id": ["area", "category"],
    "size": [1, 2],
    "dimension": {
        "area": {"label": "地区", "category": {"index": ["150000"], "label": {"150000": "内蒙古自治区"}}},
        "category": {
            "label": "人才类别",
            "category": {"index": ["total", "skilled"], "label": {"total": "合计", "skilled": "技能人才"}},
        },
    },
    "value": [120, None],
    "status": {"1": "<10"},
}


_WITHDRAWN = {
    "zh": "第 5 号发布已于 2026-11-25 撤回，请不要再引用：乌海市重复计数",
    "en": "Release 5 was withdrawn on 2026-11-25; please do not quote it: Wuhai was counted twice",
}
#: By status. As answers have them: written in the language of the reader.
PROBLEMS = {
    each.kind.status: each
    for each in (
        unknown_parameters(["year"], ["release", "format"]),
        Problem(kinds.INVALID_KEY, NOT_VALID),
        unknown_codes("area", ["110000"], ["150000", "150100"]),
        problems.of_withdrawn(_WITHDRAWN),
        none_accepted([JSON]),
        Problem(kinds.WRONG_CHARSET, OTHER_CHARSET),
        outside(20_480),
        Problem(kinds.TOO_MANY, problems.LIMIT_USED),
        Problem(kinds.FAULT, problems.WRITTEN_DOWN),
        Problem(kinds.UNAVAILABLE, problems.NO_DATABASE),
    )
}


def problem(status: int, instance: str) -> dict[str, Any]:
    """The members of the problem of a status at an address, in the active language."""
    return problems.told(PROBLEMS[status], f"{HOST}/open/guide/", instance)
