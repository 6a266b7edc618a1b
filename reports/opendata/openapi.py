"""The OpenAPI 3.1 description, made from the views and from the dimensions of the newest release, in the
language of whoever asks (Accept-Language)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from reports.opendata import asking
from reports.opendata.answers import Made
from reports.opendata.api import NOTHING
from reports.opendata.endings import announced
from reports.opendata.examples import problem
from reports.opendata.explaining import explain_components
from reports.opendata.formats import JSON, YAML, Format
from reports.opendata.licence import licence
from reports.opendata.problems import MEDIA_TYPE
from reports.opendata.standing import standing
from reports.opendata.views import OpenView

_TABLE = "/open/v1/tables/{key}/"
_HEADERS = {
    "ETag": _("再问时作为 If-None-Match 发送"),
    "RateLimit-Limit": _("一个时段内可以问几次"),
    "RateLimit-Remaining": _("还剩几次"),
    "RateLimit-Reset": _("再过几秒重新计"),
    "RateLimit-Policy": _("限额：几次;w=几秒"),
    "Cache-Control": _("缓存可以留多久"),
    "Content-Language": _("错误说明的语言：zh-hans 或 en"),
    "Link": _("下一页的地址(rel=next)"),
    "Content-Disposition": _("文件名"),
    "Accept-Ranges": _("可以按字节接着下载"),
    "Content-Range": _("是哪些字节，一共多少"),
    "Repr-Digest": _("整个文件的 SHA-256 (RFC 9530)"),
    "Retry-After": _("再过几秒可以问"),
    "WWW-Authenticate": _("怎样出示密钥"),
    "Deprecation": _("从这时起不要再依靠这个地址(RFC 9745)"),
    "Sunset": _("这个地址用到什么时候(RFC 8594)"),
}
_NUMBERS = {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"}
_ALWAYS = ("RateLimit-Limit", "RateLimit-Policy", "RateLimit-Remaining", "RateLimit-Reset")
_KEPT = ("ETag", "Cache-Control")
#: By status; what an answer has beside these depends on its operation.
_BY_STATUS = {
    "200": _KEPT,
    "206": (*_KEPT, "Content-Range"),
    "304": _KEPT,
    "401": ("WWW-Authenticate",),
    "416": ("Content-Range",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}
_PROBLEM = ("Content-Language",)
_PAGED = {"releases", "table", "code_list"}
_FILES = ("Content-Disposition", "Accept-Ranges", "Repr-Digest")
_INTRODUCTION = """公开统计的开放接口。数字是经保密处理的近似数，每次发布有编号，发布后不再改动。
不需要账号；密钥可以不用，用了限额更高，同一网络地址的所有密钥合计为一个密钥的两倍。
`/open/v1/` 之内的地址、字段和参数只增加，不改、不减：
认识的就用，不认识的忽略。要停用的地址至少提前十二个月用响应头 `Deprecation`、`Sunset` 和发布消息预告。
错误都是 problem+json (RFC 9457)，按 Accept-Language(数据表还可以用 `lang`)写中文或英文，不说明的为中文；
程序比较 `type`。
每个地址都可以用 HEAD 和 OPTIONS，网页脚本可以跨站读取。

Public statistics for programs. Figures are approximate, protected by disclosure control; every release has a
number and never changes. No account is needed; a key is optional and raises the limit; all keys of one
address together have that of two. Within `/open/v1/`
addresses, members and parameters are only ever added: read what you know and ignore the rest. What is to go
is announced by the headers `Deprecation` and `Sunset` at least twelve months before, and in the feed. Errors
are problem+json (RFC 9457), in Chinese or English by Accept-Language (of a table by `lang`, too), in Chinese
where neither is told; programs compare `type`. Every address takes HEAD and OPTIONS, and scripts of other
sites may read it.
"""


class Schema(OpenView):
    """OpenAPI 3.1 of the open interface alone."""

    formats = (JSON, YAML)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        found = standing()
        answer = self.answer(
            request,
            stamp=f"{found.stamp if found else NOTHING}-{get_language()}",
            make=lambda kind: _written(request._request, kind),
        )
        # Read by `config.headers`: of all answers of the interface this one alone differs by it.
        answer.in_language = True  # type: ignore[attr-defined]  # reason: Django's answer is open
        return answer


def document(request: HttpRequest | None = None) -> dict[str, Any]:
    """The description; `request` gives the address of the server."""
    found: dict[str, Any] = SchemaGenerator(urlconf="reports.opendata.urls").get_schema(public=True)
    terms = licence()
    found["info"] |= {
        "summary": "内蒙古人才信息库开放数据 · Open data of the Inner Mongolia Talent Information Database",
        "description": _INTRODUCTION,
        "license": {"name": terms.name_en, "url": terms.url},
    }
    if request is not None:
        found["servers"] = [{"url": request.build_absolute_uri("/").removesuffix("/")}]
    components = found.setdefault("components", {})
    explain_components(components["schemas"])
    components["securitySchemes"] = {
        "ApiKey": {
            "type": "apiKey",
            "in": "header",
            "name": "X-API-Key",
            "description": gettext("选填，限额更高。`POST /open/v1/keys/` 领取。"),
        }
    }
    for path, operations in found["paths"].items():
        for operation in operations.values():
            operation["security"] = [{}, {"ApiKey": []}]
            if path in announced():
                operation["deprecated"] = True
            _add_headers(operation)
            _add_examples(operation, path)
            if path == _TABLE:
                operation["parameters"] += _dimension_parameters()
    return found


def _add_headers(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    beside = {
        "200": [*(("Link",) if name in _PAGED else ()), *(_FILES if name == "archive" else ())],
        "206": [*_FILES],
    }
    if name == "table":
        beside["200"].append("Content-Disposition")
    ending = ("Deprecation", "Sunset", "Link") if operation.get("deprecated") else ()
    for status, response in operation["responses"].items():
        problem = _PROBLEM if MEDIA_TYPE in response.get("content", {}) else ()
        names = (*_BY_STATUS.get(status, ()), *beside.get(status, ()), *problem, *_ALWAYS, *ending)
        response["headers"] = {
            each: {
                "description": str(_HEADERS[each]),
                "schema": {"type": "integer" if each in _NUMBERS else "string"},
            }
            for each in dict.fromkeys(names)
        }


def _add_examples(operation: dict[str, Any], path: str) -> None:
    """Each problem as it is answered at an address such as this one."""
    instance = path.format(key="league_category", number=7)
    for status, response in operation["responses"].items():
        if content := response.get("content", {}).get(MEDIA_TYPE):
            example = {"value": problem(int(status), instance)}
            content["examples"] = {f"problem{status}": example}


def _dimension_parameters() -> list[dict[str, Any]]:
    """Each dimension of the newest release is a parameter of its tables."""
    told = gettext("数据表里的代码，用逗号隔开；`total` 为合计")
    schema = {"type": "string", "pattern": asking.CODES, "maxLength": asking.MOST_LENGTH}
    found = standing()
    breaks = found.breaks if found else ()
    return [{"in": "query", "name": key, "schema": schema, "description": told} for key in breaks]


def _written(request: HttpRequest, kind: Format) -> Made:
    found = document(request)
    if kind is YAML:
        return Made(OpenApiYamlRenderer().render(found, renderer_context={}), "openapi-v1.yaml")
    return Made(json.dumps(found, ensure_ascii=False).encode(), "openapi-v1.json")
