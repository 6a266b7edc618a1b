"""Public addresses of the portal; the home page and the notices are Wagtail pages."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("open/", views.open_data, name="open_data"),
    path("statistics/", views.statistics, name="statistics"),
]
