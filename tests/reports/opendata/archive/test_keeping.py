"""The archive: complete, checked, the same as every other way to the figures."""

import csv
import hashlib
import io
import zipfile
from collections import Counter

import polars as pl
import pytest

from reports.opendata.archive import keeping
from reports.opendata.standing import standing
from talent.jobs.service import name_of

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]


@pytest.fixture
def opened(client):
    answer = client.get("/open/v1/releases/7/archive/")
    body = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        yield answer, body, {name: archive.read(name) for name in archive.namelist()}


def lines(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_archive_has_every_table_twice_with_dictionary_codes_and_checksums(client, opened):
    answer, body, files = opened
    tables = ("league_category", "league_sex")
    assert [*files] == [
        *("README.md", "dictionary.csv", "codes.csv"),
        *(f"{kind}/{key}.{kind}" for key in tables for kind in ("csv", "parquet")),
        "SHA256SUMS",
    ]
    told = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert told == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    file = client.get("/open/v1/releases/7/").json()["file"]
    assert file == {
        "name": "inner-mongolia-talent-7.zip",
        "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    assert answer["Content-Disposition"] == 'attachment; filename="inner-mongolia-talent-7.zip"'


def test_csv_parquet_json_and_json_stat_have_the_same_figures(client, opened):
    _answer, _body, files = opened
    for key, dimension in (("league_category", "category"), ("league_sex", "sex")):
        told = client.get(f"/open/v1/tables/{key}/").json()["cells"]
        expected = [(each["area"], each["classes"][dimension], each["value"], each["mark"]) for each in told]
        found = [
            (line["area"], line[dimension], int(line["value"]) if line["value"] else None, line["mark"])
            for line in lines(files[f"csv/{key}.csv"])
        ]
        frame = pl.read_parquet(io.BytesIO(files[f"parquet/{key}.parquet"]))
        assert found == expected
        assert frame.select("area", dimension, "value", "mark").rows() == expected
        assert (frame.schema["value"], frame.schema["as_of"]) == (pl.Int64, pl.Date)
        cube = client.get(f"/open/v1/tables/{key}/?format=jsonstat").json()
        assert Counter(cube["value"]) == Counter(value for _, _, value, _ in expected)
        live = client.get(f"/open/v1/tables/{key}/?format=csv").content
        assert live == files[f"csv/{key}.csv"]


def test_the_dictionary_names_every_column_and_the_codes_are_those_that_occur(opened):
    _answer, _body, files = opened
    described = {(line["table"], line["column"]) for line in lines(files["dictionary.csv"])}
    coded = {(line["table"], line["dimension"], line["code"]) for line in lines(files["codes.csv"])}
    for key, dimension in (("league_category", "category"), ("league_sex", "sex")):
        table = lines(files[f"csv/{key}.csv"])
        assert {(key, column) for column in table[0]} <= described
        met = {(key, name, line[name]) for line in table for name in ("area", dimension)}
        assert met <= coded


def test_whoever_has_the_archive_is_not_sent_it_again(client, opened):
    answer, _body, _files = opened
    again = client.get("/open/v1/releases/7/archive/", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, answer["ETag"])
    assert client.get("/open/v1/releases/9/archive/").status_code == 404


@pytest.mark.parametrize("form", ["W/{}", '"other", W/{}', "*", '"a,b" , {}'])
def test_the_tag_is_found_in_any_list_that_may_be_sent(client, opened, form):
    tag = opened[0]["ETag"]
    sent = {"if-none-match": form.format(tag), "range": "bytes=0-1"}
    assert client.get("/open/v1/releases/7/archive/", headers=sent).status_code == 304


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-3", 0, 3), ("10-", 10, None), ("-5", -5, None), ("4-999999999", 4, None), ("-999999999", 0, None)],
)
def test_a_part_of_the_archive_can_be_asked_for_to_go_on_where_a_download_broke_off(
    client, opened, asked, first, last
):
    whole, body, _files = opened
    part = body[first : None if last is None else last + 1]
    sent = {"range": f"bytes={asked}", "if-range": whole["ETag"]}
    answer = client.get("/open/v1/releases/7/archive/", headers=sent)
    begin = body.index(part) if first >= 0 else len(body) + first
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, part)
    assert answer["Content-Range"] == f"bytes {begin}-{begin + len(part) - 1}/{len(body)}"
    assert (answer["Content-Length"], answer["ETag"]) == (str(len(part)), whole["ETag"])
    assert (whole["Accept-Ranges"], whole["Vary"]) == ("bytes", "Accept")


@pytest.mark.parametrize(
    "sent",
    [
        {"range": "bytes=0-1,4-5"},
        {"range": "bytes=5-2"},
        {"range": "bytes=-"},
        {"range": "lines=0-1"},
        {"range": "bytes=0-1", "if-range": '"of another release"'},
    ],
)
def test_what_is_no_single_part_of_this_archive_is_answered_with_all_of_it(client, opened, sent):
    answer = client.get("/open/v1/releases/7/archive/", headers=sent)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, opened[1])


@pytest.mark.parametrize("asked", ["{size}-", "99999999999-", "-0"])
def test_a_part_beyond_the_end_is_a_problem_that_says_how_long_the_archive_is(client, opened, asked):
    size = len(opened[1])
    sent = {"range": f"bytes={asked.format(size=size)}"}
    answer = client.get("/open/v1/releases/7/archive/", headers=sent)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")
    assert answer.json()["type"] == "http://testserver/open/guide/#range-not-satisfiable"


def test_it_is_made_once_and_another_machine_makes_the_same_bytes(settings, tmp_path, monkeypatch):
    first = keeping.kept_archive(standing(7))
    settings.OPEN_DATA_DIR = tmp_path
    elsewhere = keeping.kept_archive(standing(7))
    assert (first.path != elsewhere.path, first.sha256) == (True, elsewhere.sha256)
    monkeypatch.setattr(keeping, "_made", lambda standing: pytest.fail("made again"))
    assert keeping.kept_archive(standing(7)) == elsewhere


def test_the_job_of_a_release_makes_it(settings, tmp_path):
    from reports.opendata.tasks import make_archive

    settings.OPEN_DATA_DIR = tmp_path
    make_archive(release=7)
    make_archive(release=99)  # withdrawn meanwhile: nothing to do
    assert [each.suffix for each in (tmp_path / "archives").iterdir() if each.suffix] == [".zip"]
    assert str(name_of("opendata.archive")) == "制作开放数据压缩包"
