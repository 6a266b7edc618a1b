"""Answers that stand ready: packed once, told by their tag, and no more of them than may be."""

import gzip

import brotli
import pytest
from django.test import RequestFactory

from reports.opendata import answers
from reports.opendata.answers import Made, answered
from reports.opendata.formats import CSV, JSON, XLSX

LONG = b"[" + b"1234567890," * 500 + b"0]"


def ask(query="", *, stamp="7-a", kind=JSON, body=LONG, made=None, **headers):
    def make():
        if made is not None:
            made.append(query)
        return Made(body, "file")

    return answered(
        RequestFactory().get(f"/open/v1/tables/?{query}", headers=headers), stamp=stamp, kind=kind, make=make
    )


def test_a_question_is_worked_out_once_until_the_stamp_changes():
    made = []
    tags = {ask("a=1", made=made)["ETag"] for _ in range(3)}
    other = ask("a=1", stamp="8-b", made=made)["ETag"]
    assert (made, len(tags), other in tags) == (["a=1", "a=1"], 1, False)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("br;q=0.5, GZIP ;Q=0.8", "gzip", gzip.decompress),
        ("gzip;q=0", None, bytes),
        ("*", "br", brotli.decompress),
        ("*, br;q=0.000", "gzip", gzip.decompress),
        ("*;q=0", None, bytes),
        ("abrupt, gzipped", None, bytes),
        ("br;q=nan, gzip;q=2", None, bytes),
    ],
)
def test_an_answer_is_packed_as_the_caller_takes_it(accepted, encoding, unpack):
    answer = ask(**{"accept-encoding": accepted})
    assert (answer.get("Content-Encoding"), unpack(answer.content)) == (encoding, LONG)
    assert (answer["Content-Length"], answer["Vary"]) == (str(len(answer.content)), "Accept, Accept-Encoding")


def test_what_is_short_or_packed_already_is_sent_as_it_is():
    short, packed = (
        ask("b", body=b"[]", **{"accept-encoding": "br"}),
        ask(kind=XLSX, **{"accept-encoding": "br"}),
    )
    assert ["Content-Encoding" in each for each in (short, packed)] == [False, False]


@pytest.mark.parametrize("form", ["{}", '"other", {}', "*"])
def test_whoever_has_the_answer_gets_304_with_the_headers_that_go_on_holding(form):
    tag = ask()["ETag"]
    again = ask(**{"if-none-match": form.format(tag)})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == "public, max-age=300"
    assert ask(**{"if-none-match": 'W/"other"'}).status_code == 200


def test_formats_of_one_question_are_different_answers():
    assert ask()["ETag"] != ask(kind=CSV)["ETag"]


def test_another_licence_makes_another_tag(settings):
    before = ask()["ETag"]
    settings.OPEN_LICENCE = "CC0-1.0"
    answers._kept.clear()
    assert ask()["ETag"] != before


def test_no_more_is_held_than_may_be_and_what_was_asked_for_last_stays(settings):
    settings.OPEN_DATA_CACHE_BYTES = 3 * (2 * len(LONG) + 1024)
    made = []
    for query in ("a", "b", "c", "a", "d", "a", "b"):
        ask(query, made=made)
    assert made == ["a", "b", "c", "d", "b"]
    assert (
        answers._held == sum(each.size for each in answers._kept.values()) <= settings.OPEN_DATA_CACHE_BYTES
    )
