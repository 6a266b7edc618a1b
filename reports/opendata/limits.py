"""How often one caller may ask: by address without a key, by key with one. Every answer says what is left."""

import ipaddress
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from reports.opendata.counting import Counter
from reports.opendata.keys import HEADER, is_valid
from reports.opendata.kinds import INVALID_KEY
from reports.opendata.problems import Problem

#: What a limit is about, in OPEN_DATA_LIMITS: (how many, within how many seconds).
ANONYMOUS, WITH_KEY, NEW_KEYS, SEARCHES = "anonymous", "key", "new_keys", "searches"
#: Printed by the portal for everybody.
SHEETS = "sheets"
#: Of all keys that an address uses: a key is for the programs of one caller, and more of them are no way
#: around the limit. So many times what one may ask.
ALL_KEYS, KEYS_TOGETHER = "all_keys", 2
#: Of a key that is none of ours, or no longer.
NOT_VALID = _("请到 /open/v1/keys/ 领取新的密钥，或者不带请求头 X-API-Key。")
#: Neighbours within such a network are one caller: a household or a company is given a whole one.
_NETWORK_BITS = 64


class Left(NamedTuple):
    """Where a caller stands."""

    limit: int
    seconds: int
    left: int
    reset: int


class CallerThrottle(BaseThrottle):
    """Refuses whoever asked too often; the answer gets its headers by `tell`."""

    kind = ""

    def allow_request(self, request: Request, view: APIView) -> bool:
        plain = request._request
        key = None if self.kind else plain.META.get(HEADER)
        known = key is not None and is_valid(key)
        # Whoever guesses keys counts by the address, like everybody without one.
        caller = (WITH_KEY, key or "") if known else (self.kind or ANONYMOUS, address_of(plain))
        self.left, allowed = _counted(*caller)
        if known and allowed:
            together, allowed = _counted(ALL_KEYS, address_of(plain))
            self.left = min(self.left, together, key=_closeness)
        # For `tell`, behind the view, and for `weigh`, within it.
        plain.open_data_left = self.left  # type: ignore[attr-defined]  # reason: Django's request is open
        plain.open_data_caller = caller  # type: ignore[attr-defined]  # reason: the same
        if allowed and key is not None and not known:
            raise Problem(INVALID_KEY, NOT_VALID)
        return allowed

    def wait(self) -> float | None:
        return self.left.reset


class NewKeyThrottle(CallerThrottle):
    """The same for keys given out: by address, or a caller would get one for every thousand questions."""

    kind = NEW_KEYS


def seconds_to_wait(request: HttpRequest, kind: str) -> int:
    """Count a request of an address outside of the interface; 0 where it may go on."""
    left, allowed = _counted(kind, address_of(request))
    return 0 if allowed else left.reset


def weigh(request: HttpRequest, weight: int) -> None:
    """Count a request that was counted once as so many. Raises Throttled where there are not so many left.

    However small a limit is, one such request within its time is allowed.
    """
    kind, name = request.open_data_caller  # type: ignore[attr-defined]  # reason: `allow_request` wrote it
    most, _seconds = settings.OPEN_DATA_LIMITS[kind]
    left, allowed = _counted(kind, name, times=min(weight, most) - 1)
    if kind == WITH_KEY and allowed:
        together, allowed = _counted(ALL_KEYS, address_of(request), times=min(weight, most) - 1)
        left = min(left, together, key=_closeness)
    request.open_data_left = left  # type: ignore[attr-defined]  # reason: as in `allow_request`
    if not allowed:
        raise Throttled(left.reset)


def tell(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Write the limit, what is left, and the seconds until all of it is there again."""
    left: Left | None = getattr(request, "open_data_left", None)
    if left is not None:
        answer.headers["RateLimit-Limit"] = str(left.limit)
        answer.headers["RateLimit-Remaining"] = str(left.left)
        answer.headers["RateLimit-Reset"] = str(left.reset)
        answer.headers["RateLimit-Policy"] = f"{left.limit};w={left.seconds}"


def most_of(kind: str) -> tuple[int, int]:
    """How many requests of a kind, within how many seconds."""
    most, seconds = settings.OPEN_DATA_LIMITS[WITH_KEY if kind == ALL_KEYS else kind]
    return most * KEYS_TOGETHER if kind == ALL_KEYS else most, seconds


def _closeness(left: Left) -> tuple[int, int]:
    """Of two limits the one that refuses first comes first."""
    return left.left, -left.reset


def _counted(kind: str, name: str, times: int = 1) -> tuple[Left, bool]:
    most, seconds = most_of(kind)
    counted = _counter(settings.OPEN_DATA_DIR).add(f"{kind} {name}", seconds=seconds, times=times)
    return Left(most, seconds, max(0, most - counted.times), counted.seconds_left), counted.times <= most


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as far as proxies are trusted; of IPv6 the network."""
    return address_told(request.META)


def address_told(told: Mapping[str, Any]) -> str:
    """The same before there is a request: of what a web server tells (WSGI)."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    header = told.get("HTTP_X_FORWARDED_FOR", "")
    passed = header.split(",")
    if proxies and header and len(passed) >= proxies:
        return _network(passed[-proxies].strip())
    return _network(told.get("REMOTE_ADDR", ""))


@cache
def _counter(folder: Path | None) -> Counter:
    return Counter(folder and folder / "limits")


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    """One name for one caller: without the port that some proxies tell, which is another one every time."""
    host = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    host = host.partition(":")[0] if host.count(":") == 1 else host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _NETWORK_BITS), strict=False))
