"""Errors as problem details (RFC 9457): a kind that stays, what happened here, and what to do.

`type` is an address of the page for people that explains the kind; programs compare it as a text. What people
read is in their language: that of the parameter `lang`, else of Accept-Language, else Chinese.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import BadRequest, DisallowedHost, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.log import log_response
from django.utils.text import format_lazy
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.request import Request

from reports.opendata.books import as_json
from reports.opendata.kinds import (
    FAULT,
    INVALID_KEY,
    INVALID_VALUE,
    NOT_FOUND,
    TOO_LARGE,
    TOO_MANY,
    TOO_SLOW,
    UNAVAILABLE,
    UNREADABLE,
    WITHDRAWN,
    WRONG_METHOD,
    Kind,
)

MEDIA_TYPE = "application/problem+json"
#: What people read: names and figures as they are, sentences to be translated when it is written.
type Said = str | Promise


#: Seconds after which a database that did not answer may be asked again.
_AWAY = 10
#: What the parameter `lang` may be, and the language of the site that it names.
_LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Problem(Exception):
    """Ends an answer with a problem. `errors`: by parameter what is wrong with it and what it may be.
    Both are written when it is answered, in the language of whoever reads it.

    `again`: after how many seconds the same may be asked, 0 where that would change nothing.
    """

    def __init__(
        self,
        kind: Kind,
        detail: Said,
        *,
        errors: Mapping[str, Said] | None = None,
        again: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind.slug)
        self.again, self.headers = again, dict(headers or {})
        self.kind, self.detail, self.errors = kind, detail, dict(errors or {})


LIMIT_USED = _("限额已用完；响应头 Retry-After 写明过几秒可以再问。")
NO_DATABASE = _("数据库没有回应，请过几秒再试。")
#: Of a release that is not there.
NO_NUMBER = _("没有这个编号的发布；有哪些，见 /open/v1/releases/")
WRITTEN_DOWN = _("本站已经记录；请稍后再试，或换一种问法。")
_BODIES = {
    TOO_SLOW.status: Problem(TOO_SLOW, _("请把整个请求再发一次。")),
    TOO_LARGE.status: Problem(TOO_LARGE, _("接口的地址都不收一兆字节以上的内容。")),
    UNAVAILABLE.status: Problem(UNAVAILABLE, _("同时发送的内容太多，请过几秒再试。"), again=_AWAY),
}
_FAULT = Problem(FAULT, WRITTEN_DOWN)


def of_parameter(kind: Kind, name: str, detail: Said) -> Problem:
    """A problem with one parameter."""
    return Problem(kind, format_lazy("{}: {}", name, detail), errors={name: detail})


def one_of(known: Iterable[str]) -> Promise:
    """What to write instead of a word that is none of a few."""
    return format_lazy(_("只能是：{known}"), known=", ".join(known))


def of_withdrawn(reason: Mapping[str, str]) -> Problem:
    """That a release is no longer there, with the reason by language, "zh" and "en"."""
    told = lazy(lambda: reason["en" if (get_language() or "").startswith("en") else "zh"], str)
    return Problem(WITHDRAWN, told())


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
    language = _language(request)
    with override(language):
        body = as_json(told(problem, _page(request), request.path))
    answer = HttpResponse(body, MEDIA_TYPE, status=problem.kind.status)
    answer["Content-Language"] = language
    # Read by `config.headers`: this answer differs by Accept-Language.
    answer.in_language = True  # type: ignore[attr-defined]  # reason: Django's answer is open
    for name, value in problem.headers.items():
        answer[name] = value
    if problem.again:
        answer["Retry-After"] = str(problem.again)
    if problem.kind is INVALID_KEY:
        answer["WWW-Authenticate"] = 'ApiKey realm="open data"'
    # A cache in between must not go on answering with what was wrong a moment ago.
    answer["Cache-Control"] = "no-store"
    return answer


def _language(request: HttpRequest) -> str:
    """In which language the caller reads: by the parameter `lang`, which not every address has, else by what
    any page goes by."""
    with suppress(SuspiciousOperation):  # too many parameters: they cannot be read, and that is the problem
        if (asked := request.GET.get("lang")) in _LANGUAGES:
            return _LANGUAGES[asked]
    return get_language_from_request(request)


def _page(request: HttpRequest) -> str:
    """The page that explains the kinds. Whoever asks for another host gets an address without one."""
    page = reverse("opendata:guide")
    with suppress(DisallowedHost):
        page = request.build_absolute_uri(page)
    return page


def told(problem: Problem, page: str, instance: str) -> dict[str, Any]:
    """The members of the answer at the address `instance`, in the active language. `page` explains kinds."""
    members: dict[str, Any] = {
        "type": f"{page}#{problem.kind.slug}",
        "title": str(problem.kind.title),
        "status": problem.kind.status,
        "detail": str(problem.detail),
        "instance": instance,
    }
    if problem.errors:
        members["errors"] = [
            {"parameter": name, "detail": str(detail)} for name, detail in problem.errors.items()
        ]
    return members


def _foreseen(raised: Exception) -> Problem | None:
    """The same of what the REST framework, Django and the database raise themselves."""
    if isinstance(raised, Http404 | exceptions.NotFound):
        return Problem(NOT_FOUND, _("这里没有内容；有哪些地址，见 /open/v1/。"))
    if isinstance(raised, exceptions.MethodNotAllowed):
        return Problem(WRONG_METHOD, _("可用的方法见响应头 Allow。"))
    if isinstance(raised, exceptions.Throttled):
        again = max(1, int(getattr(raised, "wait", None) or 1))
        return Problem(TOO_MANY, LIMIT_USED, again=again)
    if isinstance(raised, exceptions.APIException) and raised.status_code < FAULT.status:
        return Problem(INVALID_VALUE, str(raised.detail))
    if isinstance(raised, SuspiciousOperation | BadRequest):
        return Problem(UNREADABLE, _("参数太多，或者主机名、请求头不是本站的。"))
    if isinstance(raised, OperationalError | InterfaceError):
        return Problem(UNAVAILABLE, NO_DATABASE, again=_AWAY)
    return None
