"""Addresses of the open interface, and the two pages for people who write programs for it."""

from django.urls import include, path, re_path

from reports.opendata import pages
from reports.opendata.api import DimensionList, Index, TableDetail, TableList
from reports.opendata.archive.views import ArchiveFile
from reports.opendata.catalogue import Catalogue
from reports.opendata.codelists import AreaList, CodeListDetail, CodeListList
from reports.opendata.definitions import DefinitionDetail, DefinitionFormat, DefinitionList
from reports.opendata.feed import Feed
from reports.opendata.keyviews import Keys
from reports.opendata.openapi import Schema
from reports.opendata.releases import ReleaseDetail, ReleaseList
from reports.opendata.unknown import Unknown

app_name = "opendata"

_V1 = [
    # The most asked one first: every other one before it is tried at each of its requests.
    path("tables/<slug:key>/", TableDetail.as_view(), name="table"),
    path("", Index.as_view(), name="index"),
    path("releases/", ReleaseList.as_view(), name="releases"),
    path("releases/<int:number>/", ReleaseDetail.as_view(), name="release"),
    path("releases/<int:number>/archive/", ArchiveFile.as_view(), name="archive"),
    path("tables/", TableList.as_view(), name="tables"),
    path("dimensions/", DimensionList.as_view(), name="dimensions"),
    path("areas/", AreaList.as_view(), name="areas"),
    path("code-lists/", CodeListList.as_view(), name="code_lists"),
    path("code-lists/<slug:key>/", CodeListDetail.as_view(), name="code_list"),
    path("definitions/", DefinitionList.as_view(), name="definitions"),
    path("definitions/<slug:key>/", DefinitionDetail.as_view(), name="definition"),
    path("definition-format/", DefinitionFormat.as_view(), name="definition_format"),
    path("catalogue/", Catalogue.as_view(), name="catalogue"),
    path("feed/", Feed.as_view(), name="feed"),
    path("keys/", Keys.as_view(), name="keys"),
    path("schema/", Schema.as_view(), name="schema"),
    # Whatever it is: a line break is no path to Django, which would answer with a page.
    re_path(r"^(?P<rest>(?s:.+))\Z", Unknown.as_view(), name="unknown"),
]
urlpatterns = [
    path("open/v1/", include(_V1)),
    path("open/guide/", pages.guide, name="guide"),
    path("open/console/", pages.console, name="console"),
]
