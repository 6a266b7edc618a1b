"""What every address of the open interface has in common.

Open to everybody: no account, no session, no cookie; pages of other sites may ask too. What is not understood
is refused. The framework counts, refuses and describes; the answers are bytes that stand ready.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from reports.opendata import limits
from reports.opendata.answers import Made, answered
from reports.opendata.asking import only_known, only_utf8
from reports.opendata.endings import announce
from reports.opendata.formats import JSON, Format, wanted
from reports.opendata.problems import answer_to

_RENDERER = JSONRenderer()
#: What scripts of other sites may send, and read of the answer beside its body.
_SENT = "Accept, If-None-Match, If-Range, Range, X-API-Key"
_READ = (
    "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag, Link, RateLimit-Limit,"
    " RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, Repr-Digest, Retry-After, Sunset"
)
_DAY = 24 * 60 * 60


class OpenView(APIView):
    """A view of the interface: says its `parameters` and its `formats`, the usual one first."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes: Any = (limits.CallerThrottle,)
    parameters: ClassVar[tuple[str, ...]] = ("format",)
    formats: ClassVar[tuple[Format, ...]] = (JSON,)

    def answer(
        self,
        request: Request,
        *,
        stamp: str,
        make: Callable[[Format], Made],
        asked: Callable[[Format], str | None] = lambda kind: None,
    ) -> HttpResponse:
        """The answer under a stamp; `make` makes it where it is not there yet, and refuses by Problem.

        `asked`: what of the question counts in a format, None for all of the address. It refuses too.
        """
        plain = request._request
        kind = wanted(plain, self.formats)

        def made() -> Made:
            self.refuse_unknown(plain)
            return make(kind)

        return answered(plain, stamp=stamp, kind=kind, make=made, asked=asked(kind))

    def refuse_unknown(self, request: HttpRequest) -> None:
        """Raises Problem for a parameter that the address has not, before the answer is made."""
        only_known(request.GET, self.parameters)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """`answer` chooses; the framework itself renders nothing here."""
        return _RENDERER, _RENDERER.media_type

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        only_utf8(request._request)

    def get_throttles(self) -> list[BaseThrottle]:
        """Whether others may ask is no question that counts."""
        return [] if self.request.method == "OPTIONS" else super().get_throttles()

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], HttpResponse]:
        return lambda raised, context: answer_to(raised, context["request"])

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """What a browser asks before a script of another site may."""
        response = HttpResponse(status=204)
        response.headers["Access-Control-Allow-Methods"] = ", ".join(self.allowed_methods)
        response.headers["Access-Control-Allow-Headers"] = _SENT
        response.headers["Access-Control-Max-Age"] = str(_DAY)
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        finished: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        finished.headers["Access-Control-Allow-Origin"] = "*"
        finished.headers["Access-Control-Expose-Headers"] = _READ
        limits.tell(_plain(request), finished)
        announce(_plain(request), finished)
        return finished


def _plain(request: Request) -> HttpRequest:
    return request._request
