"""A unit's desk in the portal, relative to /unit/<organisation>/query/."""

from django.urls import path

from reports.query.views import UnitQuery, UnitRecord

app_name = "unit_query"
urlpatterns = [
    path("", UnitQuery.as_view(), name="index"),
    path("<int:pk>/", UnitRecord.as_view(), name="record"),
]
