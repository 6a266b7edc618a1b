"""Addresses of the open interface, and the two pages for people who write programs for it."""

from django.urls import path, re_path

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

urlpatterns = [
    path("open/guide/", pages.guide, name="guide"),
    path("open/console/", pages.console, name="console"),
    path("open/v1/", Index.as_view(), name="index"),
    path("open/v1/releases/", ReleaseList.as_view(), name="releases"),
    path("open/v1/releases/<int:number>/", ReleaseDetail.as_view(), name="release"),
    path("open/v1/releases/<int:number>/archive/", ArchiveFile.as_view(), name="archive"),
    path("open/v1/tables/", TableList.as_view(), name="tables"),
    path("open/v1/tables/<slug:key>/", TableDetail.as_view(), name="table"),
    path("open/v1/dimensions/", DimensionList.as_view(), name="dimensions"),
    path("open/v1/areas/", AreaList.as_view(), name="areas"),
    path("open/v1/code-lists/", CodeListList.as_view(), name="code_lists"),
    path("open/v1/code-lists/<slug:key>/", CodeListDetail.as_view(), name="code_list"),
    path("open/v1/definitions/", DefinitionList.as_view(), name="definitions"),
    path("open/v1/definitions/<slug:key>/", DefinitionDetail.as_view(), name="definition"),
    path("open/v1/definition-format/", DefinitionFormat.as_view(), name="definition_format"),
    path("open/v1/catalogue/", Catalogue.as_view(), name="catalogue"),
    path("open/v1/feed/", Feed.as_view(), name="feed"),
    path("open/v1/keys/", Keys.as_view(), name="keys"),
    path("open/v1/schema/", Schema.as_view(), name="schema"),
    # Whatever it is: a line break is no path to Django, which would answer with a page.
    re_path(r"^open/v1/(?P<rest>(?s:.+))\Z", Unknown.as_view(), name="unknown"),
]
