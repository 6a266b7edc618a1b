"""Which format a request wants."""

import pytest
from django.test import RequestFactory

from reports.opendata.formats import CSV, JSON, XLSX, wanted
from reports.opendata.problems import Problem


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        ("", None, JSON),
        ("format=csv", "application/json", CSV),
        ("", "text/csv", CSV),
        ("", "application/*;q=0.4, text/csv;q=0.8", CSV),
        ("", "*/*, text/csv;q=0", JSON),
        ("", XLSX.media_type, XLSX),
        ("", "text/csv;q=x, */*;q=0.1", JSON),
    ],
)
def test_the_parameter_goes_before_accept_and_the_most_wanted_before_the_rest(query, accept, expected):
    headers = {} if accept is None else {"accept": accept}
    assert wanted(RequestFactory().get(f"/?{query}", headers=headers), (JSON, CSV, XLSX)) is expected


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("format=xml", "*/*", 400),
        ("format=csv&format=json", "*/*", 400),
        ("", "image/png", 406),
        ("", "text/csv;q=0", 406),
        ("", "text/csv; q*=xyz''a", 406),
        ("", "text/csv; q*=undefined''a", 406),
        ("", "application/json, " * 600, 406),
    ],
)
def test_a_format_that_is_not_there_is_a_problem(query, accept, status):
    with pytest.raises(Problem) as raised:
        wanted(RequestFactory().get(f"/?{query}", headers={"accept": accept}), (JSON, CSV))
    assert raised.value.kind.status == status
