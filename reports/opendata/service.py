"""What other parts may use of reports.opendata."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from reports.opendata.asking import unknown_parameters
from reports.opendata.books import Book, book_of
from reports.opendata.catalogue import schema_org
from reports.opendata.csvtable import SAID, said
from reports.opendata.kinds import NO_SUCH_RELEASE
from reports.opendata.licence import Licence, licence
from reports.opendata.limits import SEARCHES, SHEETS, address_told, seconds_to_wait
from reports.opendata.packing import takes_gzip
from reports.opendata.problems import (
    NO_NUMBER,
    answer_to,
    body_refused,
    fault_told,
    of_parameter,
    of_withdrawn,
)
from reports.opendata.questions import unknown_codes
from reports.opendata.standing import Standing, standing, withdrawal
from reports.opendata.standing import said as said_of_releases
from reports.opendata.wording import moment, sentence

__all__ = [
    "SAID",
    "SEARCHES",
    "SHEETS",
    "Book",
    "Licence",
    "Standing",
    "address_told",
    "answer_to",
    "body_refused",
    "book_of",
    "described_for_search_engines",
    "fault_told",
    "licence",
    "moment",
    "no_parameter",
    "no_release",
    "no_such",
    "said",
    "said_of_releases",
    "seconds_to_wait",
    "standing",
    "takes_gzip",
]


def no_release(request: HttpRequest, number: int | None) -> HttpResponse:
    """The problem for programs that the release of this number is not there: 410 with the reason where it was
    withdrawn."""
    gone = withdrawal(number) if number is not None else None
    if gone is None:
        return answer_to(of_parameter(NO_SUCH_RELEASE, "release", NO_NUMBER), request)
    return answer_to(of_withdrawn(sentence(gone)), request)


def no_such(request: HttpRequest, name: str, unknown: Iterable[str], has: Iterable[str]) -> HttpResponse:
    """The problem for programs that the codes of a parameter are not there, and which are."""
    return answer_to(unknown_codes(name, unknown, has), request)


def no_parameter(request: HttpRequest, unknown: Iterable[str], known: Iterable[str]) -> HttpResponse:
    """The problem for programs that an address has no such parameters, and which it has."""
    return answer_to(unknown_parameters(unknown, known), request)


def described_for_search_engines(request: HttpRequest, *keys: str) -> list[dict[str, Any]]:
    """Datasets of schema.org of the newest release: of the tables with these keys, or of all."""
    found = schema_org(request, standing())
    wanted = {f"{key}-" for key in keys}
    return [each for each in found if not keys or any(each["identifier"].startswith(key) for key in wanted)]
