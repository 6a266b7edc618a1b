"""Public addresses of the portal; the home page and the notices are Wagtail pages."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("open/", views.open_data, name="open_data"),
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/codes/<slug:key>/", views.code_list, name="code_list"),
    path("definitions/codes/<slug:key>.csv", views.code_list_csv, name="code_list_csv"),
    path("definitions/<slug:key>/", views.definition, name="definition"),
    path("definitions/<slug:key>.csv", views.definition_csv, name="definition_csv"),
    path("definitions/<slug:key>/v<int:number>/", views.definition, name="definition_version"),
]
