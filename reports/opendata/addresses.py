"""The addresses of releases and tables as a caller sees them, with its own host."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from reports.stats.service import PublishedRelease, PublishedTable


def absolute(request: HttpRequest, name: str, *args: str | int, **query: str | int) -> str:
    """The address of a view of the interface; `query` is what comes behind the question mark."""
    asked = f"?{urlencode(query, safe=',')}" if query else ""
    return request.build_absolute_uri(f"{reverse(f'opendata:{name}', args=args)}{asked}")


def root(request: HttpRequest) -> str:
    """Where the caller found this site, without a slash at the end; worked out once a request."""
    known: str | None = getattr(request, "open_data_root", None)
    if known is None:
        known = request.build_absolute_uri("/").removesuffix("/")
        request.open_data_root = known  # type: ignore[attr-defined]  # reason: Django's request is open
    return known


def table_at(request: HttpRequest, table: PublishedTable, **query: str | int) -> str:
    """The table in this very release."""
    return absolute(request, "table", table.key, **{"release": table.release.number, **query})


def release_at(request: HttpRequest, release: PublishedRelease) -> str:
    return absolute(request, "release", release.number)


def archive_at(request: HttpRequest, release: PublishedRelease) -> str:
    """The whole release as one file."""
    return absolute(request, "archive", release.number)
