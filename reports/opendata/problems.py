"""Errors as problem details (RFC 9457): a kind that stays, what happened here, and what to do.

`type` is an address of the page for people that explains the kind; programs compare it as a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework import exceptions, status
from rest_framework.request import Request

from reports.opendata.books import as_json

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name in addresses, its title, its status."""

    slug: str
    title: str
    status: int


UNKNOWN_PARAMETER = Kind("unknown-parameter", "Unknown parameter", status.HTTP_400_BAD_REQUEST)
INVALID_VALUE = Kind("invalid-value", "A parameter has a value that it cannot have", 400)
INVALID_KEY = Kind("invalid-key", "The key is not valid or has expired", status.HTTP_401_UNAUTHORIZED)
NOT_FOUND = Kind("not-found", "There is nothing at this address", status.HTTP_404_NOT_FOUND)
NO_SUCH_TABLE = Kind("no-such-table", "The release has no such table", 404)
NO_SUCH_RELEASE = Kind("no-such-release", "There is no such release", 404)
WITHDRAWN = Kind("withdrawn", "The release was withdrawn", status.HTTP_410_GONE)
NO_SUCH_CODE = Kind("no-such-code", "The table has no such code", 404)
NO_SUCH_CURSOR = Kind("no-such-cursor", "The cursor does not belong to this question", 404)
WRONG_METHOD = Kind("method-not-allowed", "The address does not take this method", 405)
NO_SUCH_FORMAT = Kind("not-acceptable", "The address has none of the accepted formats", 406)
TOO_MANY = Kind("too-many-requests", "Too many requests", status.HTTP_429_TOO_MANY_REQUESTS)
FAULT = Kind("fault", "Something went wrong here", status.HTTP_500_INTERNAL_SERVER_ERROR)

KINDS = (
    *(UNKNOWN_PARAMETER, INVALID_VALUE, INVALID_KEY, NOT_FOUND, NO_SUCH_TABLE, NO_SUCH_RELEASE, NO_SUCH_CODE),
    *(WITHDRAWN, NO_SUCH_CURSOR, WRONG_METHOD, NO_SUCH_FORMAT, TOO_MANY, FAULT),
)


class Problem(Exception):
    """Ends an answer with a problem. `errors`: by parameter what is wrong with it and what it may be.

    `again`: after how many seconds the same may be asked, 0 where that would change nothing.
    """

    def __init__(
        self, kind: Kind, detail: str, *, errors: Mapping[str, str] | None = None, again: int = 0
    ) -> None:
        super().__init__(detail)
        self.again = again
        self.kind, self.detail, self.errors = kind, detail, dict(errors or {})


def of_parameter(kind: Kind, name: str, detail: str) -> Problem:
    """A problem with one parameter."""
    return Problem(kind, f"{name}: {detail}", errors={name: detail})


def answer_to(raised: Exception, request: Request) -> HttpResponse | None:
    """The answer to what a view of the interface raised; None where nobody foresaw it."""
    problem = raised if isinstance(raised, Problem) else _foreseen(raised)
    if problem is None:
        return None
    answer = HttpResponse(as_json(told(problem, request)), MEDIA_TYPE, status=problem.kind.status)
    if problem.again:
        answer["Retry-After"] = str(problem.again)
    if problem.kind is INVALID_KEY:
        answer["WWW-Authenticate"] = 'ApiKey realm="open data"'
    # A cache in between must not go on answering with what was wrong a moment ago.
    answer["Cache-Control"] = "no-store"
    return answer


def told(problem: Problem, request: Request) -> dict[str, Any]:
    """The members of the answer."""
    page = request.build_absolute_uri(reverse("opendata:guide"))
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
    """The same of what the REST framework and Django raise themselves."""
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
    return None
