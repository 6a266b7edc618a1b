"""Published definitions for programs: the list, each as JSON Schema, and the schema of what is frozen.

They hold no figure and no person, so they are read under the application's login, through `talent.categories`
alone: the public's login can read releases and nothing else, and stays so.
"""

import hashlib
import json
from typing import Any

from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reports.opendata.asking import REFUSED
from reports.opendata.serializers import Titles, titles
from reports.opendata.views import OpenView
from talent.categories.models import CategoryVersion
from talent.categories.service import (
    SCHEMA_KEYWORDS,
    NoLiveVersion,
    compiled_schema,
    definition_of,
    live_versions,
    public_schema,
    published_version,
    stamp,
)

_KEYWORDS = "\n".join(f"- `{name}`: {meaning}" for name, meaning in SCHEMA_KEYWORDS.items())
_DESCRIPTION = f"""JSON Schema (2020-12) of a document that may be submitted. Keywords of our own:

{_KEYWORDS}"""


class DefinitionSerializer(serializers.Serializer[Any]):
    """A category of talent, or a sheet that organisations fill in, in the version in force."""

    key = serializers.CharField()
    title = Titles()
    subject = serializers.ChoiceField(["people", "sheet"])
    version = serializers.IntegerField()
    digest = serializers.CharField(help_text="SM3 of the version, in hexadecimal")
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


def _etag_of_format(request: HttpRequest) -> str:
    text = json.dumps(compiled_schema(), sort_keys=True)
    return f'"{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"'


def _etag_of_list(request: HttpRequest) -> str:
    text = " ".join(f"{version.category_id}:{version.digest}" for version in live_versions())
    return f'"{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"'


def _etag(request: HttpRequest, key: str) -> str | None:
    """The digest of the version with the state of its code lists; none where there is no such version."""
    try:
        return f'"{stamp(_wanted(key, request.GET.get("version", "")))}"'
    except NotFound:
        return None


def _wanted(key: str, number: str) -> CategoryVersion:
    """The version in force, or an older one by its number. Raises NotFound."""
    if number and not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotFound
    try:
        return published_version(key, int(number) if number else None)
    except NoLiveVersion:
        raise NotFound from None


@method_decorator(condition(etag_func=_etag_of_list), name="dispatch")
class DefinitionList(OpenView):
    """The definitions in force."""

    @extend_schema(
        operation_id="definitions_list",
        tags=["definitions"],
        responses={200: DefinitionSerializer(many=True), 400: REFUSED},
        examples=[_LISTED],
    )
    def get(self, request: Request) -> Response:
        found = [_line(version, request) for version in live_versions()]
        return Response(DefinitionSerializer(found, many=True).data)


@method_decorator(condition(etag_func=_etag), name="dispatch")
class DefinitionDetail(OpenView):
    """One definition as JSON Schema."""

    parameters = ("version", "format")

    @extend_schema(
        operation_id="definitions_retrieve",
        tags=["definitions"],
        description=_DESCRIPTION,
        parameters=[OpenApiParameter("version", int, description="an older version by its number")],
        responses={
            200: OpenApiResponse(OpenApiTypes.OBJECT, description="JSON Schema", examples=[_SCHEMA]),
            400: REFUSED,
            404: OpenApiResponse(description="no such definition, or no such version of it"),
        },
    )
    def get(self, request: Request, key: str) -> Response:
        version = _wanted(key, request.query_params.get("version", ""))
        own = f"{_address(key, request)}?version={version.number}"
        return Response({"$id": own, **public_schema(version)})


@method_decorator(condition(etag_func=_etag_of_format), name="dispatch")
class DefinitionFormat(OpenView):
    """JSON Schema (2020-12) of a compiled definition, in which form a version is frozen."""

    parameters = ("format",)

    @extend_schema(
        operation_id="definition_format_retrieve",
        tags=["definitions"],
        responses={
            200: OpenApiResponse(OpenApiTypes.OBJECT, description="JSON Schema", examples=[_FORMAT]),
            400: REFUSED,
        },
    )
    def get(self, request: Request) -> Response:
        return Response({"$id": reverse("opendata:definition_format", request=request), **compiled_schema()})


def _line(version: CategoryVersion, request: Request) -> dict[str, Any]:
    definition = definition_of(version)
    return {
        "key": definition.key,
        "title": titles(definition.label, definition.label_en or definition.label),
        "subject": definition.subject,
        "version": version.number,
        "digest": version.digest,
        "published_at": version.published_at,
        "url": _address(definition.key, request),
    }


def _address(key: str, request: Request) -> str:
    return reverse("opendata:definition", args=[key], request=request)
