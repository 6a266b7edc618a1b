"""The portal's desk of a unit reviewer, relative to /unit/<organisation>/spot-checks/."""

from django.urls import path

from reviews.spotchecks import unit_pages

app_name = "unit_spot_checks"
urlpatterns = [
    path("", unit_pages.UnitIndex.as_view(), name="index"),
    path("new/", unit_pages.UnitNew.as_view(), name="new"),
    path("of/<int:record>/", unit_pages.UnitOne.as_view(), name="one"),
    path("doubts/", unit_pages.UnitDoubts.as_view(), name="doubts"),
    path("doubts/<int:pk>/", unit_pages.UnitDoubt.as_view(), name="doubt"),
    path("<int:pk>/", unit_pages.UnitCheck.as_view(), name="check"),
    path("<int:pk>/<int:number>/", unit_pages.UnitItem.as_view(), name="item"),
]
