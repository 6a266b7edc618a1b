"""The OpenAPI 3.1 description, made from the views and from the dimensions of the newest release, in the
language of whoever asks (Accept-Language)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
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
from reports.opendata.formats import JSON, YAML, Format
from reports.opendata.licence import licence
from reports.opendata.standing import standing
from reports.opendata.views import OpenView

_TABLE = "/open/v1/tables/{key}/"
_HEADERS = {
    "ETag": _("再问时作为 If-None-Match 发送"),
    "RateLimit-Limit": _("一个时段内可以问几次"),
    "RateLimit-Remaining": _("还剩几次"),
    "RateLimit-Reset": _("再过几秒重新计"),
}
_INTRODUCTION = """公开统计的开放接口。数字是经保密处理的近似数，每次发布有编号，发布后不再改动。
不需要账号；密钥可以不用，用了限额更高。

Public statistics for programs. Figures are approximate, protected by disclosure control; every release has a
number and never changes. No account is needed; a key is optional and raises the limit. Within `/open/v1/`
addresses, members and parameters are only ever added: read what you know and ignore the rest. What is to go
is announced by the headers `Deprecation` and `Sunset` at least twelve months before, and in the feed.
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
        patch_vary_headers(answer, ("Accept-Language", "Cookie"))
        return answer


def document(request: HttpRequest | None = None) -> dict[str, Any]:
    """The description; `request` gives the address of the server."""
    found: dict[str, Any] = SchemaGenerator(urlconf="reports.opendata.urls").get_schema(public=True)
    terms = licence()
    found["info"] |= {
        "summary": "Open data of the Inner Mongolia Talent Information Database",
        "description": _INTRODUCTION,
        "license": {"name": terms.name_en, "url": terms.url},
    }
    if request is not None:
        found["servers"] = [{"url": request.build_absolute_uri("/").removesuffix("/")}]
    components = found.setdefault("components", {})
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
            _add_headers(operation)
            if path in announced():
                operation["deprecated"] = True
            if path == _TABLE:
                operation["parameters"] += _dimension_parameters()
    return found


def _add_headers(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        names = [name for name in _HEADERS if name != "ETag" or status in ("200", "304")]
        response["headers"] = {
            name: {
                "description": str(_HEADERS[name]),
                "schema": {"type": "string" if name == "ETag" else "integer"},
            }
            for name in names
        }


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
