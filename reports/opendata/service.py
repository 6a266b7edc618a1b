"""What other parts may use of reports.opendata."""

from typing import Any

from django.http import HttpRequest

from reports.opendata.books import Book, book_of
from reports.opendata.catalogue import schema_org
from reports.opendata.csvtable import SAID, said
from reports.opendata.licence import Licence, licence
from reports.opendata.limits import SEARCHES, address_told, seconds_to_wait
from reports.opendata.packing import takes_gzip
from reports.opendata.problems import answer_to, body_refused, fault_told
from reports.opendata.standing import Standing, standing
from reports.opendata.standing import said as said_of_releases
from reports.opendata.wording import moment

__all__ = [
    "SAID",
    "SEARCHES",
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
    "said",
    "said_of_releases",
    "seconds_to_wait",
    "standing",
    "takes_gzip",
]


def described_for_search_engines(request: HttpRequest, *keys: str) -> list[dict[str, Any]]:
    """Datasets of schema.org of the newest release: of the tables with these keys, or of all."""
    found = schema_org(request, standing())
    wanted = {f"{key}-" for key in keys}
    return [each for each in found if not keys or any(each["identifier"].startswith(key) for key in wanted)]
