"""The portal's desk of a unit reviewer, relative to /unit/<organisation>/review/."""

from django.urls import path

from reviews.inbox import unit_pages
from reviews.inbox.backlog.pages import UnitBoard

app_name = "unit_review"
urlpatterns = [
    path("", unit_pages.UnitQueue.as_view(), name="queue"),
    path("stand-ins/", unit_pages.UnitStandIns.as_view(), name="stand_ins"),
    path("views/", unit_pages.UnitViews.as_view(), name="views"),
    path("bulk/", unit_pages.UnitRuns.as_view(), name="bulk"),
    path("bulk/<int:run>/", unit_pages.UnitRun.as_view(), name="bulk_run"),
    path("bulk/<int:run>/file/", unit_pages.UnitRunFile.as_view(), name="bulk_file"),
    path("decided/", unit_pages.UnitDecidedList.as_view(), name="decided_list"),
    path("decided/<int:pk>/", unit_pages.UnitDecided.as_view(), name="decided"),
    path("board/", UnitBoard.as_view(), name="board"),
    path("<int:pk>/", unit_pages.UnitLook.as_view(), name="change"),
    path("<int:pk>/earlier/<int:earlier>/", unit_pages.UnitEarlier.as_view(), name="earlier"),
]
