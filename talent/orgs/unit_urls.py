"""Addresses of a unit's own users, below /unit/<organisation>/users/."""

from django.urls import path

from talent.orgs.standin_pages import UnitStandIn
from talent.orgs.unit_pages import UnitUserDetail, UnitUsers

app_name = "unit_users"

urlpatterns = [
    path("", UnitUsers.as_view(), name="index"),
    path("<int:pk>/", UnitUserDetail.as_view(), name="user"),
    path("<int:pk>/stand-in/", UnitStandIn.as_view(), name="stand_in"),
]
