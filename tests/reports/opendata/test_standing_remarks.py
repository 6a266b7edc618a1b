"""What is said of a release afterwards: everywhere that its figures are, and where they were."""

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef

from reports.stats.models import Release
from reports.stats.withdrawing import withdraw
from tests.reports.opendata.releases import publish
from tests.reports.stats.corrections import correct
from tests.talent.records.register import account

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    # The library's reader of JSON-LD uses what the library itself gives up.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated", "ignore:Dataset.default_context"),
]
TABLE = "/open/v1/tables/league_category/"
ATOM = "{http://www.w3.org/2005/Atom}"
#: As it may stand from the time before the form refused such signs: everywhere it is read without them.
LOW = {"text_zh": "乌海市\x01偏低", "text_en": "Wuhai\x0b is\ufffe low"}
TWICE = {"text_zh": "重复计数", "text_en": "Counted twice"}


@pytest.fixture(scope="module")
def remarked(django_db_setup, django_db_blocker, fresh_database):
    """Release 7 with a correction, release 8 withdrawn, release 6 with nothing said."""
    with django_db_blocker.unblock():
        for number in (6, 7, 8):
            publish(number)
        by = account("boss", None)
        correct(Release.objects.get(number=7), **LOW)
        withdraw(release=Release.objects.get(number=8), by=by, **TWICE)
        yield
        fresh_database.renew()


def remarks(told):
    return [(each["kind"], each["release"], each["text"]["en"]) for each in told["remarks"]]


@pytest.mark.usefixtures("remarked")
def test_a_table_says_the_corrections_of_its_release_and_the_newest_what_was_withdrawn_after_it(client):
    correction, withdrawal = ("correction", 7, "Wuhai is low"), ("withdrawal", 8, "Counted twice")
    assert remarks(client.get(TABLE).json()) == [withdrawal, correction]
    assert remarks(client.get(f"{TABLE}?release=7").json()) == [correction]
    assert remarks(client.get(f"{TABLE}?release=6").json()) == []
    assert remarks(client.get("/open/v1/releases/7/").json()) == [correction]
    listed = client.get("/open/v1/releases/").json()
    assert [each["release"] for each in listed["releases"]] == [7, 6]
    assert remarks({"remarks": listed["withdrawn"]}) == [withdrawal]


@pytest.mark.usefixtures("remarked")
@pytest.mark.parametrize(
    "address",
    [
        *(f"{TABLE}?release=8", f"{TABLE}?release=8&format=csv", "/open/v1/tables/?release=8"),
        *("/open/v1/dimensions/?release=8", "/open/v1/releases/8/", "/open/v1/releases/8/archive/"),
    ],
)
def test_what_is_withdrawn_is_gone_with_its_reason_in_the_language_of_whoever_asks(client, address):
    for language, reason in (("zh-hans", "重复计数"), ("en", "Counted twice")):
        told = client.get(address, headers={"accept-language": language})
        assert (told.status_code, told.json()["type"]) == (410, "http://testserver/open/guide/#withdrawn")
        assert told.json()["detail"].endswith(reason)


def _lines(book, sheet):
    return book.get_sheet_by_name(sheet).to_python()[1:]


@pytest.mark.usefixtures("remarked")
def test_files_carry_the_correction_too(client):
    assert "Wuhai is low" in client.get(f"{TABLE}?release=7&format=jsonstat&lang=en").json()["note"][1]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{TABLE}?release=7&format=xlsx").content))
    assert any("乌海市偏低" in row[1] for row in book.get_sheet_by_name("说明").to_python())
    assert ["乌海市偏低" in row[-2] and "Wuhai is low" in row[-1] for row in _lines(book, "数据")] == [
        True
    ] * 4
    told = client.get(f"{TABLE}?release=7&format=csv").content.decode("utf-8-sig")
    assert [line.split(",")[-2] for line in told.splitlines()[1:]] == [_lines(book, "数据")[0][-2]] * 4
    answer = client.get("/open/v1/releases/7/archive/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told = archive.read("README.md").decode()
    assert ("Wuhai is low" in told, "乌海市偏低" in told, "Counted twice" in told) == (True, True, False)


@pytest.mark.usefixtures("remarked")
def test_the_feed_and_the_catalogue_tell_those_who_only_follow_them(client):
    feed = fromstring(client.get("/open/v1/feed/").content)
    told = [each.findtext(f"{ATOM}title").partition(" · ")[2] for each in feed.findall(f"{ATOM}entry")]
    assert told == ["Release 8: withdrawn", "Release 7: correction", "Release 7", "Release 6"]
    assert feed.findtext(f"{ATOM}updated") == feed.find(f"{ATOM}entry").findtext(f"{ATOM}updated")
    graph = Graph().parse(data=client.get("/open/v1/catalogue/").content, format="json-ld")
    adms = "http://www.w3.org/ns/adms#"
    gone = URIRef("http://testserver/open/v1/releases/8/")
    assert (gone, RDF.type, DCAT.Dataset) in graph
    assert str(graph.value(gone, URIRef(f"{adms}status"))).endswith("/dataset-status/WITHDRAWN")
    assert (any(graph.objects(gone, DCAT.distribution)), graph.value(gone, DCTERMS.issued)) == (False, None)
    said = set(graph.objects(URIRef(f"http://testserver{TABLE}?release=7"), URIRef(f"{adms}versionNotes")))
    assert sorted(str(each).split(" of ")[0].split(" on ")[0] for each in said if each.language == "en") == [
        *("Correction to release 7", "Release 8 was withdrawn")
    ]
