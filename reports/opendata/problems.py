"""Errors as problem details (RFC 9457): a kind that stays, what happened here, and what to do.

`type` is an address of the page for people that explains the kind; programs compare it as a text.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, DisallowedHost, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.log import log_response
from rest_framework import exceptions, status
from rest_framework.request import Request

from reports.opendata.books import as_json

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name in addresses, its title, its status, and the title for Chinese readers."""

    slug: str
    title: str
    status: int
    title_zh: str


UNKNOWN_PARAMETER = Kind(
    "unknown-parameter", "Unknown parameter", status.HTTP_400_BAD_REQUEST, "没有这个参数"
)
INVALID_VALUE = Kind("invalid-value", "A parameter has a value that it cannot have", 400, "参数的值不对")
UNREADABLE = Kind("unreadable-request", "The request cannot be read", 400, "请求不能识别")
INVALID_KEY = Kind(
    *("invalid-key", "The key is not valid or has expired", status.HTTP_401_UNAUTHORIZED),
    "密钥不对或已过期",
)
NOT_FOUND = Kind("not-found", "There is nothing at this address", status.HTTP_404_NOT_FOUND, "没有这个地址")
NO_SUCH_TABLE = Kind("no-such-table", "The release has no such table", 404, "这次发布没有这张数据表")
NO_SUCH_RELEASE = Kind("no-such-release", "There is no such release", 404, "没有这次发布")
WITHDRAWN = Kind("withdrawn", "The release was withdrawn", status.HTTP_410_GONE, "这次发布已撤回")
NO_SUCH_CODE = Kind("no-such-code", "The table has no such code", 404, "数据表没有这个代码")
NO_SUCH_CURSOR = Kind(
    "no-such-cursor", "The cursor does not belong to this question", 404, "cursor 不是这个查询的"
)
WRONG_METHOD = Kind("method-not-allowed", "The address does not take this method", 405, "不能用这个方法")
NO_SUCH_FORMAT = Kind(
    "not-acceptable", "The address has none of the accepted formats", 406, "没有 Accept 所要的格式"
)
WRONG_CHARSET = Kind(
    *("unsupported-charset", "What is sent has to be UTF-8", status.HTTP_415_UNSUPPORTED_MEDIA_TYPE),
    "发送的内容只能用 UTF-8",
)
TOO_SLOW = Kind("too-slow", "What is sent did not arrive in time", 408, "发送得太慢")
TOO_LARGE = Kind("too-large", "What is sent is too large", 413, "发送的内容太多")
OUT_OF_RANGE = Kind("range-not-satisfiable", "The file has no such part", 416, "文件没有这一部分")
TOO_MANY = Kind("too-many-requests", "Too many requests", status.HTTP_429_TOO_MANY_REQUESTS, "请求太多")
FAULT = Kind("fault", "Something went wrong here", status.HTTP_500_INTERNAL_SERVER_ERROR, "本站出错")
UNAVAILABLE = Kind(
    "unavailable", "Not to be had at the moment", status.HTTP_503_SERVICE_UNAVAILABLE, "暂时不能提供"
)

KINDS = (
    *(UNKNOWN_PARAMETER, INVALID_VALUE, UNREADABLE, INVALID_KEY, NOT_FOUND, NO_SUCH_TABLE, NO_SUCH_RELEASE),
    *(NO_SUCH_CODE, WITHDRAWN, NO_SUCH_CURSOR, WRONG_METHOD, NO_SUCH_FORMAT, WRONG_CHARSET, OUT_OF_RANGE),
    *(TOO_SLOW, TOO_LARGE, TOO_MANY, FAULT, UNAVAILABLE),
)
#: Seconds after which a database that did not answer may be asked again.
_AWAY = 10


class Problem(Exception):
    """Ends an answer with a problem. `errors`: by parameter what is wrong with it and what it may be.

    `again`: after how many seconds the same may be asked, 0 where that would change nothing.
    """

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Mapping[str, str] | None = None,
        again: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.again, self.headers = again, dict(headers or {})
        self.kind, self.detail, self.errors = kind, detail, dict(errors or {})


_BODIES = {
    TOO_SLOW.status: Problem(TOO_SLOW, "Send the request again, as a whole."),
    TOO_LARGE.status: Problem(TOO_LARGE, "No address of the interface takes more than a megabyte."),
    UNAVAILABLE.status: Problem(
        UNAVAILABLE, "Too much is being sent at once; ask again in some seconds.", again=_AWAY
    ),
}
_FAULT = Problem(FAULT, "It is written down here; ask again later, or in another way.")


def of_parameter(kind: Kind, name: str, detail: str) -> Problem:
    """A problem with one parameter."""
    return Problem(kind, f"{name}: {detail}", errors={name: detail})


def answer_to(raised: Exception, request: Request | HttpRequest) -> HttpResponse:
    """The answer to what was raised at an address of the interface. Faults are logged with their cause."""
    problem = raised if isinstance(raised, Problem) else _foreseen(raised)
    plain = request._request if isinstance(request, Request) else request
    if problem is None:
        problem = _FAULT
        got_request_exception.send(sender=None, request=plain)
    answer = _answer(problem, plain)
    if problem.kind.status >= FAULT.status:
        words = "%s: %s", answer.reason_phrase, plain.path
        log_response(*words, response=answer, request=plain, exception=raised)
    return answer


def fault_told(request: HttpRequest) -> HttpResponse:
    """The answer to a fault that is logged already."""
    return _answer(_FAULT, request)


def body_refused(status: int, request: HttpRequest) -> HttpResponse:
    """The answer to a body that the server did not take, of 408, 413 or 503."""
    return _answer(_BODIES[status], request)


def _answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(as_json(told(problem, request)), MEDIA_TYPE, status=problem.kind.status)
    # Said for programs in English, whatever language the rest of the site has for the caller.
    answer["Content-Language"] = "en"
    for name, value in problem.headers.items():
        answer[name] = value
    if problem.again:
        answer["Retry-After"] = str(problem.again)
    if problem.kind is INVALID_KEY:
        answer["WWW-Authenticate"] = 'ApiKey realm="open data"'
    # A cache in between must not go on answering with what was wrong a moment ago.
    answer["Cache-Control"] = "no-store"
    return answer


def told(problem: Problem, request: HttpRequest) -> dict[str, Any]:
    """The members of the answer."""
    page = reverse("opendata:guide")
    with suppress(DisallowedHost):  # whoever asks for another host gets an address without one
        page = request.build_absolute_uri(page)
    members: dict[str, Any] = {
        "type": f"{page}#{problem.kind.slug}",
        "title": problem.kind.title,
        "status": problem.kind.status,
        "detail": problem.detail,
        "instance": request.path,
    }
    if problem.errors:
        members["errors"] = [{"parameter": name, "detail": detail} for name, detail in problem.errors.items()]
    return members


def _foreseen(raised: Exception) -> Problem | None:
    """The same of what the REST framework, Django and the database raise themselves."""
    if isinstance(raised, Http404 | exceptions.NotFound):
        return Problem(NOT_FOUND, "There is nothing at this address; /open/v1/ lists what there is.")
    if isinstance(raised, exceptions.MethodNotAllowed):
        return Problem(WRONG_METHOD, "The header Allow names the methods that the address takes.")
    if isinstance(raised, exceptions.Throttled):
        again = max(1, int(getattr(raised, "wait", None) or 1))
        told = "The limit is used up; the header Retry-After says for how many seconds."
        return Problem(TOO_MANY, told, again=again)
    if isinstance(raised, exceptions.APIException) and raised.status_code < FAULT.status:
        return Problem(INVALID_VALUE, str(raised.detail))
    if isinstance(raised, SuspiciousOperation | BadRequest):
        return Problem(UNREADABLE, "Too many parameters, or a host or header that is not of this site.")
    if isinstance(raised, OperationalError | InterfaceError):
        return Problem(UNAVAILABLE, "The database does not answer; ask again in some seconds.", again=_AWAY)
    return None
