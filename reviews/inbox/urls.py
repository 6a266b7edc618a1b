"""The portal's desk of a unit reviewer, relative to /unit/<organisation>/review/."""

from django.urls import path

from reviews.inbox import views

app_name = "unit_review"
urlpatterns = [
    path("", views.UnitQueue.as_view(), name="queue"),
    path("results/", views.UnitResults.as_view(), name="results"),
    path("<int:pk>/", views.UnitLook.as_view(), name="change"),
]
