"""The catalogue for other portals: DCAT-AP 3 as JSON-LD, and each table as a Dataset of schema.org."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from rest_framework.request import Request

from reports.opendata.addresses import absolute, archive_at, table_at
from reports.opendata.answers import Made
from reports.opendata.books import as_json
from reports.opendata.describing import describe
from reports.opendata.formats import CSV, JSON, JSON_LD, JSON_STAT, XLSX, Format
from reports.opendata.licence import licence
from reports.opendata.standing import Standing, said, stamp_of_all, standing
from reports.opendata.views import OpenView
from reports.opendata.wording import (
    LABEL_EN,
    LABEL_ZH,
    PUBLISHER_EN,
    PUBLISHER_ZH,
    citation,
    iso,
    moment,
    sentence,
)
from reports.stats.service import Note, PublishedTable

_CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPES = {"csv": "CSV", "json": "JSON", "xlsx": "XLSX", "jsonstat": "JSON", "zip": "ZIP"}
_EU = "http://publications.europa.eu/resource/authority"
#: Population and society; the languages of labels; irregular, since a release needs a decision; public.
_THEME = f"{_EU}/data-theme/SOCI"
_LANGUAGES = (f"{_EU}/language/ZHO", f"{_EU}/language/ENG")
_IRREGULAR = f"{_EU}/frequency/IRREG"
_PUBLIC = f"{_EU}/access-right/PUBLIC"
_WITHDRAWN = f"{_EU}/dataset-status/WITHDRAWN"
#: Inner Mongolia at GeoNames.
_PLACE = "https://sws.geonames.org/2035607/"
_ZIP = Format("zip", "application/zip", "zip")


class Catalogue(OpenView):
    """The catalogue of the newest release as DCAT-AP 3."""

    formats = (JSON_LD,)

    @describe("catalogue")
    def get(self, request: Request) -> HttpResponse:
        found = standing()
        return self.answer(
            request,
            stamp=stamp_of_all(),
            make=lambda kind: Made(as_json(_graph(request._request, found)).encode(), "catalogue.jsonld"),
        )


def schema_org(request: HttpRequest, found: Standing | None) -> list[dict[str, Any]]:
    """Each table as a Dataset, for the pages that people see; nothing before the first release."""
    return [_schema_org(request, each) for each in found.tables.values()] if found else []


def _graph(request: HttpRequest, found: Standing | None) -> dict[str, Any]:
    catalogue, publisher = absolute(request, "catalogue"), f"{absolute(request, 'catalogue')}#publisher"
    tables = [*found.tables.values()] if found else []
    datasets = [_dataset(request, each, publisher) | _versioned(found) for each in tables]
    if found:
        datasets.append(_whole(request, found, publisher) | _versioned(found))
    service = _service(request, publisher, [each["@id"] for each in datasets])
    datasets += [_withdrawn(request, each, publisher) for each in said() if each.withdrawn]
    dated = {"dct:modified": _typed(moment(found.release), "dateTime")} if found else {}
    head = {
        "@id": catalogue,
        "@type": "dcat:Catalog",
        "dct:title": _both(f"{PUBLISHER_ZH}开放数据", f"{PUBLISHER_EN}: open data"),
        "dct:description": _both(f"公开统计，{LABEL_ZH}。", f"Public statistics. {LABEL_EN}."),
        "dct:publisher": {"@id": publisher},
        "dct:license": {"@id": licence().url},
        "dct:language": [{"@id": each} for each in _LANGUAGES],
        "dct:spatial": {"@id": _PLACE},
        "dcat:themeTaxonomy": {"@id": f"{_EU}/data-theme"},
        "foaf:homepage": {"@id": request.build_absolute_uri("/open/")},
        "dcat:dataset": [{"@id": each["@id"]} for each in datasets],
        "dcat:service": {"@id": service["@id"]},
        **dated,
    }
    agent = {"@id": publisher, "@type": "foaf:Agent", "foaf:name": _both(PUBLISHER_ZH, PUBLISHER_EN)}
    # What is referred to by the profile has its type beside it, so that a validator needs nothing else.
    known = [
        {"@id": licence().url, "@type": "dct:LicenseDocument"},
        {"@id": _PLACE, "@type": "dct:Location"},
        *({"@id": each, "@type": "dct:LinguisticSystem"} for each in _LANGUAGES),
    ]
    return {"@context": _CONTEXT, "@graph": [head, agent, service, *datasets, *known]}


def _dataset(request: HttpRequest, table: PublishedTable, publisher: str) -> dict[str, Any]:
    address = table_at(request, table)
    quoted = citation(table, address)
    return {
        **_common(address, publisher, table),
        "dct:identifier": f"{table.key}-{table.release.number}",
        "dct:title": _both(table.title_zh, table.title_en),
        "dct:description": _both(f"{LABEL_ZH}。{quoted['zh']}", f"{LABEL_EN}. {quoted['en']}"),
        "dcat:keyword": _both("人才", "talent"),
        "dcat:distribution": [
            _distribution(table_at(request, table, format=each.key), address, each)
            for each in (JSON, CSV, XLSX, JSON_STAT)
        ],
    }


def _whole(request: HttpRequest, found: Standing, publisher: str) -> dict[str, Any]:
    """The release as one: all tables in one file."""
    address = absolute(request, "release", found.release.number)
    first = next(iter(found.tables.values()), None)
    return {
        **(_common(address, publisher, first) if first else {"@id": address, "@type": "dcat:Dataset"}),
        "dct:identifier": f"release-{found.release.number}",
        "dct:title": _both(f"第 {found.release.number} 号发布", f"Release {found.release.number}"),
        "dct:description": _both("全部数据表，CSV 和 Parquet。", "All tables as CSV and Parquet."),
        "dct:hasPart": [{"@id": table_at(request, each)} for each in found.tables.values()],
        "dcat:distribution": [_distribution(archive_at(request, found.release), address, _ZIP)],
    }


def _versioned(found: Standing | None) -> dict[str, Any]:
    """What is said of the release afterwards."""
    told = [sentence(each) for each in (found.notes if found else ())]
    return {"adms:versionNotes": [line for each in told for line in _both(**each)]} if told else {}


def _withdrawn(request: HttpRequest, note: Note, publisher: str) -> dict[str, Any]:
    """A release that is there no longer: other portals learn that it is to be taken away there too."""
    told, number = sentence(note), note.release
    return {
        "@id": absolute(request, "release", number),
        "@type": "dcat:Dataset",
        "dct:identifier": f"release-{number}",
        "dct:title": _both(f"第 {number} 号发布(已撤回)", f"Release {number} (withdrawn)"),
        "dct:description": _both(**told),
        "dct:publisher": {"@id": publisher},
        "dct:modified": _typed(iso(localtime(note.at)), "dateTime"),
        "dcat:version": str(number),
        "adms:status": {"@id": _WITHDRAWN},
        "adms:versionNotes": _both(**told),
    }


def _common(address: str, publisher: str, table: PublishedTable) -> dict[str, Any]:
    release = table.release
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:publisher": {"@id": publisher},
        "dct:issued": _typed(moment(release), "dateTime"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(iso(release.as_of), "date"),
            "dcat:endDate": _typed(iso(release.as_of), "date"),
        },
        "dcat:version": str(release.number),
        "dct:language": [{"@id": each} for each in _LANGUAGES],
        "dct:spatial": {"@id": _PLACE},
        "dct:accrualPeriodicity": {"@id": _IRREGULAR},
        "dct:accessRights": {"@id": _PUBLIC},
        "dcat:theme": {"@id": _THEME},
    }


def _distribution(address: str, access: str, kind: Format) -> dict[str, Any]:
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": kind.key.upper(),
        "dcat:accessURL": {"@id": access},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _MEDIA + kind.media_type},
        "dct:format": {"@id": _FILE_TYPE + _FILE_TYPES[kind.key]},
        "dct:license": {"@id": licence().url},
        "dcatap:availability": {"@id": f"{_EU}/planned-availability/STABLE"},
    }


def _service(request: HttpRequest, publisher: str, served: list[str]) -> dict[str, Any]:
    return {
        "@id": f"{absolute(request, 'index')}#service",
        "@type": "dcat:DataService",
        "dct:title": _both("开放数据接口", "Open data interface"),
        "dct:publisher": {"@id": publisher},
        "dcat:endpointURL": {"@id": absolute(request, "index")},
        "dcat:endpointDescription": {"@id": absolute(request, "schema")},
        "dct:license": {"@id": licence().url},
        "dcat:servesDataset": [{"@id": each} for each in served],
    }


def _schema_org(request: HttpRequest, table: PublishedTable) -> dict[str, Any]:
    address = table_at(request, table)
    publisher = {"@type": "Organization", "name": PUBLISHER_ZH, "alternateName": PUBLISHER_EN}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": request.build_absolute_uri("/open/"),
        "name": table.title_zh,
        "alternateName": table.title_en,
        "description": f"{table.title_zh}。{LABEL_ZH}。 {table.title_en}. {LABEL_EN}.",
        "identifier": f"{table.key}-{table.release.number}",
        "version": str(table.release.number),
        "datePublished": moment(table.release),
        "temporalCoverage": iso(table.release.as_of),
        "spatialCoverage": "内蒙古自治区",
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
        "license": licence().url,
        "creator": publisher,
        "publisher": publisher,
        "creditText": citation(table, address)["zh"],
        "variableMeasured": "人数（经保密处理的近似数）",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": each.media_type,
                "contentUrl": table_at(request, table, format=each.key),
            }
            for each in (CSV, JSON, XLSX, JSON_STAT)
        ],
    }


def _both(zh: str, en: str) -> list[Mapping[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
