"""The catalogue, read by somebody else's program."""

import json

import pytest
from bs4 import BeautifulSoup
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.namespace import FOAF

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.usefixtures("released"),
    # The library's reader of JSON-LD uses what the library itself gives up.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated", "ignore:Dataset.default_context"),
]
BASE = "http://testserver/open/v1/"
TABLE = URIRef(f"{BASE}tables/league_category/?release=7")
BY = URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture
def graph(client):
    answer = client.get("/open/v1/catalogue/")
    assert answer["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.content, format="json-ld")


def test_rdflib_reads_a_catalogue_with_every_table_and_the_whole_release(graph):
    catalogue = URIRef(f"{BASE}catalogue/")
    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    assert set(graph.objects(catalogue, DCAT.dataset)) == {
        *(URIRef(f"{BASE}tables/{key}/?release=7") for key in ("league_category", "league_sex")),
        URIRef(f"{BASE}releases/7/"),
    }


def test_every_thing_has_what_the_profile_asks_for(graph):
    """The mandatory properties of DCAT-AP 3."""
    needed = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
        DCAT.Distribution: (DCAT.accessURL,),
        DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
        FOAF.Agent: (FOAF.name,),
    }
    found = {kind: set(graph.subjects(RDF.type, kind)) for kind in needed}
    assert {kind: len(each) for kind, each in found.items()} == {
        DCAT.Catalog: 1,
        DCAT.Dataset: 3,
        DCAT.Distribution: 9,
        DCAT.DataService: 1,
        FOAF.Agent: 1,
    }
    missing = [
        (subject, name)
        for kind, names in needed.items()
        for subject in found[kind]
        for name in names
        if (subject, name, None) not in graph
    ]
    assert missing == []


def test_a_table_has_its_names_in_both_languages_its_release_and_its_formats(graph):
    assert set(graph.objects(TABLE, DCTERMS.title)) == {
        Literal("各盟市各类别人才", lang="zh"),
        Literal("Talent by league and category", lang="en"),
    }
    assert graph.value(TABLE, URIRef(f"{DCAT}version")) == Literal("7")
    ways = list(graph.objects(TABLE, DCAT.distribution))
    assert {graph.value(way, DCTERMS.license) for way in ways} == {BY}
    assert {str(graph.value(way, DCAT.downloadURL)) for way in ways} == {
        f"{TABLE}&format={each}" for each in ("json", "csv", "xlsx", "jsonstat")
    }


def test_what_the_catalogue_leads_to_is_there(client, graph):
    addresses = {str(each) for each in graph.objects(None, DCAT.downloadURL)}
    answers = [client.get(address) for address in addresses]
    assert {each.status_code for each in answers} == {200}
    for each in answers:
        each.close()


@pytest.mark.parametrize(("page", "tables"), [("/open/", 2), ("/statistics/", 1)])
def test_pages_describe_their_tables_to_search_engines_without_a_script_that_runs(client, page, tables):
    found = BeautifulSoup(client.get(page).content, "html.parser").find_all("script", src=False)
    assert [each["type"] for each in found] == ["application/ld+json"]
    told = json.loads(found[0].string)
    assert (len(told), {each["@type"] for each in told}) == (tables, {"Dataset"})
    assert told[0] | {"license": BY.toPython(), "version": "7", "isAccessibleForFree": True} == told[0]
    assert "<" not in found[0].string
