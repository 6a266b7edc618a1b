"""The portal's desk of a unit reviewer, relative to /unit/<organisation>/review/."""

from django.urls import path

from reviews.inbox import unit_pages
from reviews.inbox.backlog.pages import UnitBoard

app_name = "unit_review"
urlpatterns = [
    path("", unit_pages.UnitQueue.as_view(), name="queue"),
    path("stand-ins/", unit_pages.UnitStandIns.as_view(), name="stand_ins"),
    path("views/", unit_pages.UnitViews.as_view(), name="views"),
    path("board/", UnitBoard.as_view(), name="board"),
    path("results/", unit_pages.UnitResults.as_view(), name="results"),
    path("<int:pk>/", unit_pages.UnitLook.as_view(), name="change"),
]
