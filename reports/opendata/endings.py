"""Addresses that will go: announced at least twelve months before, by headers, description, guide and feed.

`Deprecation` (RFC 9745) says since when an address is no longer to be relied on, `Sunset` (RFC 8594) when it
stops answering. Within a version nothing else ever goes, so that a program written once goes on working.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date

#: From the announcement to the end.
LEAST = timedelta(days=365)


@dataclass(frozen=True)
class Ending:
    """Announced on one day, gone on another; `instead` is the address that takes its place, "" for none."""

    since: datetime
    until: datetime
    instead: str = ""

    def __post_init__(self) -> None:
        if self.until - self.since < LEAST:
            raise ValueError(f"an address stays at least {LEAST.days} days after it was announced to go")


#: By the address as the description writes it, such as "/open/v1/dimensions/". None goes now. Whoever
#: announces one raises EDITION in `answers`, or the feed and the description would be taken for unchanged.
ENDINGS: dict[str, Ending] = {}


def announce(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Write the headers where the address of this request will go."""
    ending = ENDINGS.get(described_as(request)) if ENDINGS else None
    if ending is None:
        return
    links = [f'<{request.build_absolute_uri(reverse("opendata:guide"))}#versions>; rel="deprecation"']
    if ending.instead:
        links.append(f'<{request.build_absolute_uri(ending.instead)}>; rel="successor-version"')
    known = answer.headers.get("Link")
    answer.headers["Link"] = ", ".join([*([known] if known else []), *links])
    answer.headers["Deprecation"] = f"@{int(ending.since.timestamp())}"
    answer.headers["Sunset"] = http_date(ending.until.astimezone(UTC).timestamp())


def described_as(request: HttpRequest) -> str:
    """The address of a request as the description writes it: with names in place of what they stand for."""
    match = request.resolver_match
    return re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{match.route}") if match else ""


def announced() -> Mapping[str, Ending]:
    """What will go, the first to go first."""
    return dict(sorted(ENDINGS.items(), key=lambda item: item[1].until))
