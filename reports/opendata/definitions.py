"""Published definitions for programs: the list, each as JSON Schema, and the schema of what is frozen.

They hold no figure and no person, so they are read under the application's login, through `talent.categories`
alone: the public's login can read releases and nothing else, and stays so.
"""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from reports.opendata import asking
from reports.opendata.addresses import absolute
from reports.opendata.answers import Made
from reports.opendata.books import as_json
from reports.opendata.describing import described, key_of, number
from reports.opendata.serializers import Titles
from reports.opendata.views import OpenView
from reports.opendata.wording import titles
from talent.categories.models import CategoryVersion
from talent.categories.service import (
    NoLiveVersion,
    compiled_schema,
    definition_of,
    live_versions,
    public_schema,
    published_version,
    stamp,
)


class DefinitionSerializer(serializers.Serializer[Any]):
    """A category of talent, or a sheet that organisations fill in, in the version in force."""

    key = serializers.CharField()
    title = Titles()
    subject = serializers.ChoiceField(["people", "sheet"])
    version = serializers.IntegerField()
    digest = serializers.CharField(help_text=_("版本的 SM3 值，十六进制"))
    published_at = serializers.DateTimeField()
    url = serializers.URLField()


_LISTED = OpenApiExample(
    "list",
    value=[
        {
            "key": "skilled",
            "title": {"zh": "技能人才", "en": "Skilled talent"},
            "subject": "people",
            "version": 3,
            "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
            "published_at": "2026-11-23T09:00:00+08:00",
            "url": "https://example.cn/open/v1/definitions/skilled/",
        }
    ],
)
_SCHEMA = OpenApiExample(
    "schema",
    value={
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "技能人才",
        "x-title-en": "Skilled talent",
        "x-key": "skilled",
        "x-subject": "people",
        "type": "object",
        "properties": {
            "identity": {
                "title": "身份信息",
                "x-title-en": "Identity",
                "x-purpose": "识别本人，避免重复登记",
                "x-legal-basis": "statutory_duty",
                "type": "object",
                "properties": {
                    "sex": {
                        "title": "性别",
                        "x-title-en": "Sex",
                        "$ref": "#/$defs/sex",
                        "x-required": "submit",
                        "x-sensitivity": "public-aggregate",
                        "x-code-list": "sex",
                        "x-exchange-code": "A0104",
                        "x-dimension": True,
                        "x-filterable": True,
                    }
                },
                "required": ["sex"],
                "additionalProperties": False,
            }
        },
        "required": ["identity"],
        "additionalProperties": False,
        "$defs": {"sex": {"type": "string", "enum": ["0", "1", "2", "9"]}},
        "x-version": 3,
        "x-digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    },
)

_FORMAT = OpenApiExample(
    "format",
    value={
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Compiled definition, format 1",
        "type": "object",
        "properties": {"format": {"const": 1}, "key": {"$ref": "#/$defs/key"}},
    },
)


class DefinitionList(OpenView):
    """The definitions in force."""

    @described(
        operation_id="definitions_list",
        tag="definitions",
        summary="类别定义目录 · The definitions in force",
        answers={200: OpenApiResponse(DefinitionSerializer(many=True), _("回答"), examples=[_LISTED])},
    )
    def get(self, request: Request) -> HttpResponse:
        versions = live_versions()
        return self.answer(
            request,
            stamp=_digest(" ".join(f"{each.category_id}:{each.digest}" for each in versions)),
            make=lambda kind: Made(as_json([_line(each, request._request) for each in versions]).encode()),
        )


class DefinitionDetail(OpenView):
    """One definition as JSON Schema."""

    parameters = ("version", "format")

    @described(
        operation_id="definitions_retrieve",
        tag="definitions",
        summary="一个类别定义 · One definition as JSON Schema",
        parameters=(
            key_of(_("类别定义的标识")),
            number("version", _("以前的版本，按版本号")),
        ),
        answers={200: OpenApiResponse(OpenApiTypes.OBJECT, description="JSON Schema", examples=[_SCHEMA])},
        missing=True,
    )
    def get(self, request: Request, key: str) -> HttpResponse:
        version = _wanted(key, asking.whole(request.query_params, "version"))
        own = absolute(request._request, "definition", key, version=version.number)
        return self.answer(
            request,
            stamp=stamp(version),
            make=lambda kind: Made(as_json({"$id": own, **public_schema(version)}).encode()),
        )


class DefinitionFormat(OpenView):
    """JSON Schema (2020-12) of a compiled definition, in which form a version is frozen."""

    @described(
        operation_id="definition_format_retrieve",
        tag="definitions",
        summary="类别定义的格式 · JSON Schema of a compiled definition",
        answers={200: OpenApiResponse(OpenApiTypes.OBJECT, description="JSON Schema", examples=[_FORMAT])},
    )
    def get(self, request: Request) -> HttpResponse:
        text = json.dumps(compiled_schema(), sort_keys=True)
        own = absolute(request._request, "definition_format")
        return self.answer(
            request,
            stamp=_digest(text),
            make=lambda kind: Made(as_json({"$id": own, **compiled_schema()}).encode()),
        )


def _wanted(key: str, number: int | None) -> CategoryVersion:
    """The version in force, or an older one by its number. Raises NotFound."""
    try:
        return published_version(key, number)
    except NoLiveVersion:
        raise NotFound from None


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _line(version: CategoryVersion, request: HttpRequest) -> dict[str, Any]:
    definition = definition_of(version)
    return {
        "key": definition.key,
        "title": titles(definition.label, definition.label_en or definition.label),
        "subject": definition.subject,
        "version": version.number,
        "digest": version.digest,
        "published_at": localtime(version.published_at).isoformat(),
        "url": absolute(request, "definition", definition.key),
    }
