"""The open interface, version 1: reads releases under the login of the public and nothing else."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reports.opendata.asking import REFUSED, OnlyKnownParameters
from reports.opendata.csvtable import CsvTable
from reports.opendata.filters import CellFilter
from reports.opendata.serializers import (
    LABEL_EN,
    LABEL_ZH,
    TableSerializer,
    TableSummarySerializer,
    coded,
    summary,
    titles,
)
from reports.opendata.views import OpenView
from reports.stats.models import Release, ReleaseCell, ReleaseTable
from reports.stats.service import PUBLIC, TOTAL


def newest() -> Release | None:
    """The newest release, as the public may see it."""
    return Release.objects.using(PUBLIC).order_by("-number").first()


def _etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """The release and the question; only tables that exist have one."""
    release = newest()
    tables = ReleaseTable.objects.using(PUBLIC).filter(release=release)
    if "key" in kwargs:
        tables = tables.filter(key=kwargs["key"])
    if release is None or not tables.exists():
        return None
    asked = hashlib.blake2b(request.GET.urlencode().encode(), digest_size=8).hexdigest()
    return f'"{release.number}-{asked}"'


class Index(OpenView):
    """Where everything is."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        names = {name: f"opendata:{name}" for name in ("tables", "definitions", "schema")}
        return Response({key: reverse(name, request=request) for key, name in names.items()})


@method_decorator(condition(etag_func=_etag), name="dispatch")
class TableList(OpenView):
    """The tables of the newest release; an empty list before the first one."""

    @extend_schema(
        operation_id="tables_list",
        responses={200: TableSummarySerializer(many=True), 400: REFUSED},
        tags=["tables"],
    )
    def get(self, request: Request) -> Response:
        tables = ReleaseTable.objects.using(PUBLIC).filter(release=newest()).select_related("release")
        found = [summary(table, _address(table, request)) for table in tables.order_by("key")]
        return Response(TableSummarySerializer(found, many=True).data)


@method_decorator(condition(etag_func=_etag), name="dispatch")
class TableDetail(OpenView):
    """One table with its figures, as JSON or (format=csv) as CSV."""

    renderer_classes = (JSONRenderer, CsvTable)
    parameters = ("area", "category", "format")

    @extend_schema(
        operation_id="tables_retrieve",
        tags=["tables"],
        parameters=[
            OpenApiParameter("area", str, description="GB/T 2260 codes, comma separated"),
            OpenApiParameter("category", str, description=f"codes, comma separated; {TOTAL} for the total"),
            OpenApiParameter("format", str, enum=["json", "csv"]),
        ],
        responses={
            (200, "application/json"): TableSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            400: REFUSED,
            404: OpenApiResponse(description="no such table in the newest release"),
        },
    )
    def get(self, request: Request, key: str) -> Response:
        tables = ReleaseTable.objects.using(PUBLIC).filter(release=newest()).select_related("release")
        table = tables.filter(key=key).first()
        if table is None:
            raise NotFound
        content = {
            **summary(table, _address(table, request)),
            "note": titles(LABEL_ZH, LABEL_EN),
            "areas": [coded(area) for area in table.areas],
            "cells": [_cell(table, cell) for cell in _cells(table, request)],
        }
        response = Response(TableSerializer(content).data)
        kind = request.accepted_renderer.format
        name = f"{table.key}-{table.release.number}.{kind}"
        response["Content-Disposition"] = f'{"attachment" if kind == "csv" else "inline"}; filename="{name}"'
        return response


def _cells(table: ReleaseTable, request: Request) -> QuerySet[ReleaseCell]:
    every = ReleaseCell.objects.using(PUBLIC).filter(table=table).order_by("area", "pk")
    return CellFilter(request.query_params, queryset=every, table=table).qs


def _cell(table: ReleaseTable, cell: ReleaseCell) -> dict[str, Any]:
    classes = {each["key"]: cell.classes.get(each["key"], TOTAL) for each in table.dimensions}
    return {"area": str(cell.area), "classes": classes, "value": cell.value, "mark": cell.mark}


def _address(table: ReleaseTable, request: Request) -> str:
    return reverse("opendata:table", args=[table.key], request=request)


class Schema(OnlyKnownParameters, SpectacularAPIView):
    """OpenAPI 3.1 of the open interface alone."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    urlconf = "reports.opendata.urls"
    parameters = ("format", "lang")

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)
        # The title is Chinese, and a file name in a header is not.
        response["Content-Disposition"] = 'inline; filename="openapi-v1"'
        return response
