from django.urls import path

from reports.opendata.api import Index, Schema, TableDetail, TableList
from reports.opendata.definitions import DefinitionDetail, DefinitionFormat, DefinitionList

app_name = "opendata"

urlpatterns = [
    path("open/v1/", Index.as_view(), name="index"),
    path("open/v1/tables/", TableList.as_view(), name="tables"),
    path("open/v1/tables/<slug:key>/", TableDetail.as_view(), name="table"),
    path("open/v1/definitions/", DefinitionList.as_view(), name="definitions"),
    path("open/v1/definitions/<slug:key>/", DefinitionDetail.as_view(), name="definition"),
    path("open/v1/definition-format/", DefinitionFormat.as_view(), name="definition_format"),
    path("open/v1/schema/", Schema.as_view(), name="schema"),
]
