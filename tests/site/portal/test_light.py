"""Who takes no packing gets none."""

import gzip

import pytest
from django.http import HttpResponse

from portal.light import light


@light
def page(_request):
    return HttpResponse("内蒙古" * 200)


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("gzip", True),
        ("br;q=1, gzip;q=0.2", True),
        ("gzip;q=0", False),
        ("br, gzip;q=0.000", False),
        ("identity", False),
        ("", False),
    ],
)
def test_a_page_is_packed_for_whoever_takes_it(rf, header, packed):
    answer = page(rf.get("/", headers={"accept-encoding": header}))
    assert (answer.get("Content-Encoding"), answer["Vary"]) == ("gzip" if packed else None, "Accept-Encoding")
    body = gzip.decompress(answer.content) if packed else answer.content
    assert body.decode() == "内蒙古" * 200
