"""Addresses of a unit about individuals: what they handed in, and inviting a person of the unit."""

from django.urls import path

from talent.collect.views import inviting, selfentries

app_name = "self_entries"

urlpatterns = [
    path("self-entries/", selfentries.listed, name="list"),
    path("self-entries/<int:pk>/", selfentries.entry, name="entry"),
    path("changes/<int:pk>/invite/", inviting.invitation, name="invite"),
]
