"""Addresses below the interface that are none: programs get a problem, not a page."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from reports.opendata.views import OpenView


class Unknown(OpenView):
    """404; or on to the address with a slash at its end, where that is one."""

    @extend_schema(exclude=True)
    def get(self, request: Request, rest: str) -> HttpResponse:
        path = f"{request.path}/"
        try:
            known = not request.path.endswith("/") and resolve(path).url_name != "unknown"
        except Resolver404:
            known = False
        if not known:
            raise NotFound
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
